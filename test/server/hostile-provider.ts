import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { leftHalfHash, serverKeys, type ServerKeys } from '../fake/authorization-server/keys.ts';
import { LONG_NAME, POLYGLOTS } from '../fixtures/polyglots.ts';

/** Client ids by which a sign-in chooses what the server does. */
export const HOSTILE_CLIENTS = {
  /** Consents, with foreign text wherever text can be. */
  generous: 'generous',
  /** Refuses in the redirect. @see RFC 6749 §4.1.2.1 */
  denying: 'denying',
  /** Refuses at the token endpoint. @see RFC 6749 §5.2 */
  refusing: 'refusing',
} as const;

/** A provider that obeys the protocol to the letter and lies in every text. */
export interface HostileProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

/** Legal scope tokens have no space, quote or backslash. @see RFC 6749 §3.3 */
const SCOPES = POLYGLOTS.filter((one) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(one));
const SCOPE = ['openid', ...SCOPES].join(' ');
const REFUSAL = {
  error: 'invalid_request',
  error_description: POLYGLOTS[3],
  error_uri: POLYGLOTS[50],
};

/** Every text as the name of a claim and as the value of another. */
const claims = Object.fromEntries(
  POLYGLOTS.flatMap((polyglot, index) => [
    [polyglot, index],
    [`claim ${String(index)}`, polyglot],
  ]),
);

const subject = {
  sub: POLYGLOTS[0],
  name: LONG_NAME,
  preferred_username: POLYGLOTS[11],
  email: POLYGLOTS[20],
};

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  userinfo_endpoint: `${issuer}/userinfo`,
  introspection_endpoint: `${issuer}/introspect`,
  revocation_endpoint: `${issuer}/revoke`,
  scopes_supported: ['openid', ...POLYGLOTS],
  response_types_supported: ['code', ...POLYGLOTS],
  acr_values_supported: POLYGLOTS,
  service_documentation: POLYGLOTS[50],
  op_policy_uri: POLYGLOTS[51],
  id_token_signing_alg_values_supported: ['ES256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
});

/** Bytes: the access token holds every text twice, and comes back in a header field. */
const TOKEN_SPACE = 256 * 1024;

interface Pending {
  readonly clientId: string;
  readonly nonce: string | null;
}

const tokens = async (issuer: string, keys: ServerKeys, { clientId, nonce }: Pending) => {
  const iat = Math.floor(Date.now() / 1000);
  const times = { iss: issuer, iat, exp: iat + 3600 };
  const access = await keys.sign({ ...claims, ...times, aud: POLYGLOTS, scope: SCOPE });
  const idToken = await keys.sign({
    ...claims,
    ...times,
    ...subject,
    aud: clientId,
    ...(nonce === null ? {} : { nonce }),
    at_hash: leftHalfHash(access),
  });
  return {
    access_token: access,
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: `refresh-${String(iat)}`,
    id_token: idToken,
    scope: SCOPE,
  };
};

const redirectOf = (issuer: string, query: URLSearchParams, code: string): string => {
  const to = new URL(query.get('redirect_uri') ?? issuer);
  const isDenied = query.get('client_id') === HOSTILE_CLIENTS.denying;
  const answer = isDenied
    ? { error: 'access_denied', error_description: POLYGLOTS[1], error_uri: POLYGLOTS[50] }
    : { code };
  const all = { ...answer, state: query.get('state') ?? '', iss: issuer };
  for (const [name, value] of Object.entries(all)) to.searchParams.set(name, value ?? '');
  return to.href;
};

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

/** Starts it on a free loopback port. */
export const startHostileProvider = async (): Promise<HostileProvider> => {
  const keys = await serverKeys();
  const pending = new Map<string, Pending>();
  let issuer = '';
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    const form = new URLSearchParams(request.method === 'POST' ? await text(request) : '');
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return json(response, 200, metadataOf(issuer));
      case '/jwks':
        return json(response, 200, keys.jwks());
      case '/authorize': {
        const code = `code-${String(pending.size)}`;
        const clientId = searchParams.get('client_id') ?? '';
        pending.set(code, { clientId, nonce: searchParams.get('nonce') });
        response.writeHead(302, { location: redirectOf(issuer, searchParams, code) }).end();
        return;
      }
      case '/token': {
        const asked = pending.get(form.get('code') ?? '');
        const isRefused = asked === undefined || asked.clientId === HOSTILE_CLIENTS.refusing;
        return isRefused
          ? json(response, 400, REFUSAL)
          : json(response, 200, await tokens(issuer, keys, asked));
      }
      case '/userinfo':
        return json(response, 200, { ...claims, ...subject });
      case '/introspect':
        return json(response, 200, { ...claims, active: true, ...subject });
      default:
        return json(response, 404, REFUSAL);
    }
  };
  const server = createServer({ maxHeaderSize: TOKEN_SPACE }, (request, response) => {
    answer(request, response).catch(() => void response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    issuer,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
