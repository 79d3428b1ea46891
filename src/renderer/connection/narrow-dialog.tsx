import { RefreshCw, ShieldCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice, type StepActions } from '../kit/failure-notice.tsx';
import { Notice } from '../kit/notice.tsx';
import {
  choiceProblem,
  type Narrowing,
  compareScopes,
  type ScopeLine,
  scopeLines,
} from './narrowing.ts';
import { CopiedNote } from './copied-note.tsx';
import { CopyButton } from './copy-button.tsx';
import { useCopy } from './use-copy.ts';
import { foreignText } from '../kit/words/foreign.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { RiskMark } from '../kit/risk-mark.tsx';

const Words = ({ line }: { readonly line: ScopeLine }) => (
  <span className="stack fill snug" title={foreignText(line.token, 400)}>
    {line.sentence === undefined ? (
      <span className="unstated">What this allows is not known</span>
    ) : (
      <span>{foreignText(line.sentence)}</span>
    )}
    <Foreign text={line.token} longest={120} className="small clip mono" />
  </span>
);

interface ScopeChoiceProps {
  readonly lines: readonly ScopeLine[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Granted scope tokens to tick, in plain words with their risk. */
const ScopeChoice = ({ lines, chosen, onChange }: ScopeChoiceProps) => (
  <ul className="scope-choices grid frame ruled" aria-label="Scopes of the token">
    {lines.map((line) => (
      <li key={line.token} className="scope-choice">
        <Checkbox
          isSelected={chosen.includes(line.token)}
          onChange={(isChosen) =>
            onChange(
              isChosen ? [...chosen, line.token] : chosen.filter((token) => token !== line.token),
            )
          }
        >
          <Words line={line} />
          <RiskMark risk={line.risk} />
        </Checkbox>
      </li>
    ))}
  </ul>
);

interface ScopeLinesProps {
  readonly label: string;
  readonly lines: readonly ScopeLine[];
}

/** The same to read only. */
const ScopeLines = ({ label, lines }: ScopeLinesProps) => (
  <div>
    <h3 className="scope-heading">{label}</h3>
    <ul className="scope-choices grid frame ruled" aria-label={label}>
      {lines.map((line) => (
        <li key={line.token} className="scope-choice scope-given">
          <Words line={line} />
          <RiskMark risk={line.risk} />
        </li>
      ))}
    </ul>
  </div>
);

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
const NarrowedToken = (props: NarrowedTokenProps) => {
  const { connection, actions, scope, narrowing, onBack } = props;
  const copying = useCopy(connection.id, scope);
  // Enter goes on where the token is as requested, and back where it is not.
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

interface NarrowDialogProps {
  readonly connection: ConnectionView;
  readonly actions: StepActions;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface ChooseProps {
  readonly connection: ConnectionView;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

const Choose = ({ connection, chosen, onChange }: ChooseProps) => (
  <>
    <p className="dialog-text">
      One token that may do only what you tick. The connection keeps the rest.
    </p>
    <ScopeChoice
      lines={scopeLines(connection, connection.grantedScope)}
      chosen={chosen}
      onChange={onChange}
    />
    {connection.refreshEndsToken && (
      <Notice tone="warn" icon={RefreshCw} title="Getting it is a refresh">
        At this server that ends the access token held now, and every copy of it.
      </Notice>
    )}
  </>
);

/** Starts from nothing each time: what was once ticked is no reason to tick it again. */
const Narrow = ({ connection, actions, onClose }: Omit<NarrowDialogProps, 'isOpen'>) => {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { run, reset, state } = useCommand('token.inspect');
  const [asked, setAsked] = useState(chosen);
  const get = () => {
    setAsked(chosen);
    void run({ connectionId: connection.id, scope: [...chosen] });
  };
  if (state.kind === 'value') {
    return (
      <NarrowedToken
        connection={connection}
        scope={asked}
        actions={actions}
        narrowing={compareScopes(connection, asked, state.value.scope)}
        onBack={reset}
      />
    );
  }
  const problem = choiceProblem(connection, chosen);
  const isBusy = state.kind === 'busy';
  return (
    <>
      <Choose connection={connection} chosen={chosen} onChange={setChosen} />
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} actions={{ ...actions, retry: get }} />
      )}
      <DialogActions>
        <span className="dialog-remark note" role="status">
          {problem}
        </span>
        <Button onPress={onClose}>Cancel</Button>
        <Button
          kind="primary"
          isBusy={isBusy}
          isDisabled={problem !== undefined}
          autoFocus={chosen.length > 0}
          onPress={get}
        >
          Get this token
        </Button>
      </DialogActions>
    </>
  );
};

/** Gets one token with fewer scopes, says what the server did with the request, then copies. @see RFC 6749 §6 */
export const NarrowDialog = ({ isOpen, ...rest }: NarrowDialogProps) => (
  <Dialog title="Copy with fewer scopes" size="medium" isOpen={isOpen} onClose={rest.onClose}>
    <Narrow {...rest} />
  </Dialog>
);
