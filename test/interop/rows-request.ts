import { parseScope, printScope } from '../../src/core/model/scope.ts';
import { compareDetails } from '../../src/core/oauth/authorization-details.ts';
import { endSessionUrl } from '../../src/core/oauth/end-session.ts';
import type { Exchange } from '../../src/core/oauth/exchange/exchange.ts';
import { pushAuthorizationRequest } from '../../src/core/oauth/pushed-authorization.ts';
import { refreshAccessToken } from '../../src/core/oauth/refresh-grant.ts';
import { signAuthorizationRequest } from '../../src/core/oauth/client/request-object.ts';
import { seconds } from '../../src/vocabulary/instant.ts';
import type { InteropServer } from './interop-server.ts';
import type { Rows } from './row.ts';
import {
  authorize,
  check,
  clock,
  failsWith,
  publicExchange,
  random,
  refreshTokenOf,
  signIn,
  verify,
} from './row-tools.ts';

const push = async (exchange: Exchange, url: string): Promise<string> =>
  (await pushAuthorizationRequest(exchange, url)).url;

const sign = async (exchange: Exchange, authorizationUrl: string): Promise<string> => {
  const { metadata, registration, privateKey } = exchange;
  check(privateKey !== undefined, 'no key');
  return signAuthorizationRequest(
    { authorizationUrl, metadata, registration, privateKey, now: clock.now() },
    random,
  );
};

const signingClient = ({ signingClient: client }: InteropServer) => {
  check(client !== undefined, 'no client with a key');
  return client;
};

/** What the person's browser is told to do once they have signed out. */
const signOut = async (server: InteropServer): Promise<string> => {
  const { metadata, registration } = await publicExchange(server);
  const response = await fetch(endSessionUrl({ metadata, clientId: registration.clientId }), {
    redirect: 'manual',
  });
  check(response.status < 400, `status ${response.status}`);
  return response.status === 200 ? 'asks the person' : 'leads on';
};

/** What an authorization request can ask for beyond scopes. */
export const REQUEST_ROWS = {
  'prompt-none': {
    title: 'prompt=none with nobody signed in says so',
    spec: 'OIDC Core §3.1.2.6',
    run: (server) =>
      failsWith(() => authorize(server, { prompt: 'none' }), 'VK_AUTHORIZATION_DENIED'),
  },
  'login-hint': {
    title: 'prompt=login with login_hint',
    spec: 'OIDC Core §3.1.2.1',
    run: async (server) => {
      await signIn(server, { prompt: 'login', loginHint: 'alice' });
    },
  },
  'extra-parameters': {
    title: 'Parameters of nobody’s: ignored',
    spec: 'RFC 6749 §3.1',
    run: async (server) => {
      await signIn(server, { extraParameters: { ui_locales: 'en', 'x-valet-key': 'interop' } });
    },
  },
  'max-age': {
    title: 'max_age: the ID token says when the person signed in',
    spec: 'OIDC Core §3.1.2.1, RFC 9470 §4',
    run: async (server) => {
      const { claims } = await verify(await signIn(server, { maxAge: seconds(60) }));
      check(typeof claims['auth_time'] === 'number', 'no auth_time');
    },
  },
  'acr-values': {
    title: 'acr_values: the ID token says how strongly',
    spec: 'OIDC Core §3.1.2.1, RFC 9470 §4',
    run: async (server) => {
      const [acrValues] = (await publicExchange(server)).metadata.acr_values_supported ?? [];
      check(acrValues !== undefined, 'no acr_values_supported');
      const { claims } = await verify(await signIn(server, { acrValues }));
      check(claims['acr'] === acrValues, `acr is ${String(claims['acr'])}`);
    },
  },
  incremental: {
    title: 'A further sign-in for more scopes',
    spec: 'RFC 6749 §3.3',
    run: async (server) => {
      const first = await signIn(server, { scope: server.narrowScope });
      const more = await signIn(server, { scope: server.scope });
      const granted = ({ response }: typeof more) => printScope(response.token.scope);
      check(granted(first) === printScope(parseScope(server.narrowScope)), granted(first));
      check(granted(more) === printScope(parseScope(server.scope)), granted(more));
    },
  },
  par: {
    title: 'Pushed authorization request',
    spec: 'RFC 9126',
    run: async (server) => {
      await signIn(server, { rewrite: push });
    },
  },
  jar: {
    title: 'Signed authorization request',
    spec: 'RFC 9101',
    run: async (server) => {
      await signIn(server, { client: signingClient(server), rewrite: sign });
    },
  },
  'jar-par': {
    title: 'Signed, then pushed',
    spec: 'RFC 9101, RFC 9126 §3',
    run: async (server) => {
      await signIn(server, {
        client: signingClient(server),
        rewrite: async (exchange, url) => push(exchange, await sign(exchange, url)),
      });
    },
  },
  rar: {
    title: 'Authorization details: granted, and granted again at a refresh',
    spec: 'RFC 9396',
    run: async (server) => {
      const { details } = server;
      check(details !== undefined, 'no type of details');
      const { exchange, response } = await signIn(server, { authorizationDetails: details });
      const granted = response.authorizationDetails ?? [];
      const { withheld, unasked } = compareDetails(details, granted);
      check(withheld.length + unasked.length === 0, `granted ${JSON.stringify(granted)}`);
      const refreshed = await refreshAccessToken(exchange, {
        refreshToken: refreshTokenOf(response),
        grantedScope: response.token.scope,
        authorizationDetails: granted,
      });
      const again = compareDetails(details, refreshed.authorizationDetails ?? []);
      check(again.withheld.length === 0, 'not at the refresh');
    },
  },
  'rar-unknown': {
    title: 'Authorization details of an unknown type are refused',
    spec: 'RFC 9396 §5',
    run: (server) =>
      failsWith(
        () => authorize(server, { authorizationDetails: [{ type: 'nobody_knows' }] }),
        'VK_SCOPE_REJECTED',
        'VK_REQUEST_REJECTED',
      ),
  },
  logout: {
    title: 'RP-initiated logout',
    spec: 'OIDC RP-Initiated Logout §2',
    run: signOut,
  },
} satisfies Partial<Rows>;
