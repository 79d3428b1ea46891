import type { Server } from 'node:http';
import { createIdentifyPeer } from '../../agent/peer/peer.ts';
import { createUseParts } from '../../agent/use/use-requests.ts';
import { createAgentServer } from '../../agent/server.ts';
import { listenPrivately, SocketRefused } from '../../agent/socket.ts';
import { createAgentUseCases } from '../../agent/use-cases.ts';
import type { AgentView } from '../../contract/approval.ts';
import { createAgent, type Agent } from '../../core/agent/agent.ts';
import type { Questions } from '../../core/agent/questions.ts';
import type { App, AppPorts } from '../../core/app.ts';
import { createNote } from '../../core/connection/ledger-note.ts';
import { displayName } from '../../core/model/connection.ts';
import type { ApprovalStore } from '../../core/port/stores.ts';
import { parseConnectionId } from '../../vocabulary/id.ts';
import type { SocketObstacle } from '../../vocabulary/agent.ts';
import type { SettingsStore } from '../adapter/store/electron-settings-store.ts';
import type { AgentControl } from '../handlers/approval-handlers.ts';

export interface AgentParts {
  readonly app: App;
  readonly ports: Omit<AppPorts, 'settings'> & {
    readonly settings: SettingsStore;
    readonly approvalStore: ApprovalStore;
    /** Certificates that are trusted for a host beside those that every program knows, as PEM. */
    readonly authoritiesFor?: (hostname: string) => readonly string[];
  };
  readonly socketPath: string;
  readonly version: () => string;
  /** A program waits for the person's word. */
  readonly onQuestion: () => void;
  /** Who answers where there is no window. */
  readonly questions?: Questions;
  /** Puts the server on the socket. Fails with {@link SocketRefused}. */
  readonly listen?: (server: Server, path: string) => Promise<void>;
}

/** The agent in this program. */
export interface RunningAgent extends AgentControl {
  readonly agent: Agent;
  /** Resolves once it is known whether the agent listens. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Puts the agent's use cases on the socket, as long as the settings want that. */
export const openAgent = (parts: AgentParts): RunningAgent => {
  const agent = createCoreAgent(parts);
  const listener = createListener(parts, agent);
  const { settings, emit } = parts.ports;
  const isOn = (): boolean => settings.get().answersPrograms;
  let last: Promise<void> = Promise.resolve();
  // One after the other: what is switched off while it opens is closed once it is open.
  const follow = (): Promise<void> => {
    last = last.then(followNow, followNow);
    return last;
  };
  const followNow = async (): Promise<void> => {
    if (isOn()) await listener.open();
    else await listener.close();
    emit('approvals.changed', {});
  };
  return {
    agent,
    start: follow,
    stop: listener.close,
    status: () => (isOn() ? listener.view() : { state: 'off' }),
    async turn(answersPrograms) {
      await settings.update({ answersPrograms });
      await follow();
    },
  };
};

/** Seconds between two questions that bring the window to the front: nobody's keys are taken by a flood. */
const SHOW_EVERY = 5;

const createCoreAgent = ({ app, ports, onQuestion, questions }: AgentParts): Agent => {
  let known = new Set<string>();
  let shownAt = Number.NEGATIVE_INFINITY;
  const agent: Agent = createAgent({
    ...ports,
    ...(questions === undefined ? {} : { questions }),
    accessTokens: app.accessTokens,
    connections: app.connections,
    lock: app.lock,
    note: createNote(app.ledger),
    readApprovalKey: app.approvalSecrets.key.read,
    endedList: app.approvalSecrets.ended,
    keepsSecrets: () => app.storage.state().kind !== 'memory',
    onChange() {
      ports.emit('approvals.changed', {});
      const open = agent.questions.list().map(({ id }) => id);
      const isNew = open.some((id) => !known.has(id));
      known = new Set(open);
      const now = ports.clock.monotonic();
      if (!isNew || now - shownAt < SHOW_EVERY) return;
      shownAt = now;
      onQuestion();
    },
  });
  return agent;
};

const createListener = (parts: AgentParts, agent: Agent) => {
  const { app, ports, socketPath, version, listen = listenPrivately } = parts;
  const { log, digest } = ports;
  let server: Server | undefined;
  let obstacle: SocketObstacle | undefined;
  const nameOf = (text: string): string | undefined => {
    const id = parseConnectionId(text);
    const connection = id === undefined ? undefined : app.connections.get(id);
    return connection === undefined ? undefined : displayName(connection);
  };
  const create = (): Server =>
    createAgentServer({
      useCases: createAgentUseCases(app, agent, version, parts.questions !== undefined),
      identify: createIdentifyPeer(process.platform, process.getuid?.() ?? 0),
      digest,
      nameOf,
      uses: createUseParts(agent, app, ports.authoritiesFor),
      log,
    });
  return {
    async open(): Promise<void> {
      if (server !== undefined) return;
      obstacle = undefined;
      try {
        const next = create();
        await listen(next, socketPath);
        server = next;
        log.info('agent.listening');
      } catch (thrown) {
        obstacle = thrown instanceof SocketRefused ? thrown.obstacle : 'failed';
        log.warn('agent.not-listening', { obstacle });
      }
    },
    /** Nothing new, and nobody is kept waiting. */
    async close(): Promise<void> {
      const closing = server;
      server = undefined;
      if (closing === undefined) return;
      await new Promise((resolve) => {
        closing.close(resolve);
        closing.closeAllConnections();
      });
    },
    view: (): AgentView =>
      server === undefined
        ? { state: 'refused', path: socketPath, obstacle: obstacle ?? 'failed' }
        : { state: 'listening', path: socketPath },
  };
};
