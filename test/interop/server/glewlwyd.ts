import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import {
  configureGlewlwyd,
  KEY_CLIENT,
  OWNER,
  PUBLIC_CLIENT,
  DETAIL,
  RESOURCE,
  SERVICE,
  SIGNING_CLIENT,
} from '../glewlwyd/configure.ts';
import { followGlewlwyd } from '../glewlwyd/robot.ts';
import type { InteropColumn, InteropServer } from '../interop-server.ts';
import { debianVersion, freePort, startChildServer } from './child-server.ts';

const START = join(import.meta.dirname, '../glewlwyd/start.sh');
const LOOPBACK = 'http://127.0.0.1:8912/callback';
const SCHEME = 'dev.valetkey.app:/oauth2/callback';

const NO_REFUSAL = { why: 'its pages have no way to refuse' };
const MUTE = { why: 'refuses with status 400 and no body', code: 'VK_RESPONSE_MALFORMED' } as const;

const LACKS: InteropServer['lacks'] = {
  'discovery-oauth': { why: 'no document there', code: 'VK_DISCOVERY_FAILED' },
  'code-any-port': { why: 'loopback ports must be registered' },
  'code-denied': NO_REFUSAL,
  'device-denied': NO_REFUSAL,
  'refresh-narrower': { why: 'ignores the scope of a refresh' },
  'refresh-reuse': MUTE,
  'revoke-refresh': MUTE,
  'jwks-rotation': { why: 'its keys stay while it runs' },
  'max-age': { why: 'its auth_time is always 0', code: 'VK_ID_TOKEN_INVALID' },
  'acr-values': { why: 'its ID tokens have no acr' },
  'register-sign-in': {
    why: 'refuses the token request of a client that registered itself with status 403',
    code: 'VK_CLIENT_REJECTED',
  },
  'register-sloppy': {
    why: 'refuses the token request of a client that registered itself with status 403',
    code: 'VK_CLIENT_REJECTED',
  },
  'token-exchange': MUTE,
  'jwt-bearer': MUTE,
  password: { why: 'status 403, switched off', code: 'VK_REQUEST_REJECTED' },
};

const isDeviceEnd = (url: URL): boolean =>
  ['deviceComplete', 'deviceCodeError', 'deviceServerError'].includes(
    url.searchParams.get('prompt') ?? '',
  );

/** Debian's Glewlwyd: written in C, nothing in common with the others. */
export const GLEWLWYD: InteropColumn = {
  name: "Debian's Glewlwyd",
  start: async () => {
    const port = await freePort();
    const run = await mkdtemp(join(tmpdir(), 'vk-glewlwyd-'));
    const origin = `http://127.0.0.1:${port}`;
    const child = await startChildServer(
      'bash',
      [START],
      { PORT: String(port), RUN: run },
      `${origin}/config`,
    );
    if (child === undefined) return undefined;
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'interop', alg: 'RS256', use: 'sig' };
    await configureGlewlwyd(origin, [SCHEME, LOOPBACK], { keys: [jwk] });
    return {
      version: await debianVersion('glewlwyd'),
      issuer: `${origin}/api/oidc`,
      publicClientId: PUBLIC_CLIENT,
      loopbackRedirectUri: LOOPBACK,
      schemeRedirectUri: SCHEME,
      scope: 'openid api.read',
      narrowScope: 'openid',
      service: {
        ...SERVICE,
        scope: 'api.read',
      },
      introspector: SERVICE,
      revoker: SERVICE,
      resource: RESOURCE,
      keyClient: {
        clientId: KEY_CLIENT,
        privateKey: { key: privateKey, kid: 'interop' },
        scope: 'api.read',
        assertionAudience: 'token-endpoint',
      },
      signingClient: {
        clientId: SIGNING_CLIENT,
        privateKey: { key: privateKey, kid: 'interop' },
        scope: 'openid api.read',
        assertionAudience: 'token-endpoint',
      },
      details: [DETAIL],
      owner: OWNER,
      enforcesInterval: true,
      lacks: LACKS,
      authorize: (url, decision) => followGlewlwyd(url, decision, () => false),
      approveDevice: async (verificationUri, userCode, decision) => {
        const url = new URL(verificationUri);
        url.searchParams.set('code', userCode);
        await followGlewlwyd(url.href, decision, isDeviceEnd);
      },
      stop: async () => {
        await child.stop();
        await rm(run, { recursive: true, force: true });
      },
    };
  },
};
