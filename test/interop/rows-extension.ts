import { parseScope } from '../../src/core/model/scope.ts';
import {
  type DeviceAuthorization,
  pollDeviceToken,
  requestDeviceAuthorization,
} from '../../src/core/oauth/device-grant.ts';
import {
  dpopHandle,
  type DpopKey,
  dpopProof,
  generateDpopKey,
} from '../../src/core/oauth/client/dpop.ts';
import type { Http } from '../../src/core/port/http.ts';
import { requestByAssertion, signAssertion } from '../../src/core/oauth/jwt-bearer-grant.ts';
import { requestByPassword } from '../../src/core/oauth/password-grant.ts';
import { refreshAccessToken } from '../../src/core/oauth/refresh-grant.ts';
import { exchangeToken } from '../../src/core/oauth/token-exchange-grant.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import type { Decision, InteropServer } from './interop-server.ts';
import type { Rows } from './row.ts';
import {
  check,
  clock,
  confidentialExchange,
  failsWith,
  http,
  metadataOf,
  newId,
  publicExchange,
  refreshTokenOf,
  signIn,
} from './row-tools.ts';

const startDevice = async (server: InteropServer, decision: Decision) => {
  const exchange = await publicExchange(server);
  const grant = { scope: parseScope(server.scope) };
  const authorization = await requestDeviceAuthorization(exchange, grant);
  const poll = (interval: DeviceAuthorization['interval']) =>
    pollDeviceToken({ ...exchange, now: clock.now() }, authorization, grant, interval);
  const early = await poll(authorization.interval);
  check(early.kind === 'pending', 'granted before anybody decided');
  await server.approveDevice(authorization.verificationUri, authorization.userCode, decision);
  if (server.enforcesInterval) await clock.sleep(early.interval);
  return () => poll(early.interval);
};

const callProtected = async (
  url: string,
  key: DpopKey,
  accessToken: Secret<'access-token'>,
): Promise<number> => {
  const proven = { method: 'GET', url, accessToken, id: newId(), now: clock.now() };
  const response = await fetch(url, {
    headers: {
      authorization: `DPoP ${accessToken.expose()}`,
      dpop: await dpopProof(key, proven),
    },
  });
  return response.status;
};

const runDpop = async (server: InteropServer): Promise<string> => {
  const key = await generateDpopKey();
  const { exchange, response } = await signIn(server, { dpop: dpopHandle(key) });
  check(response.token.tokenType === 'dpop', 'the token is not bound');
  const refreshed = await refreshAccessToken(exchange, {
    refreshToken: refreshTokenOf(response),
    grantedScope: response.token.scope,
  });
  check(refreshed.token.tokenType === 'dpop', 'the refreshed token is not bound');
  const url = server.protectedUrl;
  if (url === undefined) return 'bound tokens';
  const status = await callProtected(url, key, refreshed.token.accessToken);
  check(status === 200, `the protected resource answered ${status}`);
  return 'bound tokens, used at a resource';
};

/** The first request is refused for want of a nonce, the second has it: within one exchange. */
const runDpopNonce = async (server: InteropServer): Promise<void> => {
  const statuses: number[] = [];
  const counting: Http = async (url, request) => {
    const response = await http(url, request);
    if (url === (await metadataOf(server)).token_endpoint) statuses.push(response.status);
    return response;
  };
  const exchange = await publicExchange(server, dpopHandle(await generateDpopKey()));
  const { token } = (await signIn(server, { exchange: { ...exchange, http: counting } })).response;
  check(token.tokenType === 'dpop', 'the token is not bound');
  check(statuses.join(' ') === '400 200', `the token endpoint answered ${statuses.join(' ')}`);
};

/** Asked again at once, the server wants to be asked less often. */
const runSlowDown = async (server: InteropServer): Promise<string> => {
  const exchange = await publicExchange(server);
  const grant = { scope: parseScope(server.scope) };
  const authorization = await requestDeviceAuthorization(exchange, grant);
  const { interval } = authorization;
  const poll = () => pollDeviceToken(exchange, authorization, grant, interval);
  await poll();
  const again = await poll();
  check(again.kind === 'pending' && again.interval > interval, 'was not told to slow down');
  return `${interval} s, then ${again.interval} s`;
};

/** What not every server has. */
export const EXTENSION_ROWS = {
  device: {
    title: 'Device authorization: pending, then granted',
    spec: 'RFC 8628',
    run: async (server) => {
      const poll = await startDevice(server, 'allow');
      check((await poll()).kind === 'granted', 'still pending');
    },
  },
  'device-denied': {
    title: 'Device authorization: refused',
    spec: 'RFC 8628 §3.5',
    run: async (server) => failsWith(await startDevice(server, 'deny'), 'VK_AUTHORIZATION_DENIED'),
  },
  'device-slow-down': {
    title: 'Device authorization: slow_down',
    spec: 'RFC 8628 §3.5',
    run: runSlowDown,
  },
  dpop: { title: 'DPoP-bound tokens, refresh included', spec: 'RFC 9449', run: runDpop },
  'dpop-nonce': {
    title: 'DPoP with a nonce of the server’s',
    spec: 'RFC 9449 §8',
    run: runDpopNonce,
  },
  resource: {
    title: 'Resource indicator',
    spec: 'RFC 8707 §2',
    run: async (server) => {
      const { resource } = server;
      check(resource !== undefined, 'no resource');
      const { response } = await signIn(server, { resource });
      check(response.token.resource === resource, 'another resource');
    },
  },
  'token-exchange': {
    title: 'Token exchange',
    spec: 'RFC 8693',
    run: async (server) => {
      const { response } = await signIn(server);
      const exchange = await confidentialExchange(server, server.service);
      const { accessToken } = response.token;
      await exchangeToken(exchange, {
        subject: {
          type: 'urn:ietf:params:oauth:token-type:access_token',
          token: accessToken,
        },
        scope: parseScope(server.service.scope),
      });
    },
  },
  'jwt-bearer': {
    title: 'JWT bearer grant',
    spec: 'RFC 7523 §2.1',
    run: async (server) => {
      const exchange = await confidentialExchange(server, server.service);
      const { issuer, subject, privateKey, algorithm } = server.assertions ?? {
        issuer: 'nobody',
        subject: 'nobody',
        privateKey: (await generateDpopKey()).privateKey,
        algorithm: 'ES256',
      };
      const key = 'key' in privateKey ? privateKey : { key: privateKey };
      const assertion = await signAssertion(key, algorithm, {
        issuer,
        subject,
        audience: exchange.metadata.token_endpoint ?? '',
        id: newId(),
        issuedAt: clock.now(),
      });
      await requestByAssertion(exchange, { assertion, scope: parseScope(server.service.scope) });
    },
  },
  password: {
    title: 'Password grant (discouraged)',
    spec: 'RFC 6749 §4.3',
    run: async (server) => {
      const exchange = await confidentialExchange(server, server.service);
      const { username, password } = server.owner ?? { username: 'alice', password: 'alice' };
      await requestByPassword(exchange, {
        username,
        password: Secret.of('password', password),
        scope: parseScope(server.service.scope),
      });
    },
  },
} satisfies Partial<Rows>;
