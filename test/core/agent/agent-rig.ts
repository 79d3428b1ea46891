import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createAgent } from '../../../src/core/agent/agent.ts';
import { createNote } from '../../../src/core/connection/ledger-note.ts';
import { consumerOf, type PeerEvidence } from '../../../src/core/model/consumer.ts';
import { fakeApprovalStore } from '../../fake/approval-store.ts';
import { fakeRandom } from '../../fake/random.ts';
import { signInRig } from '../sign-in/sign-in-rig.ts';

export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

/** `curl`, called by a script in a person's folder. */
export const EVIDENCE: PeerEvidence = {
  uid: 1000,
  processes: [
    { pid: 12, startedAt: '700', executable: '/usr/bin/curl' },
    { pid: 11, startedAt: '600', executable: '/usr/bin/bash', script: '/home/jane/shop/deploy.sh' },
    { pid: 10, startedAt: '500', executable: '/usr/bin/bash' },
    { pid: 1, startedAt: '1', executable: '/usr/lib/systemd/systemd' },
  ],
  folder: '/home/jane/shop',
};

export const consumer = (changes: Partial<PeerEvidence> = {}, claimedName?: string) =>
  consumerOf({ ...EVIDENCE, ...changes }, claimedName, digest);

/** A program of this machine, as the system knows it: a different script is a different program. */
export const script = (path: string) =>
  consumer({
    processes: [{ pid: 20, startedAt: '9', executable: '/usr/bin/python3', script: path }],
  });

const firstOf = <Value>([first]: readonly Value[]): Value => {
  if (first === undefined) throw new Error('there is none');
  return first;
};

/** The agent over the whole core, with one login at a strict server. */
export const agentRig = async (options: Parameters<typeof signInRig>[0] = {}) => {
  const rig = await signInRig(options);
  const { app, clock } = rig;
  const store = fakeApprovalStore();
  const changes: number[] = [];
  const ports = {
    ...rig.ports,
    accessTokens: app.accessTokens,
    connections: app.connections,
    lock: app.lock,
    note: createNote(app.ledger),
    approvalStore: store,
    readApprovalKey: app.approvalSecrets.key.read,
    endedList: app.approvalSecrets.ended,
    keepsSecrets: () => true,
    random: fakeRandom(),
    onChange: () => void changes.push(clock.now()),
  };
  const agent = createAgent(ports);
  const connection = await rig.signIn();
  const never = new AbortController().signal;
  setMaxListeners(0, never);
  /** Asks for the login's token, and catches what comes of it. */
  const ask = (by = consumer(), request: { scope?: string; resource?: string } = {}) => {
    const asked = agent.token(by, { connection: connection.id, ...request }, never);
    asked.catch(() => undefined);
    return asked;
  };
  const firstQuestion = () => firstOf(agent.questions.list());
  return {
    ...rig,
    agent,
    ports,
    store,
    changes,
    connection,
    ask,
    never,
    /** Waits as long as a person needs to read, and answers the oldest question. */
    async answer(answer: Parameters<typeof agent.questions.answer>[1]) {
      await clock.advance(2);
      agent.questions.answer(firstQuestion().id, answer);
    },
    firstQuestion,
    firstApproval: () => firstOf(agent.approvals.list()),
    /** The token that the program holds in memory for the whole grant. */
    held: () => app.accessTokens.peek(connection.id)?.accessToken.expose() ?? '',
  };
};
