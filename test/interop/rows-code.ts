import { metadataUrls, judgeMetadata } from '../../src/core/oauth/discovery/discovery.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../src/core/model/issuer.ts';
import { judgeRedirect } from '../../src/core/oauth/authorization-response.ts';
import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import type { InteropServer } from './interop-server.ts';
import type { Rows } from './row.ts';
import { authorize, check, failsWith, http, judge, random, redeem, signIn } from './row-tools.ts';

/** Asks the places with that name, of those a document may be at, until one has it. */
const discoverAt = async (server: InteropServer, name: string): Promise<void> => {
  const issuer = parseIssuer(server.issuer, LOOPBACK_HOSTS);
  const statuses: number[] = [];
  for (const url of metadataUrls(issuer).filter((place) => place.includes(`/${name}`))) {
    const response = await http(url, { method: 'GET', headers: {} });
    if (response.status === 200) {
      const { metadata } = judgeMetadata(await response.text(), issuer, LOOPBACK_HOSTS);
      check(metadata.token_endpoint !== undefined, 'no token endpoint');
      return;
    }
    statuses.push(response.status);
  }
  throw new ValetKeyError('VK_DISCOVERY_FAILED', { fields: { status: Math.max(...statuses) } });
};

const anotherPort = (redirectUri: string): string => {
  const url = new URL(redirectUri);
  url.port = '61999';
  return url.href;
};

const expectTokens = async (server: InteropServer, redirectUri: string): Promise<void> => {
  const { response } = await signIn(server, { redirectUri });
  check(response.token.lifetime > 0, 'the token has no lifetime');
};

/** A code is not a grant: refused in whatever words, the sign-in is over. */
const CODE_REFUSED = ['VK_GRANT_REVOKED', 'VK_REQUEST_REJECTED'] as const;

/** From discovery to a code that belongs to us. */
export const CODE_ROWS = {
  'discovery-openid': {
    title: 'Discovery at the OpenID Connect place',
    spec: 'OIDC Discovery §4',
    run: (server) => discoverAt(server, 'openid-configuration'),
  },
  'discovery-oauth': {
    title: 'Discovery at the OAuth place',
    spec: 'RFC 8414 §3',
    run: (server) => discoverAt(server, 'oauth-authorization-server'),
  },
  'code-loopback': {
    title: 'Authorization code with PKCE S256, loopback redirect',
    spec: 'RFC 6749 §4.1, RFC 7636, RFC 8252 §7.3',
    run: (server) => expectTokens(server, server.loopbackRedirectUri),
  },
  'code-any-port': {
    title: 'The same on a port that was not registered',
    spec: 'RFC 8252 §7.3',
    run: (server) => expectTokens(server, anotherPort(server.loopbackRedirectUri)),
  },
  'code-scheme': {
    title: 'Private-use scheme redirect',
    spec: 'RFC 8252 §7.1',
    run: (server) => expectTokens(server, server.schemeRedirectUri),
  },
  'code-denied': {
    title: 'The resource owner refuses',
    spec: 'RFC 6749 §4.1.2.1',
    run: (server) =>
      failsWith(() => authorize(server, { decision: 'deny' }), 'VK_AUTHORIZATION_DENIED'),
  },
  'code-wrong-verifier': {
    title: 'A wrong code verifier is refused',
    spec: 'RFC 7636 §4.6',
    run: async (server) => {
      const authorized = await authorize(server);
      const codeVerifier = Secret.of('code-verifier', random.base64url(32));
      const transaction = { ...authorized.transaction, codeVerifier };
      return failsWith(() => redeem({ ...authorized, transaction }), ...CODE_REFUSED);
    },
  },
  'code-replay': {
    title: 'A code is good once',
    spec: 'RFC 6749 §4.1.2',
    run: async (server) => {
      const authorized = await authorize(server);
      await redeem(authorized);
      return failsWith(() => redeem(authorized), ...CODE_REFUSED);
    },
  },
  iss: {
    title: 'The response names its issuer',
    spec: 'RFC 9207 §2',
    run: async (server) => {
      const { location, exchange } = await authorize(server);
      check(new URL(location).searchParams.get('iss') === server.issuer, 'no iss');
      const stated = exchange.metadata.authorization_response_iss_parameter_supported === true;
      return stated ? 'announced' : 'not announced';
    },
  },
  state: {
    title: 'A redirect with another state is nobody’s',
    spec: 'RFC 6749 §10.12',
    run: async (server) => {
      const { location, transaction } = await authorize(server);
      const forged = new URL(location);
      forged.searchParams.set('state', random.base64url(32));
      const judged = judgeRedirect(forged.href, (state) =>
        state === transaction.state ? { kind: 'pending', transaction } : { kind: 'unknown' },
      );
      check(judged.verdict === 'ignore', `judged ${judged.verdict}`);
    },
  },
  'mix-up': {
    title: 'A response that names another issuer, or wrongly none, is refused',
    spec: 'RFC 9207 §2.4, RFC 9700 §4.4',
    run: async (server) => {
      const { location, transaction, exchange } = await authorize(server);
      const forged = new URL(location);
      forged.searchParams.set('iss', 'https://attacker.example');
      const action = () => Promise.resolve(judge(forged.href, transaction));
      await failsWith(async () => action(), 'VK_RESPONSE_ISSUER_MISMATCH');
      if (exchange.metadata.authorization_response_iss_parameter_supported !== true) {
        return 'another one';
      }
      forged.searchParams.delete('iss');
      await failsWith(async () => action(), 'VK_RESPONSE_ISSUER_MISMATCH');
      return 'another one, and none';
    },
  },
} satisfies Partial<Rows>;
