import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AgentView, ApprovalView } from '../../../contract/approval.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { SocketObstacle } from '../../../vocabulary/agent.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useConnections } from '../../bridge/use-connections.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { ConsumerFacts } from '../../approval/consumer-facts.tsx';
import { consumerTitle } from '../../approval/consumer-words.ts';
import { Button } from '../../kit/button.tsx';
import { Chip, Dot } from '../../kit/chip.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Toggle } from '../../kit/toggle.tsx';
import { untilWords } from '../../kit/words/time-words.ts';
import { useNow } from '../../kit/use-now.ts';
import { Section } from './section.tsx';

const STATES = {
  off: { tone: 'idle', words: 'Off' },
  listening: { tone: 'good', words: 'Listening' },
  refused: { tone: 'bad', words: 'Not listening' },
} as const;

/** Why no program can connect, and what to do about it. */
const OBSTACLES: Readonly<Record<SocketObstacle, string>> = {
  'in-use': 'Another program answers there. End it, then turn this off and on.',
  'not-a-socket': 'Something else lies there. Move it away, then turn this off and on.',
  'path-too-long': 'Its path is too long for the system. Name a shorter one in VALET_KEY_SOCKET.',
  'folder-not-private':
    'Its folder belongs to somebody else, is a link, or others may enter it. Make it your own, with mode 0700.',
  'not-supported': 'This system is not supported yet.',
  failed: 'The system refused it. The log says more.',
};

const Obstacle = ({ agent }: { readonly agent: AgentView }) =>
  agent.obstacle === undefined ? null : (
    <Notice tone="bad" icon={CircleAlert} title="Programs cannot connect">
      {OBSTACLES[agent.obstacle]}
    </Notice>
  );

/** When it ends; a lock may come first. */
const endWords = ({ expiresAt, endsWithLock }: ApprovalView, now: number): string => {
  if (expiresAt === undefined) return 'Until locked';
  const time = `Until ${untilWords(expiresAt, now)}`;
  return endsWithLock ? `${time}, or until locked` : time;
};

interface RememberedProps {
  readonly approval: ApprovalView;
  readonly connection: ConnectionView | undefined;
}

const Remembered = ({ approval, connection }: RememberedProps) => {
  const { run, state } = useCommand('approval.revoke');
  const now = useNow();
  const { id, consumer, scope, resource, use } = approval;
  return (
    <li className="grid gap-2 pad-y-3">
      <div className="row gap-3 spread">
        <div className="stack fill snug">
          <Foreign text={consumerTitle(consumer)} className="clip medium" />
          <Foreign
            text={`${connection?.label ?? '?'} · ${scope.join(' ')}`}
            className="note clip"
          />
          {use !== undefined && (
            <Foreign
              text={`Calls without the token: ${use.rules.map(({ method, path }) => `${method} ${use.origin}${path}`).join(', ')}`}
              longest={300}
              className="note break"
            />
          )}
          {resource !== undefined && <Foreign text={resource} className="note clip mono" />}
          <span className="note">{endWords(approval, now)}</span>
        </div>
        <Button isBusy={state.kind === 'busy'} onPress={() => void run({ approvalId: id })}>
          Revoke
        </Button>
      </div>
      <details>
        <summary className="note">Which program</summary>
        <ConsumerFacts consumer={consumer} />
      </details>
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </li>
  );
};

interface NotInForceProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Approvals on disk that count for nothing. */
const NotInForce = ({ title, children }: NotInForceProps) => {
  const { run, state } = useCommand('approval.remove-unrecognized');
  return (
    <Notice
      tone="warn"
      icon={CircleAlert}
      title={title}
      action={
        <Button isBusy={state.kind === 'busy'} onPress={() => void run({})}>
          Remove
        </Button>
      }
    >
      {children}
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </Notice>
  );
};

const counted = (count: number): string => (count === 1 ? 'one approval' : `${count} approvals`);

const OthersOnDisk = ({ unrecognized, putBack }: Record<'unrecognized' | 'putBack', number>) => (
  <>
    {unrecognized > 0 && (
      // Anything that runs as this person could have written them.
      <NotInForce title={`Valet Key did not write ${counted(unrecognized)} on this disk`}>
        They are not in force: another program wrote or changed them, or the key that proves them is
        no longer in the keychain.
      </NotInForce>
    )}
    {putBack > 0 && (
      <NotInForce title={`An older list brought back ${counted(putBack)}`}>
        Not in force: what was revoked stays revoked, also where a backup or another program has put
        an older list in place.
      </NotInForce>
    )}
  </>
);

/** What programs may have without asking again. */
const Approvals = () => {
  const { value } = useQuery('approval.list', {}, ['approvals.changed']);
  const { approvals = [], unrecognized = 0, putBack = 0 } = value ?? {};
  const connections = useConnections();
  const isEmpty = approvals.length === 0 && unrecognized + putBack === 0;
  return (
    <>
      <OthersOnDisk unrecognized={unrecognized} putBack={putBack} />
      {isEmpty && <p className="note">No program is remembered.</p>}
      {approvals.length > 0 && (
        <ul className="grid ruled" aria-label="Approved programs">
          {approvals.map((approval) => (
            <Remembered
              key={approval.id}
              approval={approval}
              connection={connections.find(({ id }) => id === approval.connectionId)}
            />
          ))}
        </ul>
      )}
    </>
  );
};

/** Whether programs can ask for tokens, where, and which have been approved. */
export const ProgramsSection = () => {
  const { value: agent } = useQuery('agent.status', {}, ['approvals.changed']);
  const { run, state } = useCommand('agent.switch');
  if (agent === undefined) return null;
  const { tone, words } = STATES[agent.state];
  return (
    <Section
      title="Scripts and agents"
      lead="Programs of yours can ask for tokens. You are asked about each, and nothing is given before you approve."
      action={
        <Chip>
          <Dot tone={tone} />
          {words}
        </Chip>
      }
    >
      <Toggle
        label="Answer programs"
        hint="Over a socket that only you can reach."
        isSelected={agent.state !== 'off'}
        onChange={(isOn) => void run({ isOn })}
      />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <Obstacle agent={agent} />
      {agent.path !== undefined && (
        <Foreign text={agent.path} className="break mono small selectable" />
      )}
      <Approvals />
    </Section>
  );
};
