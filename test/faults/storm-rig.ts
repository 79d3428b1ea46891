import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK_HOSTS, parseIssuer } from '../../src/core/model/issuer.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { createKeepAlive } from '../../src/core/expiry/upkeep.ts';
import { loginExpiry } from '../../src/core/expiry/login-expiry.ts';
import { createFetchHttp } from '../../src/main/adapter/network/fetch-http.ts';
import { createMemoryKeychain } from '../../src/main/adapter/keychain/secret-storage.ts';
import { systemClock } from '../../src/main/adapter/system/system-ports.ts';
import { after, seconds } from '../../src/vocabulary/instant.ts';
import { fakeApp, storageOn } from '../fake/app-ports.ts';
import { fakeConnectionStore } from '../fake/connection-store.ts';
import { fakeLog } from '../fake/log.ts';
import { connectionId, connectionOf } from '../fixtures/connection.ts';

const ANSWER_MS = 2;
const DAY = 86_400;

/** A token endpoint that counts: how many requests, and how many at once. */
const countingServer = async () => {
  let requests = 0;
  let running = 0;
  let most = 0;
  const http = createServer((request, response) => {
    requests += 1;
    running += 1;
    most = Math.max(most, running);
    request.resume();
    setTimeout(() => {
      running -= 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          access_token: `access-token-${requests}`,
          token_type: 'Bearer',
          expires_in: 3600,
          refresh_token: `refresh-token-${requests}`,
        }),
      );
    }, ANSWER_MS);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return { http, url: `http://127.0.0.1:${port}`, requests: () => requests, most: () => most };
};

/** `count` logins at one server, all overdue, over the real core and real loopback HTTP. */
export const openStorm = async (count: number) => {
  const server = await countingServer();
  const overdue = after(systemClock.now(), seconds(-6 * DAY));
  const connections = fakeConnectionStore(
    ...Array.from({ length: count }, (_, serial) =>
      connectionOf({
        id: connectionId(serial),
        issuer: parseIssuer(server.url, LOOPBACK_HOSTS),
        allowLoopback: true,
        metadata: { issuer: server.url, token_endpoint: `${server.url}/token` },
        signedInAt: overdue,
      }),
    ),
  );
  const { accessTokens, refreshes } = fakeApp({
    clock: systemClock,
    connections,
    storage: storageOn(createMemoryKeychain()),
    http: createFetchHttp({ clock: systemClock }),
  });
  for (const { id } of connections.list()) {
    await refreshes.keep(id, Secret.of('refresh-token', `first-of-${id}`));
  }
  let refreshed = 0;
  const keepAlive = createKeepAlive({
    clock: systemClock,
    log: fakeLog(),
    connections,
    expiryOf: (connection, now) => loginExpiry(connection, now, undefined, seconds(7 * DAY)),
    async refresh(id) {
      await accessTokens.keepAlive(id);
      refreshed += 1;
    },
  });
  return {
    keepAlive,
    refreshed: () => refreshed,
    requests: server.requests,
    mostAtOnce: server.most,
    async close() {
      server.http.closeAllConnections();
      await new Promise((resolve) => server.http.close(resolve));
    },
  };
};
