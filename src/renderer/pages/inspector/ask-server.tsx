import { UserRound, Wifi } from 'lucide-react';
import type { Failure } from '../../../contract/reply.ts';
import type { ConnectionView } from '../../../contract/view.ts';
import { useCommand, type CommandState } from '../../bridge/use-command.ts';
import { Button } from '../../kit/button.tsx';
import { FailureNotice, type StepActions } from '../../kit/failure-notice.tsx';
import { ClaimsTable } from './claims-table.tsx';
import { Introspection } from './introspect.tsx';
import './ask-server.css';

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
      <div className="ask-acts">
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
          Who am I?
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
