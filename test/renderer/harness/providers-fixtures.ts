import type { Failure } from '../../../src/contract/command.ts';
import type { ImportPlanView, ProviderView } from '../../../src/contract/provider.ts';
import { parseConnectionId } from '../../../src/vocabulary/id.ts';
import type { Fixture } from './fixtures.ts';
import { HOSTILE_STRINGS } from './hostile.ts';

const provider = (id: string, name: string, part: Partial<ProviderView> = {}): ProviderView => ({
  id,
  name,
  issuer: `https://${id}.example.com`,
  hosts: [`${id}.example.com`],
  clientId: '9f4c1a7be0d24f7c8b1e',
  tokenEndpointAuthMethod: 'none',
  redirectMethod: 'loopback',
  scopes: ['openid', 'profile'],
  extraParameters: {},
  ...part,
});

const OWN: readonly ProviderView[] = [
  provider('acme', 'Acme staging'),
  provider('wiki', 'Company wiki', {
    hosts: ['login.wiki.example.com', 'tokens.wiki.example.com', 'wiki.example.com'],
    endpoints: {
      authorization_endpoint: 'https://login.wiki.example.com/authorize',
      token_endpoint: 'https://tokens.wiki.example.com/token',
    },
    tokenEndpointAuthMethod: 'client_secret_basic',
  }),
];

const frozen = (...labels: readonly string[]) =>
  labels.flatMap((label, seed) => {
    const id = parseConnectionId(`frozen-connection-${String(seed).padStart(4, '0')}`);
    return id === undefined ? [] : [{ id, label }];
  });

const diff = (id: string, name: string, part: Partial<ImportPlanView['added'][number]> = {}) => ({
  id,
  name,
  added: [],
  removed: [],
  kept: [],
  frozen: [],
  ...part,
});

const PLAN: ImportPlanView = {
  planId: 'plan',
  added: [diff('git', 'Code hosting', { added: ['git.example.com'] })],
  changed: [
    diff('wiki', 'Company wiki', {
      added: ['tokens.wiki-example.net'],
      removed: ['tokens.wiki.example.com'],
      kept: ['login.wiki.example.com', 'wiki.example.com'],
      frozen: frozen('Jane Doe', 'jane.doe@example.com (admin)'),
    }),
    diff('acme', 'Acme staging', { kept: ['acme.example.com'] }),
  ],
  unchanged: ['Calendar'],
  withSecret: ['Company wiki'],
};

const LONG_HOST = `${'a-very-long-label.'.repeat(13)}xn--evil-example-9za.example`;

const HOSTILE_PLAN: ImportPlanView = {
  planId: 'plan',
  added: HOSTILE_STRINGS.map((text, seed) =>
    diff(`h${seed}`, text.slice(0, 100), {
      added: [LONG_HOST, `host-${seed}.example`],
      frozen: frozen(...HOSTILE_STRINGS),
    }),
  ),
  changed: [],
  unchanged: [],
  withSecret: HOSTILE_STRINGS.map((text) => text.slice(0, 100)),
};

const refused = (fields: Failure['fields']): Fixture['failures'] => ({
  'provider.read-file': { code: 'VK_INVALID_INPUT', fields },
});

/** Fixtures of provider import and export. */
export const providersFixtures = (base: Fixture): Readonly<Record<string, Fixture>> => ({
  providers: { ...base, providers: OWN, plan: PLAN },
  providersHostile: {
    ...base,
    providers: HOSTILE_STRINGS.map((text, seed) =>
      provider(`h${seed}`, text.slice(0, 100), { clientId: text, hosts: [LONG_HOST] }),
    ),
    plan: HOSTILE_PLAN,
  },
  providersSame: {
    ...base,
    providers: OWN,
    plan: { ...PLAN, added: [], changed: [], withSecret: [], unchanged: ['Acme staging'] },
  },
  providersLoading: { ...base, silent: ['provider.list'] },
  providersFailed: {
    ...base,
    failures: { 'provider.list': { code: 'VK_INTERNAL', fields: {} } },
  },
  importTooLarge: { ...base, providers: OWN, failures: refused({ why: 'too large' }) ?? {} },
  importNotJson: { ...base, failures: refused({ why: 'not JSON' }) ?? {} },
  importVersion: {
    ...base,
    failures: refused({ why: 'a version we cannot read', supported: '1 to 1' }) ?? {},
  },
  importHostile: {
    ...base,
    failures:
      refused({
        why: 'an unknown member',
        member: HOSTILE_STRINGS[1] ?? '',
        provider: '3',
      }) ?? {},
  },
});
