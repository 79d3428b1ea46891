import { createHash } from 'node:crypto';
import { leftHalfHash, type ServerKeys } from './keys.ts';
import {
  isLive,
  mint,
  remember,
  type FakeClient,
  type Grant,
  type IssuedToken,
  type ServerState,
} from './state.ts';

/** A request's form or query, one value a name. */
export type Form = Readonly<Record<string, string>>;

/** What an endpoint answers. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const refuse = (error: string, description: string, status = 400): Answer => ({
  status,
  body: { error, error_description: description },
});

const scopeOfForm = (form: Form): readonly string[] | undefined =>
  form['scope'] === undefined ? undefined : form['scope'].split(' ').filter(Boolean);

const accessToken = async (
  state: ServerState,
  keys: ServerKeys,
  grant: Grant,
  scope: readonly string[],
): Promise<string> => {
  const { options } = state;
  const id = mint(state, 'access');
  const iat = Math.floor(options.clock.now() / 1000);
  const text =
    options.accessTokenFormat === 'opaque'
      ? id
      : await keys.sign(
          {
            iss: options.issuer,
            sub: grant.subject,
            aud: grant.resource ?? options.issuer,
            client_id: grant.clientId,
            scope: scope.join(' '),
            jti: id,
            iat,
            exp: iat + options.accessTokenLifetime,
          },
          { typ: 'at+jwt' },
        );
  return remember(state, text, { grant, kind: 'access_token', scope });
};

const idToken = (state: ServerState, keys: ServerKeys, grant: Grant, access: string) => {
  const iat = Math.floor(state.options.clock.now() / 1000);
  return keys.sign({
    iss: state.options.issuer,
    sub: grant.subject,
    aud: grant.clientId,
    iat,
    exp: iat + 300,
    at_hash: leftHalfHash(access),
    ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
    ...(grant.acr === undefined ? {} : { acr: grant.acr }),
    ...(grant.authTime === undefined ? {} : { auth_time: grant.authTime }),
    ...state.options.tenant?.().idToken,
  });
};

const tokenReply = async (
  state: ServerState,
  keys: ServerKeys,
  grant: Grant,
  scope: readonly string[],
  withRefreshToken: boolean,
): Promise<Answer> => {
  const access = await accessToken(state, keys, grant, scope);
  const refresh =
    withRefreshToken && !state.options.omitRefreshToken
      ? remember(state, mint(state, 'refresh'), {
          grant,
          kind: 'refresh_token',
          scope: grant.scope,
        })
      : undefined;
  return {
    status: 200,
    body: {
      access_token: access,
      token_type: 'Bearer',
      expires_in: state.options.accessTokenLifetime,
      scope: scope.join(' '),
      ...(grant.details === undefined
        ? {}
        : { authorization_details: JSON.parse(grant.details) as unknown }),
      ...(refresh === undefined ? {} : { refresh_token: refresh }),
      ...(grant.scope.includes('openid')
        ? { id_token: await idToken(state, keys, grant, access) }
        : {}),
    },
  };
};

const s256 = (verifier: string): string =>
  createHash('sha256').update(verifier, 'ascii').digest('base64url');

/** @see RFC 6749 §4.1.3, RFC 7636 §4.6 */
const codeGrant = (state: ServerState, keys: ServerKeys, client: FakeClient, form: Form) => {
  const code = state.codes.get(form['code'] ?? '');
  if (code?.grant.clientId !== client.clientId) return refuse('invalid_grant', 'unknown code');
  if (code.used) {
    code.grant.live = false;
    return refuse('invalid_grant', 'code used twice: its tokens are revoked');
  }
  if (!code.grant.live) return refuse('invalid_grant', 'grant ended');
  if (code.expiresAt <= state.options.clock.now()) return refuse('invalid_grant', 'code expired');
  if (code.redirectUri !== form['redirect_uri']) return refuse('invalid_grant', 'redirect_uri');
  if (s256(form['code_verifier'] ?? '') !== code.codeChallenge) {
    return refuse('invalid_grant', 'code_verifier');
  }
  code.used = true;
  return tokenReply(state, keys, code.grant, code.grant.scope, true);
};

const isInGrace = (state: ServerState, token: IssuedToken): boolean =>
  state.options.rotation === 'grace' &&
  token.replacedAt !== undefined &&
  state.options.clock.now() - token.replacedAt <= state.options.graceSeconds * 1000;

/** @see RFC 6749 §6, RFC 9700 §4.14.2 */
const refreshGrant = (state: ServerState, keys: ServerKeys, client: FakeClient, form: Form) => {
  const now = state.options.clock.now();
  const token = state.tokens.get(form['refresh_token'] ?? '');
  if (token?.kind !== 'refresh_token' || token.grant.clientId !== client.clientId) {
    return refuse('invalid_grant', 'unknown refresh token');
  }
  const inGrace = isInGrace(state, token);
  if (token.replacedAt !== undefined && !inGrace) {
    token.grant.live = false;
    return refuse('invalid_grant', 'refresh token reused: the grant is revoked');
  }
  if (!inGrace && !isLive(token, now)) return refuse('invalid_grant', 'refresh token ended');
  const scope = scopeOfForm(form) ?? token.scope;
  if (!scope.every((one) => token.scope.includes(one))) return refuse('invalid_scope', 'wider');
  const rotates = state.options.rotation !== 'none';
  if (rotates) token.replacedAt ??= now;
  return tokenReply(state, keys, token.grant, scope, rotates);
};

/** @see RFC 6749 §4.4 */
const clientCredentialsGrant = (
  state: ServerState,
  keys: ServerKeys,
  client: FakeClient,
  form: Form,
) => {
  if (client.clientSecret === undefined) return refuse('unauthorized_client', 'public client');
  const scope = scopeOfForm(form) ?? [];
  const grant: Grant = { clientId: client.clientId, scope, subject: client.clientId, live: true };
  return tokenReply(state, keys, grant, scope, false);
};

/** The token endpoint, for a client that has proved itself. */
export const answerToken = async (
  state: ServerState,
  keys: ServerKeys,
  client: FakeClient,
  form: Form,
): Promise<Answer> => {
  switch (form['grant_type']) {
    case 'authorization_code':
      return codeGrant(state, keys, client, form);
    case 'refresh_token':
      return refreshGrant(state, keys, client, form);
    case 'client_credentials':
      return clientCredentialsGrant(state, keys, client, form);
    default:
      return refuse('unsupported_grant_type', form['grant_type'] ?? 'none');
  }
};

/** @see RFC 7009 §2: a refresh token takes its access tokens along; an unknown token is fine */
export const answerRevocation = (state: ServerState, form: Form): Answer => {
  const token = state.tokens.get(form['token'] ?? '');
  if (token?.kind === 'refresh_token') token.grant.live = false;
  if (token !== undefined) token.revoked = true;
  return { status: 200, body: undefined };
};

/** @see RFC 7662 §2.2 */
export const answerIntrospection = (state: ServerState, form: Form): Answer => {
  const token = state.tokens.get(form['token'] ?? '');
  if (token === undefined || !isLive(token, state.options.clock.now())) {
    return { status: 200, body: { active: false } };
  }
  return {
    status: 200,
    body: {
      active: true,
      scope: token.scope.join(' '),
      client_id: token.grant.clientId,
      sub: token.grant.subject,
      exp: Math.floor(token.expiresAt / 1000),
      iss: state.options.issuer,
    },
  };
};
