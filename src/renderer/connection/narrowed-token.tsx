import { ShieldCheck, TriangleAlert } from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import { Button } from '../kit/button.tsx';
import { DialogActions } from '../kit/dialog.tsx';
import { FailureNotice, type StepActions } from '../kit/failure-notice.tsx';
import { Notice } from '../kit/notice.tsx';
import { CopiedNote } from './copied-note.tsx';
import { CopyButton } from './copy-button.tsx';
import type { Narrowing } from './narrowing.ts';
import { ScopeLines } from './scope-choice.tsx';
import { useCopy } from './use-copy.ts';

const Outcome = ({ narrowing }: { readonly narrowing: Narrowing }) =>
  narrowing.kind === 'exact' ? (
    <>
      <Notice tone="info" icon={ShieldCheck} title="The server says: exactly this">
        The token is ready, and may do nothing beyond what you ticked.
      </Notice>
      <ScopeLines label="What this token may do" lines={narrowing.given} />
    </>
  ) : (
    <>
      <Notice tone="warn" icon={TriangleAlert} title="The server ignored your choice">
        The token may do more than you ticked. Copy it only if that will do.
      </Notice>
      <ScopeLines label="What you did not tick" lines={narrowing.extra} />
      {narrowing.given.length > 0 && <ScopeLines label="What you ticked" lines={narrowing.given} />}
    </>
  );

interface NarrowedTokenProps {
  readonly connection: ConnectionView;
  readonly actions: StepActions;
  /** What was asked for. */
  readonly scope: readonly string[];
  readonly narrowing: Narrowing;
  readonly onBack: () => void;
}

/** What came of asking for fewer scopes, said before anything is copied. */
export const NarrowedToken = (props: NarrowedTokenProps) => {
  const { connection, actions, scope, narrowing, onBack } = props;
  const copying = useCopy(connection.id, scope);
  // Enter goes on where all is as it was wished, and back where it is not.
  const isExact = narrowing.kind === 'exact';
  return (
    <>
      <Outcome narrowing={narrowing} />
      {copying.failure !== undefined && (
        <FailureNotice
          failure={copying.failure}
          actions={{ ...actions, retry: copying.copyAgain }}
        />
      )}
      <p className="dialog-status note" role="status">
        {copying.copied !== undefined && (
          <CopiedNote {...copying} connection={connection} copied={copying.copied} />
        )}
      </p>
      <DialogActions>
        <Button autoFocus={!isExact} onPress={onBack}>
          Choose again
        </Button>
        <CopyButton
          isBusy={copying.isBusy}
          hasCopied={copying.isOnClipboard}
          isBound={connection.usesDpop}
          autoFocus={isExact}
          onCopy={copying.copy}
        />
      </DialogActions>
    </>
  );
};
