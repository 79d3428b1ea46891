import { checkAccessTokenProfile } from '../../src/core/oauth/token/access-token-profile.ts';
import { describeToken } from '../../src/core/oauth/token/claims.ts';
import { fetchKeys } from '../../src/core/oauth/token/jwks.ts';
import { fetchUserInfo } from '../../src/core/oauth/userinfo.ts';
import type { Rows } from './row.ts';
import { check, failsWith, http, metadataOf, signIn, verify } from './row-tools.ts';

/** Who signed in, and by what that is known. */
export const IDENTITY_ROWS = {
  'id-token': {
    title: 'ID token: signature, issuer, audience, nonce, at_hash',
    spec: 'OIDC Core §3.1.3.7',
    run: async (server) => {
      const { checks } = await verify(await signIn(server));
      return `${checks.length} checks`;
    },
  },
  'jwks-rotation': {
    title: 'A new signing key: the old set does not do, the set of now does',
    spec: 'OIDC Core §10.1.1',
    run: async (server) => {
      check(server.rotateKeys !== undefined, 'cannot be told to');
      const before = await fetchKeys(http, await metadataOf(server));
      await server.rotateKeys();
      const signedIn = await signIn(server);
      await failsWith(() => verify(signedIn, { keys: before.keys }), 'VK_ID_TOKEN_INVALID');
      // With a way to look again, the verification itself does.
      await verify(signedIn, before);
    },
  },
  userinfo: {
    title: 'Userinfo about the same subject',
    spec: 'OIDC Core §5.3',
    run: async (server) => {
      const signedIn = await signIn(server);
      const { subject } = await verify(signedIn);
      const { accessToken } = signedIn.response.token;
      await fetchUserInfo(signedIn.exchange, accessToken, subject.sub);
    },
  },
  'userinfo-other': {
    title: 'Userinfo about anybody else is refused',
    spec: 'OIDC Core §5.3.2',
    run: async (server) => {
      const { exchange, response } = await signIn(server);
      return failsWith(
        () => fetchUserInfo(exchange, response.token.accessToken, 'somebody-else'),
        'VK_SUBJECT_CHANGED',
      );
    },
  },
  'access-token-profile': {
    title: 'The access token keeps the JWT profile, rule by rule',
    spec: 'RFC 9068 §2, §4',
    run: async (server) => {
      const { response } = await signIn(server);
      const described = describeToken(response.token.accessToken.expose());
      check(described.format === 'jwt', `the token is ${described.format}`);
      const checks = checkAccessTokenProfile(described, { issuer: server.issuer });
      const failed = checks.filter(({ outcome }) => outcome === 'failed');
      check(failed.length === 0, failed.map(({ name, why }) => `${name} ${why}`).join(', '));
      return `${checks.filter(({ outcome }) => outcome === 'passed').length} checks`;
    },
  },
} satisfies Partial<Rows>;
