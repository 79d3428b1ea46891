import type Provider from 'oidc-provider';
import { accountClaims, CLAIMS_BY_SCOPE, findAccount } from '../accounts.ts';
import { type Middleware, readBody, type Reply } from '../middleware.ts';
import { apiResource } from '../configuration.ts';
import { type AccessGrant, ApiRefusal, refuse } from './access-token.ts';
import type { Notes } from './notes.ts';

const CALENDAR = [
  { on: '2027-03-01', what: 'Tea, with a hatter' },
  { on: '2027-03-04', what: 'Croquet' },
];

interface Endpoint {
  /** A scope token the access token must have. */
  readonly scope?: string;
  readonly answer: (grant: AccessGrant, ctx: Reply) => unknown;
}

const claimsFor = (grant: AccessGrant): Record<string, unknown> => {
  const account = findAccount(grant.sub);
  if (account === undefined) throw new ApiRefusal(403, 'insufficient_scope', 'openid');
  const allowed = new Set<string>(
    Object.entries(CLAIMS_BY_SCOPE).flatMap(([scope, names]) =>
      grant.scopes.has(scope) ? names : [],
    ),
  );
  return Object.fromEntries(
    Object.entries(accountClaims(account)).filter(([name]) => allowed.has(name)),
  );
};

const readNote = async (ctx: Reply): Promise<string> => {
  try {
    const body: unknown = JSON.parse((await readBody(ctx.req)) ?? '');
    if (
      typeof body === 'object' &&
      body !== null &&
      'text' in body &&
      typeof body.text === 'string'
    )
      return body.text;
  } catch {
    // Not JSON: answered below like any other unusable body.
  }
  throw new ApiRefusal(400, 'invalid_request');
};

const endpoints = (notes: Notes): Readonly<Record<string, Endpoint>> => ({
  'GET /api/me': {
    answer: ({ sub, clientId, scopes }) => ({ sub, clientId, scope: [...scopes] }),
  },
  'GET /api/notes': { scope: 'notes:read', answer: ({ sub }) => ({ notes: notes.list(sub) }) },
  'POST /api/notes': {
    scope: 'notes:write',
    answer: async ({ sub }, ctx) => {
      const text = await readNote(ctx);
      ctx.status = 201;
      return notes.add(sub, text);
    },
  },
  'GET /api/calendar': { scope: 'calendar:read', answer: () => ({ dates: CALENDAR }) },
  'GET /api/userinfo': { scope: 'openid', answer: claimsFor },
  'POST /api/userinfo': { scope: 'openid', answer: claimsFor },
});

/** The protected API, and userinfo with it: access tokens are for both. @see RFC 6750 §3 */
export const protectedApi = (
  { issuer }: Pick<Provider, 'issuer'>,
  notes: Notes,
  authorize: (ctx: Reply, resource: string) => Promise<AccessGrant>,
): Middleware => {
  const table = endpoints(notes);
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      const endpoint = table[`${ctx.method} ${ctx.path}`];
      if (endpoint === undefined) throw new ApiRefusal(404, 'not_found');
      const grant = await authorize(ctx, apiResource(issuer));
      if (endpoint.scope !== undefined && !grant.scopes.has(endpoint.scope)) {
        throw new ApiRefusal(403, 'insufficient_scope', endpoint.scope);
      }
      ctx.status = 200;
      ctx.body = await endpoint.answer(grant, ctx);
    } catch (thrown) {
      refuse(ctx, thrown);
    }
    return undefined;
  };
};
