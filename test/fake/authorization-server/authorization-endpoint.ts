import { after, seconds } from '../../../src/vocabulary/instant.ts';
import { clientsOf } from './registration-endpoint.ts';
import { mint, type FakeClient, type Grant, type ServerState } from './state.ts';

/** What the resource owner does with a request. */
export interface Decision {
  /** Who signs in; the server's default subject otherwise. */
  readonly subject?: string;
  /** Grants fewer scope tokens than were asked for. */
  readonly scope?: readonly string[];
  /** How they sign in, where they are asked to do so in some way; as asked otherwise. RFC 9470 §5 */
  readonly acr?: string;
  /** Says no, or the server does: an error code of RFC 6749 §4.1.2.1. */
  readonly error?: string;
}

const CODE_LIFETIME = seconds(60);

const withoutPort = (uri: string): string =>
  uri.replace(/^(http:\/\/(?:127\.0\.0\.1|\[::1\])):\d+/, '$1');

const isRegistered = ({ options }: ServerState, client: FakeClient, redirectUri: string): boolean =>
  client.redirectUris.some((one) =>
    options.exactRedirects ? one === redirectUri : withoutPort(one) === withoutPort(redirectUri),
  );

/** Of a signed request only what is inside counts; the signature is not looked at. RFC 9101 §6.3 */
const parametersOf = ({ searchParams }: URL): Readonly<Record<string, string | undefined>> => {
  const request = searchParams.get('request');
  if (request === null) return Object.fromEntries(searchParams);
  const claims = Buffer.from(request.split('.')[1] ?? '', 'base64url').toString();
  return Object.fromEntries(
    Object.entries(JSON.parse(claims) as object).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
};

/** Who is asked for a recent sign-in signs in now. @see OpenID Connect Core 1.0 §3.1.2.1 */
const strengthOf = (
  { options }: ServerState,
  query: Readonly<Record<string, string | undefined>>,
  decision: Decision,
): Pick<Grant, 'acr' | 'authTime'> => {
  const acr = decision.acr ?? query['acr_values']?.split(' ')[0];
  return {
    ...(acr === undefined ? {} : { acr }),
    ...(query['max_age'] === undefined ? {} : { authTime: Math.floor(options.clock.now() / 1000) }),
  };
};

/**
 * The redirect an authorization request ends in, as text. Throws where a real server shows a page
 * of its own, because it cannot trust the redirect URI. @see RFC 6749 §4.1.2.1
 */
export const answerAuthorization = (
  state: ServerState,
  authorizationUrl: string,
  decision: Decision,
): string => {
  const url = new URL(authorizationUrl);
  const query = parametersOf(url);
  const client = clientsOf(state).find((one) => one.clientId === query['client_id']);
  const redirectUri = query['redirect_uri'];
  if (client === undefined) throw new Error('authorization server: unknown client_id');
  if (redirectUri === undefined || !isRegistered(state, client, redirectUri)) {
    throw new Error('authorization server: redirect_uri is not registered');
  }
  const respond = (parameters: Readonly<Record<string, string>>): string => {
    const reply = new URLSearchParams(parameters);
    if (query['state'] !== undefined) reply.set('state', query['state']);
    const { tenant, issuer } = state.options;
    const iss = tenant === undefined ? issuer : tenant().redirectIss;
    if (iss !== undefined) reply.set('iss', iss);
    return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${reply.toString()}`;
  };
  if (query['response_type'] !== 'code') return respond({ error: 'unsupported_response_type' });
  if (query['code_challenge_method'] !== 'S256' || query['code_challenge'] === undefined) {
    return respond({ error: 'invalid_request', error_description: 'PKCE S256 is required' });
  }
  if (decision.error !== undefined) return respond({ error: decision.error });
  const grant: Grant = {
    clientId: client.clientId,
    scope: decision.scope ?? (query['scope'] ?? '').split(' ').filter(Boolean),
    subject: decision.subject ?? state.options.subject,
    live: true,
    ...(query['nonce'] === undefined ? {} : { nonce: query['nonce'] }),
    ...(query['authorization_details'] === undefined
      ? {}
      : { details: query['authorization_details'] }),
    ...strengthOf(state, query, decision),
    ...(query['resource'] === undefined ? {} : { resource: query['resource'] }),
  };
  const code = mint(state, 'code');
  state.codes.set(code, {
    grant,
    redirectUri,
    codeChallenge: query['code_challenge'],
    expiresAt: after(state.options.clock.now(), CODE_LIFETIME),
    used: false,
  });
  return respond({ code });
};
