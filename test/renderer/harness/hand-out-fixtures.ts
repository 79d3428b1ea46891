import type { ConnectionView } from '../../../src/contract/connection.ts';
import type { Makers } from './ends-fixtures.ts';
import type { Fixture } from './fixtures.ts';
import { HOSTILE_STRINGS } from './hostile.ts';

const SCOPES: Partial<ConnectionView> = {
  grantedScope: ['api', 'openid', 'read_api', 'read_user', 'x:custom'],
  requestedScope: ['api', 'openid', 'read_api', 'read_user', 'x:custom'],
  scopeMeanings: [
    { token: 'api', sentence: 'Does everything you can do.', risk: 'high' },
    { token: 'openid', sentence: 'Tells who you are, by a number.', risk: 'low' },
    { token: 'read_api', sentence: 'Reads everything you can see.', risk: 'medium' },
    { token: 'read_user', sentence: 'Reads your profile.', risk: 'low' },
    { token: 'x:custom' },
  ],
};

/** A token of that life with so much left; seconds. */
const living = (lifetime: number, left: number) => ({
  obtainedAt: Date.now() - (lifetime - left) * 1000,
  expiresAt: Date.now() + left * 1000,
  lifetime,
  lifetimeAssumed: false,
  warnings: [],
});

/** Connections whose tokens are handed out in special ways. */
export const handOutFixtures = ({
  base,
  connection,
}: Makers): Readonly<Record<string, Fixture>> => {
  const ending = connection(40, { ...SCOPES, refreshEndsToken: true });
  const bound = connection(41, {
    label: 'Payments',
    host: 'id.example.net',
    usesDpop: true,
    resource: 'https://api.example.net/payments',
  });
  const short = connection(42, { token: living(60, 55) });
  const many = connection(43, {
    grantedScope: [...HOSTILE_STRINGS, ...Array.from({ length: 30 }, (_, serial) => `s:${serial}`)],
    scopeMeanings: [],
  });
  const ageing = connection(2, { token: living(900, 190) });
  const alone = { ...ageing, label: 'Chat', hasRefreshToken: false, isRenewable: false };
  const failures = {
    'token.inspect': {
      code: 'VK_SCOPE_REJECTED',
      fields: { error: 'invalid_scope', error_description: 'Unknown <b>scope</b> \u202e evil' },
    },
    'token.prove': {
      code: 'VK_INVALID_INPUT',
      fields: { field: 'url', why: 'names a private address' },
    },
  } as const;
  return {
    endsCopies: { ...base, connections: [ending] },
    ignores: { ...base, connections: [ending], ignoresNarrowing: true },
    narrowFails: { ...base, connections: [ending], failures },
    narrowSlow: { ...base, connections: [ending], silent: ['token.inspect'] },
    bound: { ...base, connections: [bound] },
    boundFails: { ...base, connections: [bound], failures },
    boundLocked: {
      ...base,
      connections: [bound],
      failures: { 'token.prove': { code: 'VK_KEYCHAIN_LOCKED', fields: {} } },
    },
    shortLived: { ...base, connections: [short], brokenPromise: 'server-lifetime' },
    unreached: { ...base, connections: [ageing], brokenPromise: 'not-reached' },
    notRenewable: { ...base, connections: [alone], brokenPromise: 'not-renewable' },
    manyScopes: { ...base, connections: [many] },
  };
};
