import { readFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair } from 'jose';
import {
  API_CLIENT,
  PLAYGROUND_CLIENT_ID,
  PLAYGROUND_SCHEME_REDIRECT_URI,
  SERVICE_CLIENT,
} from '../../../src/main/playground/server/clients.ts';
import { createPlayground } from '../../../src/main/playground/server/create-playground.ts';
import { approveDevice, authorizeAs } from '../../server/robot.ts';
import type { InteropColumn, KeyClient } from '../interop-server.ts';

const installedVersion = async (): Promise<string> => {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  return /"oidc-provider": "([^"]+)"/.exec(text)?.[1] ?? '';
};

/** The playground registers anybody; this one authenticates with a key of its own. */
const registerKeyClient = async (issuer: string): Promise<KeyClient> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const response = await fetch(`${issuer}/reg`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'interop', alg: 'ES256' }] },
    }),
  });
  const { client_id: clientId } = Object(await response.json());
  return {
    clientId: String(clientId),
    privateKey: { key: privateKey, kid: 'interop' },
    scope: 'notes:read',
  };
};

/** npm oidc-provider, as the app embeds it. */
export const PLAYGROUND: InteropColumn = {
  name: 'The playground, npm oidc-provider',
  start: async () => {
    const playground = await createPlayground();
    const { issuer } = playground;
    const refusedGrant = { why: 'no such grant type', code: 'VK_GRANT_TYPE_REFUSED' } as const;
    return {
      version: await installedVersion(),
      issuer,
      publicClientId: PLAYGROUND_CLIENT_ID,
      loopbackRedirectUri: 'http://127.0.0.1:53123/oauth2/callback',
      schemeRedirectUri: PLAYGROUND_SCHEME_REDIRECT_URI,
      scope: 'openid profile notes:read',
      narrowScope: 'notes:read openid',
      service: {
        ...SERVICE_CLIENT,
        scope: 'notes:read',
      },
      introspector: API_CLIENT,
      resource: `${issuer}/api`,
      protectedUrl: `${issuer}/api/notes`,
      keyClient: await registerKeyClient(issuer),
      enforcesInterval: false,
      lacks: {
        'token-exchange': refusedGrant,
        'jwt-bearer': refusedGrant,
        password: refusedGrant,
      },
      authorize: (url, decision) => authorizeAs(url, { decision }),
      approveDevice: async (verificationUri, userCode, decision) => {
        await approveDevice(verificationUri, userCode, { decision });
      },
      stop: () => playground.close(),
    };
  },
};
