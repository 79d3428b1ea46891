import { get, type IncomingMessage } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdentifyPeer } from '../../src/agent/peer/peer.ts';
import { createAgentServer } from '../../src/agent/server.ts';
import { listenPrivately } from '../../src/agent/socket.ts';
import { createUseParts } from '../../src/agent/use/use-requests.ts';
import { createAgentUseCases } from '../../src/agent/use-cases.ts';
import { createAgent, type Agent } from '../../src/core/agent/agent.ts';
import { createApp, type App } from '../../src/core/app.ts';
import { createNote } from '../../src/core/connection/ledger-note.ts';
import { SHORTEST_LOOK } from '../../src/core/agent/questions.ts';
import type { Http } from '../../src/core/port/http.ts';
import { createFetchHttp } from '../../src/main/adapter/network/fetch-http.ts';
import { createLoopbackReceiver } from '../../src/main/adapter/network/redirect-receivers.ts';
import {
  sha256Digest,
  systemClock,
  systemRandom,
} from '../../src/main/adapter/system/system-ports.ts';
import { fakePorts } from '../fake/app-ports.ts';
import { fakeApprovalStore } from '../fake/approval-store.ts';
import { fakeReceivers } from '../fake/redirect-receiver.ts';
import { fakeSettings } from '../fake/settings.ts';

/** Where the suite expects a client's own description to be. */
const CLIENT_METADATA_URL = 'https://conformance-test.local/client-metadata.json';

/** Asks as a browser does that goes to an address: `fetch` calls itself a script, and is turned away. */
export const navigate = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const asked = get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response);
    });
    asked.on('error', reject);
  });

/** Follows the one redirect of an authorization endpoint that asks nobody, to our own receiver. */
const robotBrowser = {
  async open(url: string): Promise<void> {
    const { headers, statusCode } = await navigate(url);
    if (headers.location === undefined) throw new Error(`there is no redirect: ${statusCode}`);
    await navigate(new URL(headers.location, url).href);
  },
};

/** How the person behaves; all is agreed to where nothing is said. */
export interface PersonOptions {
  readonly open?: (url: string) => Promise<void>;
  /** Whether they agree to more access. */
  readonly agreesToMore?: () => boolean;
  readonly http?: Http;
}

/** A person who answers everything, as soon as they could have read it. */
const answering = (app: () => App, agent: () => Agent, agreesToMore: () => boolean) => ({
  signInsChanged() {
    for (const { id, state } of app().signIns.list()) {
      if (state.kind === 'waiting-for-confirmation') app().signIns.confirm(id);
    }
  },
  questionsChanged() {
    for (const { id, wanted } of agent().questions.list()) {
      const lifetime =
        wanted.purpose === 'token' && !wanted.consumer.isWeak ? 'until-lock' : 'once';
      setTimeout(
        () => {
          const isOpen = agent()
            .questions.list()
            .some((one) => one.id === id);
          if (!isOpen) return;
          const isRefused = wanted.purpose === 'more-access' && !agreesToMore();
          agent().questions.answer(
            id,
            isRefused ? { kind: 'deny' } : { kind: 'approve', lifetime },
          );
        },
        SHORTEST_LOOK * 1000 + 50,
      );
    }
  },
});

/**
 * The program's core and agent on a real socket and the real network, with records and secrets in memory,
 * and with a person who agrees to everything at once, unless the options say otherwise.
 */
export const startAgentWithPerson = async (options: PersonOptions = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'vk-mcp-'));
  const socketPath = join(folder, 'agent', 'agent.sock');
  const person = answering(
    () => app,
    () => agent,
    options.agreesToMore ?? (() => true),
  );
  const ports = fakePorts({
    clock: systemClock,
    random: systemRandom,
    digest: sha256Digest,
    http: options.http ?? createFetchHttp({ clock: systemClock }),
    userAgent: options.open === undefined ? robotBrowser : { open: options.open },
    receivers: { ...fakeReceivers().receivers, loopback: createLoopbackReceiver() },
    settings: fakeSettings({ clientMetadataUrl: CLIENT_METADATA_URL }),
    emit: (name) => {
      if (name === 'sign-ins.changed') setImmediate(() => person.signInsChanged());
    },
  });
  const app: App = createApp(ports);
  const agent: Agent = createAgent({
    ...ports,
    accessTokens: app.accessTokens,
    connections: app.connections,
    lock: app.lock,
    note: createNote(app.ledger),
    approvalStore: fakeApprovalStore(),
    readApprovalKey: app.approvalSecrets.key.read,
    endedList: app.approvalSecrets.ended,
    keepsSecrets: () => true,
    onChange: () => person.questionsChanged(),
  });
  const server = createAgentServer({
    useCases: createAgentUseCases(app, agent, () => 'conformance'),
    identify: createIdentifyPeer(process.platform, process.getuid?.() ?? 0),
    digest: ports.digest,
    nameOf: () => undefined,
    uses: createUseParts(agent, app),
    log: ports.log,
  });
  await listenPrivately(server, socketPath);
  return {
    app,
    agent,
    socketPath,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
