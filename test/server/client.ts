import { createHash, randomBytes } from 'node:crypto';
import { API_CLIENT, PLAYGROUND_CLIENT_ID } from '../../src/playground/server/clients.ts';
import { authorizeAs, type RobotChoice } from './robot.ts';

/** A bare client of the playground for tests: parameters in, status and JSON out. */

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

export const REDIRECT_URI = 'http://127.0.0.1:53123/oauth2/callback';

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, body: { ...Object(body) }, headers: response.headers };
};

export const post = async (
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  read(await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) }));

/** A GET with the token as a bearer token, or with none. */
export const get = async (url: string, accessToken?: string): Promise<Answer> =>
  read(
    await fetch(url, {
      headers: accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` },
    }),
  );

const verifier = (): string => randomBytes(32).toString('base64url');

export const challengeOf = (codeVerifier: string): string =>
  createHash('sha256').update(codeVerifier).digest('base64url');

export interface AuthorizationRequest {
  readonly url: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

export const authorizationRequest = (
  issuer: string,
  scope: string,
  redirectUri = REDIRECT_URI,
): AuthorizationRequest => {
  const codeVerifier = verifier();
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: PLAYGROUND_CLIENT_ID,
    redirect_uri: redirectUri,
    scope,
    state: 'af0ifjsldkj',
    code_challenge: challengeOf(codeVerifier),
    code_challenge_method: 'S256',
  });
  return { url: `${issuer}/auth?${query}`, codeVerifier, redirectUri };
};

export const redeem = (
  issuer: string,
  request: AuthorizationRequest,
  code: string,
): Promise<Answer> =>
  post(`${issuer}/token`, {
    grant_type: 'authorization_code',
    client_id: PLAYGROUND_CLIENT_ID,
    redirect_uri: request.redirectUri,
    code_verifier: request.codeVerifier,
    code,
  });

export interface SignedIn {
  readonly code: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly answer: Answer;
}

const DEFAULT_SCOPE = 'openid profile email notes:read';

/** A whole sign-in by code with PKCE. */
export const signIn = async (
  issuer: string,
  options: RobotChoice & { readonly request?: string } = {},
): Promise<SignedIn> => {
  const request = authorizationRequest(issuer, options.request ?? DEFAULT_SCOPE);
  const location = new URL(await authorizeAs(request.url, options));
  const code = location.searchParams.get('code') ?? '';
  const answer = await redeem(issuer, request, code);
  return {
    code,
    accessToken: String(answer.body['access_token']),
    refreshToken: String(answer.body['refresh_token']),
    answer,
  };
};

export const refresh = (
  issuer: string,
  refreshToken: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  post(`${issuer}/token`, {
    grant_type: 'refresh_token',
    client_id: PLAYGROUND_CLIENT_ID,
    refresh_token: refreshToken,
    ...more,
  });

export const revoke = (issuer: string, token: string): Promise<Answer> =>
  post(`${issuer}/token/revocation`, { client_id: PLAYGROUND_CLIENT_ID, token });

interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export const basic = ({ clientId, clientSecret }: Credentials): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
});

/** As the protected API would ask. */
export const introspect = (issuer: string, token: string): Promise<Answer> =>
  post(`${issuer}/token/introspection`, { token }, basic(API_CLIENT));
