import { UserRound, Wifi } from 'lucide-react';
import type { Failure } from '../../shared/ipc/reply.ts';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { useCommand, type CommandState } from '../bridge/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailureNotice, type StepDeeds } from '../ui/failure-notice.tsx';
import { ClaimsTable } from './claims-table.tsx';
import { Introspection } from './introspect.tsx';
import './ask-server.css';

const failureOf = (state: CommandState<unknown>): readonly Failure[] =>
  state.kind === 'failure' ? [state.failure] : [];

interface AskServerProps {
  readonly connection: ConnectionView;
  readonly deeds: StepDeeds;
}

/** Questions only the server can answer, asked when a person says so. */
export const AskServer = ({ connection, deeds }: AskServerProps) => {
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
        <FailureNotice key={failure.code} failure={failure} deeds={deeds} />
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
