import { Download, Eraser, FileJson, Globe, Waypoints } from 'lucide-react';
import type { ExportKind } from '../../../vocabulary/program.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Button } from '../../kit/button.tsx';
import { Empty, Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Menu } from '../../kit/menu.tsx';
import { Page } from '../../kit/page.tsx';
import { Diagram } from './diagram.tsx';

interface ExportMenuProps {
  readonly isDisabled: boolean;
  readonly isBusy: boolean;
  readonly onExport: (what: ExportKind) => void;
}

/** Both forms are redacted; one is for people, the other for tools. */
const ExportMenu = ({ isDisabled, isBusy, onExport }: ExportMenuProps) => (
  <Menu
    label="Export as"
    entries={[
      {
        id: 'har',
        label: 'HTTP archive (HAR)',
        hint: 'For a bug report; browsers open it',
        icon: Globe,
        onAction: () => onExport('trace-har'),
      },
      {
        id: 'json',
        label: 'JSON',
        hint: 'Every arrow, as it is shown here',
        icon: FileJson,
        onAction: () => onExport('trace'),
      },
    ]}
  >
    <Button icon={Download} isDisabled={isDisabled} isBusy={isBusy}>
      Export
    </Button>
  </Menu>
);

/** Everything that was said between the four roles since the program started, as it happens. */
export const FlowPage = () => {
  const { value, failure, askAgain } = useQuery('trace.list', {}, ['trace.changed']);
  const clear = useCommand('trace.clear');
  const save = useCommand('file.export');
  const isEmpty = value === undefined || value.length === 0;
  return (
    <Page
      title="Flow"
      lead="Every OAuth message, live, with secrets redacted."
      isWide
      actions={
        <>
          <Button
            icon={Eraser}
            isDisabled={isEmpty}
            onPress={() => void clear.run({}).then(askAgain)}
          >
            Clear
          </Button>
          <ExportMenu
            isDisabled={isEmpty}
            isBusy={save.state.kind === 'busy'}
            onExport={(what) => void save.run({ what })}
          />
        </>
      }
    >
      {save.state.kind === 'failure' && <FailureNotice failure={save.state.failure} />}
      {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: askAgain }} />}
      {value === undefined && failure === undefined && <Skeleton lines={6} label="Loading" />}
      {value !== undefined && value.length === 0 && (
        <section className="card">
          <Empty icon={Waypoints} title="No messages yet">
            Sign in or refresh a token, and watch the messages here.
          </Empty>
        </section>
      )}
      {value !== undefined && value.length > 0 && <Diagram entries={value} />}
    </Page>
  );
};
