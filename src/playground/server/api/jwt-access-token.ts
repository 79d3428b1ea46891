import { parse } from 'node:querystring';
import { createLocalJWKSet, jwtVerify, type JWK } from 'jose';
import type Provider from 'oidc-provider';
import type { AccessToken, ClientCredentials } from 'oidc-provider';
import { apiResource, mcpResource } from '../configuration.ts';
import { readBody, type Middleware } from '../middleware.ts';
import { publicJwk } from '../signing-keys.ts';

/**
 * oidc-provider forgets a JWT access token once it is signed, so that one could neither be revoked
 * nor introspected. The playground keeps a record of each under this name; no credential can contain
 * a colon (RFC 6750 §2.1), so the name itself opens nothing.
 */
const recordId = (jti: string): string => `jwt:${jti}`;

type Issued = AccessToken | ClientCredentials;

const keepRecord =
  (model: typeof AccessToken | typeof ClientCredentials) =>
  (token: Issued): void => {
    const id = recordId(token.jti);
    const members = model.IN_PAYLOAD.map((name) => [name, Reflect.get(token, name)] as const);
    const payload = Object.fromEntries(members.filter(([, value]) => value !== undefined));
    void model.adapter.upsert(id, { ...payload, jti: id, exp: expiryOf(token) }, token.expiration);
  };

const expiryOf = (token: Issued): number => Math.floor(Date.now() / 1000) + token.expiration;

/** From now on every JWT access token leaves a record that can be found and revoked. */
export const rememberJwtAccessTokens = (provider: Provider): void => {
  provider.on('access_token.issued', keepRecord(provider.AccessToken));
  provider.on('client_credentials.issued', keepRecord(provider.ClientCredentials));
};

/** Verifies a JWT access token and names its record; undefined for anything else. @see RFC 9068 §4 */
export const jwtRecordFinder = (issuer: string, keys: readonly JWK[]) => {
  const jwks = createLocalJWKSet({ keys: keys.map(publicJwk) });
  const audience = [apiResource(issuer), mcpResource(issuer)];
  const options = { issuer, audience, typ: 'at+jwt', algorithms: ['ES256'] };
  return async (token: string): Promise<string | undefined> => {
    try {
      const { payload } = await jwtVerify(token, jwks, options);
      return payload.jti === undefined ? undefined : recordId(payload.jti);
    } catch {
      return undefined;
    }
  };
};

const ENDPOINTS: ReadonlySet<string> = new Set(['/token/introspection', '/token/revocation']);

/** Lets RFC 7009 and RFC 7662 work for JWT access tokens, by putting their record's name in place. */
export const acceptJwtAccessTokens =
  (recordOf: (token: string) => Promise<string | undefined>): Middleware =>
  async (ctx, next) => {
    if (ctx.method !== 'POST' || !ENDPOINTS.has(ctx.path)) return next();
    const form = parse((await readBody(ctx.req)) ?? '');
    const { token } = form;
    const name = typeof token === 'string' ? await recordOf(token) : undefined;
    Object.assign(ctx.req, { body: name === undefined ? form : { ...form, token: name } });
    return next();
  };
