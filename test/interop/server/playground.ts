import { readFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair } from 'jose';
import { NOTES_DETAIL_TYPE } from '../../../src/playground/server/authorization-details.ts';
import {
  API_CLIENT,
  PLAYGROUND_CLIENT_ID,
  PLAYGROUND_SCHEME_REDIRECT_URI,
  SERVICE_CLIENT,
} from '../../../src/playground/server/clients.ts';
import { createPlayground } from '../../../src/playground/server/create-playground.ts';
import { approveDevice, authorizeAs } from '../../server/robot.ts';
import type { InteropColumn, InteropServer, KeyClient } from '../interop-server.ts';

const installedVersion = async (): Promise<string> => {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  return /"oidc-provider": "([^"]+)"/.exec(text)?.[1] ?? '';
};

/** The playground registers anybody; these authenticate, and sign, with a key of their own. */
const registerKeyClient = async (
  issuer: string,
  metadata: Readonly<Record<string, unknown>>,
  scope: string,
): Promise<KeyClient> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const response = await fetch(`${issuer}/reg`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...metadata,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'interop', alg: 'ES256' }] },
    }),
  });
  const { client_id: clientId } = Object(await response.json());
  return { clientId: String(clientId), privateKey: { key: privateKey, kid: 'interop' }, scope };
};

const LOOPBACK = 'http://127.0.0.1:53123/oauth2/callback';
const SCOPE = 'openid profile notes:read';
const SERVICE_METADATA = {
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
};
const SIGNING_METADATA = {
  application_type: 'native',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: [LOOPBACK],
};

const refusedGrant = { why: 'no such grant type', code: 'VK_GRANT_TYPE_REFUSED' } as const;

const LACKS: InteropServer['lacks'] = {
  'acr-values': { why: 'its resource owners only say who they are: no acr' },
  'jwks-rotation': { why: 'its keys stay while it runs' },
  'device-slow-down': { why: 'does not mind being asked often' },
  'token-exchange': refusedGrant,
  'jwt-bearer': refusedGrant,
  password: refusedGrant,
};

/** npm oidc-provider, as the app embeds it. */
export const PLAYGROUND: InteropColumn = {
  name: 'The playground, npm oidc-provider',
  start: async () => {
    const playground = await createPlayground({ hooks: { requireDpopNonce: () => true } });
    const { issuer } = playground;
    return {
      version: await installedVersion(),
      issuer,
      publicClientId: PLAYGROUND_CLIENT_ID,
      loopbackRedirectUri: LOOPBACK,
      schemeRedirectUri: PLAYGROUND_SCHEME_REDIRECT_URI,
      scope: SCOPE,
      narrowScope: 'notes:read openid',
      service: {
        ...SERVICE_CLIENT,
        scope: 'notes:read',
      },
      introspector: API_CLIENT,
      resource: `${issuer}/api`,
      protectedUrl: `${issuer}/api/notes`,
      keyClient: await registerKeyClient(issuer, SERVICE_METADATA, 'notes:read'),
      signingClient: await registerKeyClient(issuer, SIGNING_METADATA, SCOPE),
      details: [{ type: NOTES_DETAIL_TYPE, actions: ['list', 'read'] }],
      enforcesInterval: false,
      lacks: LACKS,
      authorize: (url, decision) => authorizeAs(url, { decision }),
      approveDevice: async (verificationUri, userCode, decision) => {
        await approveDevice(verificationUri, userCode, { decision });
      },
      stop: () => playground.close(),
    };
  },
};
