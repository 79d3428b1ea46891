import type Provider from 'oidc-provider';
import { accountClaims, CLAIMS_BY_SCOPE, findAccount } from '../accounts.ts';
import { type Middleware, readBody, type Reply } from '../middleware.ts';
import { type AccessGrant, accessTokens, ApiRefusal, refuse } from './access-token.ts';

interface Note {
  readonly id: number;
  readonly text: string;
}

const NOTES: Readonly<Record<string, readonly Note[]>> = {
  alice: [
    { id: 1, text: 'Ask the white rabbit for the time' },
    { id: 2, text: 'Return the valet key' },
  ],
  bob: [{ id: 1, text: 'Buy curtains' }],
};

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

const endpoints = (): Readonly<Record<string, Endpoint>> => {
  const added = new Map<string, Note[]>();
  const notesOf = (sub: string): readonly Note[] => [
    ...(NOTES[sub] ?? []),
    ...(added.get(sub) ?? []),
  ];
  return {
    'GET /api/me': {
      answer: ({ sub, clientId, scopes }) => ({ sub, clientId, scope: [...scopes] }),
    },
    'GET /api/notes': { scope: 'notes:read', answer: ({ sub }) => ({ notes: notesOf(sub) }) },
    'POST /api/notes': {
      scope: 'notes:write',
      answer: async ({ sub }, ctx) => {
        const note = { id: notesOf(sub).length + 1, text: await readNote(ctx) };
        added.set(sub, [...(added.get(sub) ?? []), note].slice(-100));
        ctx.status = 201;
        return note;
      },
    },
    'GET /api/calendar': { scope: 'calendar:read', answer: () => ({ dates: CALENDAR }) },
    'GET /api/userinfo': { scope: 'openid', answer: claimsFor },
    'POST /api/userinfo': { scope: 'openid', answer: claimsFor },
  };
};

/** The protected API, and userinfo with it: access tokens are for both. @see RFC 6750 §3 */
export const protectedApi = (
  provider: Provider,
  jwtRecordOf: (token: string) => Promise<string | undefined>,
): Middleware => {
  const authorize = accessTokens(provider, jwtRecordOf);
  const table = endpoints();
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      const endpoint = table[`${ctx.method} ${ctx.path}`];
      if (endpoint === undefined) throw new ApiRefusal(404, 'not_found');
      const grant = await authorize(ctx);
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
