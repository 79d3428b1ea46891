import { Wifi, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../contract/command.ts';
import type { IntrospectionView } from '../../../contract/inspection.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useCommand, type CommandState } from '../../bridge/use-command.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { FailureNotice, type StepActions } from '../../kit/failure-notice.tsx';
import { ClaimsTable } from './claims-table.tsx';
import { ConnectionPicker } from './connection-picker.tsx';
import type { Slot } from './examination.tsx';
import { Warnings } from './token-remarks.tsx';

const WHO_SAYS: Readonly<Record<IntrospectionView['source'], string>> = {
  introspection: 'The server says (RFC 7662)',
  'token-info': 'The provider says, by an interface of its own,',
};

/** What a server said of a token. @see RFC 7662 §2.2 */
const Introspection = ({ answer }: { readonly answer: IntrospectionView }) => (
  <div className="answer" role="status">
    <p>
      {WHO_SAYS[answer.source]} the token is{' '}
      <Chip tone={answer.active ? 'good' : 'bad'}>{answer.active ? 'active' : 'not active'}</Chip>
      {answer.activeByServer !== answer.active && ', but what it adds says otherwise'}
    </p>
    <Warnings warnings={answer.warnings} />
    {answer.members.length > 0 && (
      <ClaimsTable label="What the server says of the token" claims={answer.members} />
    )}
  </div>
);

type Unreadable = 'jwe' | 'opaque';

const TITLES: Readonly<Record<Unreadable, string>> = {
  jwe: 'Only its receiver can read it',
  opaque: 'An opaque token: only the server that made it knows what it means',
};

interface AskingProps {
  readonly format: Unreadable;
  readonly hint: string;
  readonly label: string;
  readonly isBusy: boolean;
  readonly onAsk: () => void;
  readonly failure: Failure | undefined;
  readonly answer: IntrospectionView | undefined;
}

const Asking = ({ format, hint, label, isBusy, onAsk, failure, answer }: AskingProps) => (
  <section className="card" aria-label="Ask a server">
    <div className="card-head keep-buttons">
      <div className="narrowable">
        <h2 className="card-title">{TITLES[format]}</h2>
        <p className="measure soft">{hint}</p>
      </div>
      <span className="card-space" />
      <Button icon={Wifi} isBusy={isBusy} onPress={onAsk}>
        {label}
      </Button>
    </div>
    {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: onAsk }} />}
    {answer !== undefined && <Introspection answer={answer} />}
  </section>
);

const OfConnection = ({
  id,
  format,
}: Pick<AskingProps, 'format'> & Extract<Slot, { kind: 'connection' }>) => {
  const { run, state } = useCommand('connection.introspect');
  return (
    <Asking
      format={format}
      hint="Its own server can be asked whether the token is active, and what it allows (RFC 7662)."
      label="Is it active?"
      isBusy={state.kind === 'busy'}
      onAsk={() => void run({ connectionId: id })}
      failure={state.kind === 'failure' ? state.failure : undefined}
      answer={state.kind === 'value' ? state.value : undefined}
    />
  );
};

interface PastedProps extends Pick<AskingProps, 'format'> {
  readonly text: string;
  readonly connections: readonly ConnectionView[];
}

const OfPasted = ({ text, format, connections }: PastedProps) => {
  const [isChoosing, setIsChoosing] = useState(false);
  const { run, state } = useCommand('token.introspect');
  return (
    <>
      <Asking
        format={format}
        hint="The server of one of your connections can be asked about it (RFC 7662). The token is shown to that server: choose the one it came from."
        label="Choose a connection…"
        isBusy={state.kind === 'busy'}
        onAsk={() => setIsChoosing(true)}
        failure={state.kind === 'failure' ? state.failure : undefined}
        answer={state.kind === 'value' ? state.value : undefined}
      />
      {isChoosing && (
        <ConnectionPicker
          connections={connections}
          onPick={(connectionId) => void run({ text, connectionId })}
          onClose={() => setIsChoosing(false)}
        />
      )}
    </>
  );
};

interface IntrospectProps {
  readonly slot: Slot;
  readonly format: Unreadable;
  readonly connections: readonly ConnectionView[];
}

/** For tokens that cannot be read here. Nobody is asked before the person says so. */
export const Introspect = ({ slot, format, connections }: IntrospectProps) =>
  slot.kind === 'connection' ? (
    <OfConnection {...slot} format={format} />
  ) : (
    <OfPasted text={slot.text} format={format} connections={connections} />
  );

const failureOf = (state: CommandState<unknown>): readonly Failure[] =>
  state.kind === 'failure' ? [state.failure] : [];

interface AskServerProps {
  readonly connection: ConnectionView;
  readonly actions: StepActions;
}

/** Questions only the server can answer, asked when a person says so. */
export const AskServer = ({ connection, actions }: AskServerProps) => {
  const introspect = useCommand('connection.introspect');
  const userinfo = useCommand('connection.userinfo');
  const input = { connectionId: connection.id };
  const failures = [introspect.state, userinfo.state].flatMap(failureOf);
  return (
    <section className="card" aria-label="Ask the server">
      <h2 className="card-title">Ask the server</h2>
      <div className="ask-actions row stretch wrap gap-2">
        <Button
          icon={Wifi}
          isBusy={introspect.state.kind === 'busy'}
          onPress={() => void introspect.run(input)}
        >
          Is the token active?
        </Button>
        <Button
          icon={UserRound}
          isBusy={userinfo.state.kind === 'busy'}
          onPress={() => void userinfo.run(input)}
        >
          Get user info
        </Button>
      </div>
      {failures.map((failure) => (
        <FailureNotice key={failure.code} failure={failure} actions={actions} />
      ))}
      {introspect.state.kind === 'value' && <Introspection answer={introspect.state.value} />}
      {userinfo.state.kind === 'value' && (
        <div className="answer">
          <ClaimsTable label="Who the server says you are" claims={userinfo.state.value} />
        </div>
      )}
    </section>
  );
};
