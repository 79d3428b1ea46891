import { parseScope, printScope } from '../../src/core/model/scope.ts';
import type { TokenEndpointAuthMethod } from '../../src/vocabulary/oauth.ts';
import { requestClientCredentials } from '../../src/core/oauth/client-credentials-grant.ts';
import { introspectToken } from '../../src/core/oauth/introspection.ts';
import { refreshAccessToken } from '../../src/core/oauth/refresh-grant.ts';
import { revokeToken } from '../../src/core/oauth/revocation.ts';
import type { Secret } from '../../src/core/secret/secret.ts';
import type { InteropServer } from './interop-server.ts';
import type { Rows } from './row.ts';
import {
  check,
  confidentialExchange,
  failsWith,
  keyExchange,
  publicExchange,
  refreshTokenOf,
  signIn,
  type SignedIn,
} from './row-tools.ts';

const refreshWith = (
  { exchange, response }: Pick<SignedIn, 'exchange' | 'response'>,
  refreshToken: Secret<'refresh-token'>,
  scope?: string,
) =>
  refreshAccessToken(exchange, {
    refreshToken,
    grantedScope: response.token.scope,
    ...(scope === undefined ? {} : { scope: parseScope(scope) }),
  });

const withSecret = async (
  server: InteropServer,
  method: TokenEndpointAuthMethod,
): Promise<void> => {
  const exchange = await confidentialExchange(server, server.service, method);
  const scope = parseScope(server.service.scope);
  const { token } = await requestClientCredentials(exchange, { scope });
  check(token.accessToken.expose() !== '', 'an empty token');
};

/** What happens to tokens once there are some, and tokens for the client itself. */
export const TOKEN_ROWS = {
  refresh: {
    title: 'Refresh',
    spec: 'RFC 6749 §6',
    run: async (server) => {
      const signedIn = await signIn(server);
      const before = refreshTokenOf(signedIn.response);
      const { refreshToken } = await refreshWith(signedIn, before);
      if (refreshToken === undefined) return 'keeps its refresh token';
      return refreshToken.equals(before) ? 'repeats its refresh token' : 'rotates';
    },
  },
  'refresh-narrower': {
    title: 'Refresh for less scope',
    spec: 'RFC 6749 §6',
    run: async (server) => {
      const signedIn = await signIn(server);
      const refreshToken = refreshTokenOf(signedIn.response);
      const { token } = await refreshWith(signedIn, refreshToken, server.narrowScope);
      const { scope } = token;
      check(printScope(scope) === server.narrowScope, `granted "${printScope(scope)}"`);
    },
  },
  'refresh-brought': {
    title: 'A refresh token that a person brings along',
    spec: 'RFC 6749 §6',
    run: async (server) => {
      const { response } = await signIn(server);
      const fresh = { exchange: await publicExchange(server), response };
      await refreshWith(fresh, refreshTokenOf(response));
    },
  },
  'refresh-reuse': {
    title: 'A rotated refresh token ends the grant when it is used again',
    spec: 'RFC 9700 §4.14.2',
    run: async (server) => {
      const signedIn = await signIn(server);
      const first = refreshTokenOf(signedIn.response);
      const second = refreshTokenOf(await refreshWith(signedIn, first));
      await failsWith(() => refreshWith(signedIn, first), 'VK_GRANT_REVOKED');
      return failsWith(() => refreshWith(signedIn, second), 'VK_GRANT_REVOKED');
    },
  },
  'revoke-refresh': {
    title: 'A revoked refresh token refreshes nothing',
    spec: 'RFC 7009 §2',
    run: async (server) => {
      const signedIn = await signIn(server, { client: server.revoker });
      const refreshToken = refreshTokenOf(signedIn.response);
      await revokeToken(signedIn.exchange, refreshToken, 'refresh_token');
      return failsWith(() => refreshWith(signedIn, refreshToken), 'VK_GRANT_REVOKED');
    },
  },
  'revoke-access': {
    title: 'Revoking an access token, and a token nobody knows',
    spec: 'RFC 7009 §2.2',
    run: async (server) => {
      const { exchange, response } = await signIn(server, { client: server.revoker });
      await revokeToken(exchange, response.token.accessToken, 'access_token');
      await revokeToken(exchange, response.token.accessToken, 'access_token');
    },
  },
  introspect: {
    title: 'Introspection before and after revocation',
    spec: 'RFC 7662 §2',
    run: async (server) => {
      const { exchange, response } = await signIn(server, { client: server.revoker });
      const refreshToken = refreshTokenOf(response);
      const asker = await confidentialExchange(server, server.introspector);
      const { accessToken } = response.token;
      const before = await introspectToken(asker, accessToken, 'access_token');
      check(before.active, 'the fresh access token is not active');
      await revokeToken(exchange, refreshToken, 'refresh_token');
      const after = await introspectToken(asker, refreshToken, 'refresh_token');
      check(!after.active, 'the revoked refresh token is active');
    },
  },
  'client-basic': {
    title: 'Client credentials, secret in the header',
    spec: 'RFC 6749 §4.4, §2.3.1',
    run: (server) => withSecret(server, 'client_secret_basic'),
  },
  'client-post': {
    title: 'Client credentials, secret in the body',
    spec: 'RFC 6749 §4.4, §2.3.1',
    run: (server) => withSecret(server, 'client_secret_post'),
  },
  'client-key': {
    title: 'Client credentials, private_key_jwt',
    spec: 'RFC 7523 §2.2',
    run: async (server) => {
      const { keyClient } = server;
      check(keyClient !== undefined, 'no client with a key');
      const exchange = await keyExchange(server, keyClient);
      await requestClientCredentials(exchange, { scope: parseScope(keyClient.scope) });
      return `for the ${keyClient.assertionAudience ?? 'issuer'}`;
    },
  },
} satisfies Partial<Rows>;
