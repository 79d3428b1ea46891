/**
 * The agent as it ships, in a process of its own: real socket, real evidence of who asks, real ledger, journal on the
 * disk. The keychain is of synced files, and a person who approves everything sits before it.
 */
import { join } from 'node:path';
import { createIdentifyPeer } from '../../src/agent/peer/peer.ts';
import { createAgentServer } from '../../src/agent/server.ts';
import { listenPrivately } from '../../src/agent/socket.ts';
import { createUseParts } from '../../src/agent/use/use-requests.ts';
import { createAgentUseCases } from '../../src/agent/use-cases.ts';
import { createAgent } from '../../src/core/agent/agent.ts';
import { createNote } from '../../src/core/connection/ledger-note.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { openFileLedger } from '../../src/main/adapter/system/file-ledger.ts';
import {
  sha256Digest,
  systemClock,
  systemRandom,
} from '../../src/main/adapter/system/system-ports.ts';
import { fakeApprovalStore } from '../../test/fake/approval-store.ts';
import { fakeLog } from '../../test/fake/log.ts';
import { openProgram } from '../../test/faults/program-on-disk.ts';
import { connectionId } from '../../test/fixtures/connection.ts';
import { FIRST_REFRESH_TOKEN } from '../bench/issuer.ts';

const [folder = '', socketPath = '', ...issuers] = process.argv.slice(2);
const log = fakeLog();
const [first = '', ...more] = issuers.map((url) => `${url}/token`);
const { app, refreshes } = await openProgram({
  folder,
  tokenEndpoint: first,
  moreEndpoints: more,
  clock: systemClock,
  ledger: await openFileLedger(join(folder, 'ledger.jsonl'), systemClock, log, () => undefined),
});
for (const index of issuers.keys()) {
  await refreshes.keep(connectionId(index + 1), Secret.of('refresh-token', FIRST_REFRESH_TOKEN));
}
const answered = new Set<string>();
const agent = createAgent({
  accessTokens: app.accessTokens,
  connections: app.connections,
  lock: app.lock,
  note: createNote(app.ledger),
  approvalStore: fakeApprovalStore(),
  digest: sha256Digest,
  readApprovalKey: app.approvalSecrets.key.read,
  endedList: app.approvalSecrets.ended,
  keepsSecrets: () => true,
  clock: systemClock,
  random: systemRandom,
  log,
  onChange() {
    for (const { id } of agent.questions.list()) {
      if (answered.has(id)) continue;
      answered.add(id);
      // No sooner than a person could.
      setTimeout(() => agent.questions.answer(id, { kind: 'approve', lifetime: '30-days' }), 600);
    }
  },
});
const server = createAgentServer({
  useCases: createAgentUseCases(app, agent, () => 'bench'),
  identify: createIdentifyPeer(process.platform, process.getuid?.() ?? 0),
  digest: sha256Digest,
  nameOf: () => undefined,
  uses: createUseParts(agent, app),
  log,
});
await listenPrivately(server, socketPath);
process.on('message', (asked) => {
  if (asked === 'memory') process.send?.(process.memoryUsage().rss);
});
process.send?.('listening');
