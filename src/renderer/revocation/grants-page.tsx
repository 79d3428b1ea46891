import { ExternalLink } from 'lucide-react';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../kit/button.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Foreign } from '../kit/foreign.tsx';

interface GrantsPageProps {
  readonly connection: { readonly id: ConnectionId; readonly grantsPage?: string | undefined };
}

/** The provider's own page of grants: where it is, and a button that opens it in the browser. */
export const GrantsPage = ({ connection }: GrantsPageProps) => {
  const { run, state } = useCommand('connection.open-grants-page');
  if (connection.grantsPage === undefined) return null;
  const open = () => void run({ connectionId: connection.id });
  return (
    <div className="grants-page keep-buttons row wrap gap-2 gap-x-3">
      <Button icon={ExternalLink} isBusy={state.kind === 'busy'} onPress={open}>
        Open the page of grants
      </Button>
      <Foreign text={connection.grantsPage} className="grants-address mono clip selectable" />
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} actions={{ retry: open }} />
      )}
    </div>
  );
};
