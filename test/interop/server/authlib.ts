import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { Decision, InteropColumn, InteropServer } from '../interop-server.ts';
import { debianVersion, freePort, startChildServer } from './child-server.ts';
import { redirectOf } from './cookie-browser.ts';

const START = join(import.meta.dirname, '../authlib/start.sh');
const SERVICE = { clientId: 'svc', clientSecret: 'svc-secret' } as const;

const LACKS: InteropServer['lacks'] = {
  'code-any-port': { why: 'loopback ports must be registered' },
  iss: { why: 'responses do not name their issuer' },
  'acr-values': { why: 'its ID tokens have no acr' },
  'access-token-profile': { why: 'its access tokens are opaque' },
  jar: { why: 'takes no notice of request objects' },
  'jar-par': { why: 'no such endpoint' },
  rar: { why: 'takes no notice of authorization details' },
  'rar-unknown': { why: 'takes no notice of authorization details' },
  'dpop-nonce': { why: 'gives bearer tokens whatever is asked for' },
  logout: { why: 'no such endpoint', code: 'VK_UNSUPPORTED_BY_SERVER' },
  par: { why: 'no such endpoint', code: 'VK_UNSUPPORTED_BY_SERVER' },
  dpop: { why: 'gives bearer tokens whatever is asked for' },
  resource: { why: 'takes no notice of resource indicators' },
  'token-exchange': { why: 'no such grant type', code: 'VK_GRANT_TYPE_REFUSED' },
};

const press = (url: string, form: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });

/** The one page asks nothing but yes or no. */
const authorize = async (url: string, decision: Decision): Promise<string> =>
  redirectOf(await press(url, { decision }), url);

/** Debian's Authlib under Flask: a library of its own, in Python. */
export const AUTHLIB: InteropColumn = {
  name: "Debian's Authlib",
  start: async () => {
    const port = await freePort();
    const issuer = `http://127.0.0.1:${port}`;
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'interop', alg: 'RS256', use: 'sig' };
    const env = { PORT: String(port), KEYS: JSON.stringify({ keys: [jwk] }) };
    const child = await startChildServer('bash', [START], env, `${issuer}/jwks`);
    if (child === undefined) return undefined;
    const signingKey = { key: privateKey, kid: 'interop' };
    return {
      version: await debianVersion('python3-authlib'),
      issuer,
      publicClientId: 'native-app',
      loopbackRedirectUri: 'http://127.0.0.1:8913/callback',
      schemeRedirectUri: 'dev.valetkey.app:/oauth2/callback',
      scope: 'openid notes',
      narrowScope: 'openid',
      service: {
        ...SERVICE,
        scope: 'notes',
      },
      introspector: SERVICE,
      keyClient: {
        clientId: 'key-client',
        privateKey: signingKey,
        scope: 'notes',
        assertionAudience: 'token-endpoint',
      },
      assertions: {
        issuer: 'trusted-issuer',
        subject: 'alice',
        privateKey: signingKey,
        algorithm: 'RS256',
      },
      owner: { username: 'alice', password: 'alice-password' },
      enforcesInterval: true,
      lacks: LACKS,
      authorize,
      approveDevice: async (verificationUri, userCode, decision) => {
        await press(verificationUri, { user_code: userCode, decision });
      },
      rotateKeys: async () => {
        await press(`${issuer}/rotate`, {});
      },
      stop: () => child.stop(),
    };
  },
};
