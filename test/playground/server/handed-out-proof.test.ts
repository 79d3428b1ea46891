import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../../src/core/model/connection.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../../src/core/model/issuer.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { TokenRecord } from '../../../src/core/model/token-record.ts';
import { requestClientCredentials } from '../../../src/core/oauth/client-credentials-grant.ts';
import { dpopHandle, exportDpopKey, generateDpopKey } from '../../../src/core/oauth/client/dpop.ts';
import { writeCredentials } from '../../../src/core/connection/credentials.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { createFetchHttp } from '../../../src/main/adapter/network/fetch-http.ts';
import { systemClock, systemRandom } from '../../../src/main/adapter/system/system-ports.ts';
import { SERVICE_CLIENT } from '../../../src/playground/server/clients.ts';
import {
  createPlayground,
  type Playground,
} from '../../../src/playground/server/create-playground.ts';
import { fakeApp, fakeClipboard, storageOn } from '../../fake/app-ports.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { fakeSettings } from '../../fake/settings.ts';
import { connectionOf } from '../../fixtures/connection.ts';

// Real sockets, signatures and files: slow on a busy machine, never waiting for anything.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let playground: Playground;
beforeAll(async () => {
  playground = await createPlayground();
});
afterAll(() => playground.close());

/** The playground as the connection of a service whose tokens it binds to a key. */
const boundConnection = async () => {
  const { issuer } = playground;
  const connection = connectionOf({
    issuer: parseIssuer(issuer, LOOPBACK_HOSTS),
    allowLoopback: true,
    metadata: { issuer, token_endpoint: `${issuer}/token` },
    registration: {
      clientId: SERVICE_CLIENT.clientId,
      tokenEndpointAuthMethod: 'client_secret_basic',
      redirectMethod: 'loopback',
      redirectPath: '/',
    },
    options: { usesDpop: true },
  });
  const key = await generateDpopKey();
  const { token } = await requestClientCredentials(
    {
      ...connection,
      http: createFetchHttp({ clock: systemClock }),
      now: systemClock.now(),
      clientSecret: Secret.of('client-secret', SERVICE_CLIENT.clientSecret),
      dpop: dpopHandle(key),
    },
    { scope: scopeOf(['notes:read']) },
  );
  return { connection, token, dpopKey: await exportDpopKey(key) };
};

/** The ways out over that connection, with its token held, and what they put on the clipboard. */
const copying = async (
  connection: Connection,
  token: TokenRecord,
  dpopKey: Secret<'private-key'>,
) => {
  const keychain = fakeKeychain();
  await writeCredentials(createSecretStore(keychain), connection.id, { dpopKey });
  const clipboard = fakeClipboard();
  const app = fakeApp({
    connections: fakeConnectionStore(connection),
    storage: storageOn(keychain),
    clock: systemClock,
    random: systemRandom,
    settings: fakeSettings({ copiedTokenMinutes: 0 }),
    clipboard,
  });
  app.accessTokens.adopt(connection, { token });
  return { prove: app.handOut.prove, copied: clipboard.copied };
};

describe('what is handed out for a bound token opens the API (RFC 9449 §7.1)', () => {
  test('as header lines, once', async () => {
    const { connection, token, dpopKey } = await boundConnection();
    const { prove, copied } = await copying(connection, token, dpopKey);
    const url = `${playground.issuer}/api/me?why=not`;
    const { id: connectionId } = connection;
    await prove({ connectionId, method: 'GET', url, form: 'headers' });
    const headers = Object.fromEntries(
      (copied[0] ?? '').split('\n').map((line) => line.split(': ') as [string, string]),
    );
    expect((await fetch(url, { headers })).status).toBe(200);
    expect((await fetch(url, { headers })).status).toBe(401);
  });

  test.skipIf(process.platform === 'win32')('as a line for curl', async () => {
    const { connection, token, dpopKey } = await boundConnection();
    const { prove, copied } = await copying(connection, token, dpopKey);
    const url = `${playground.issuer}/api/me`;
    const { id: connectionId } = connection;
    await prove({ connectionId, method: 'GET', url, form: 'curl' });
    const line = (copied[0] ?? '').replace('curl', 'exec curl --silent --noproxy "*"');
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', line]);
    expect(JSON.parse(stdout)).toMatchObject({ clientId: SERVICE_CLIENT.clientId });
  });
});
