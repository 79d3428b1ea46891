import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Dialog, DialogActions } from '../../kit/dialog.tsx';
import { Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { foreignText } from '../../kit/words/foreign.ts';

const LONGEST_LINE = 4000;

/** Servers may have written parts of the log: each line without what would not show, or show elsewhere. */
const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => foreignText(line, LONGEST_LINE))
    .join('\n');

/** What somebody who is asked for help wants to know: shown whole, so that nothing is sent unseen. */
export const ReportDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const [withMessages, setWithMessages] = useState(false);
  const { run: make, state } = useCommand('report.make');
  const save = useCommand('report.save');
  useEffect(() => void make({ withMessages }), [make, withMessages]);
  const isSaved = save.state.kind === 'value' && save.state.value.saved;
  return (
    <Dialog title="Report a problem" size="large" isOpen onClose={onClose}>
      <p className="soft">
        Read it before you give it to anybody. It has no tokens and no secrets; names of servers may
        be in it.
      </p>
      <Checkbox
        isSelected={withMessages}
        onChange={(next) => {
          save.reset();
          setWithMessages(next);
        }}
      >
        With the messages of recent sign-ins and refreshes
      </Checkbox>
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      {save.state.kind === 'failure' && <FailureNotice failure={save.state.failure} />}
      {state.kind === 'value' ? (
        // It scrolls, so it takes the focus: the keyboard must reach what is below.
        <pre className="report well mono small scroll selectable fill" tabIndex={0}>
          {lines(state.value.text)}
        </pre>
      ) : (
        state.kind !== 'failure' && <Skeleton lines={8} label="Writing the report" />
      )}
      <DialogActions>
        <span className="fill good" role="status">
          {isSaved && 'Saved'}
        </span>
        <Button onPress={onClose}>Close</Button>
        <Button
          kind="primary"
          icon={Download}
          isDisabled={state.kind !== 'value'}
          isBusy={save.state.kind === 'busy'}
          onPress={() => void save.run({})}
        >
          Save…
        </Button>
      </DialogActions>
    </Dialog>
  );
};
