import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { RegistrationView } from '../../../src/contract/registration.ts';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import type { Makers } from './ends-fixtures.ts';
import type { Answers } from './fake-bridge.ts';
import type { Fixture } from './fixtures.ts';

const now = Date.now();
const DAY = 24 * 3600 * 1000;

type Detail = NonNullable<ConnectionView['authorizationDetails']>['withheld'][number];

const detail = (type: string, part: Partial<Detail> = {}): Detail => ({
  type,
  actions: [],
  locations: [],
  datatypes: [],
  privileges: [],
  rest: [],
  ...part,
});

/** RFC 9396 §2, and what a bank might make of it. */
const PAYMENT = detail('payment_initiation', {
  actions: ['initiate', 'status', 'cancel'],
  locations: ['https://example.com/payments'],
  rest: [
    { depth: 0, name: 'instructedAmount', text: '' },
    { depth: 1, name: 'currency', text: 'EUR' },
    { depth: 1, name: 'amount', text: '123.50' },
    { depth: 0, name: 'creditorName', text: 'Merchant A' },
  ],
});
const ACCOUNTS = detail('account_information', {
  actions: ['list_accounts', 'read_balances', 'read_transactions'],
  locations: ['https://example.com/accounts'],
  datatypes: ['contacts', 'photos'],
});
const HOSTILE = detail(`payment \u202etnemyap ${'x'.repeat(140)}`, {
  actions: Array.from({ length: 40 }, (_, at) => `action-${at}`),
  locations: [`https://${'long-host.'.repeat(12)}example/<script>`],
  identifier: 'acc\u0000ount',
  rest: Array.from({ length: 12 }, (_, depth) => ({
    depth: Math.min(depth, 6),
    name: `<b>member ${depth}</b>`,
    text: 'y'.repeat(120),
  })),
});

const REGISTRATION: RegistrationView = {
  clientId: 'c-7f1d20b9',
  clientName: 'Valet Key',
  redirectUris: ['http://127.0.0.1/oauth2/callback'],
  grantTypes: ['authorization_code', 'refresh_token'],
  tokenEndpointAuthMethod: 'none',
  hasClientSecret: false,
};

const HOSTILE_REGISTRATION: RegistrationView = {
  ...REGISTRATION,
  clientName: `<img src=x onerror="window.__pwned=1"> \u202eyek ${'n'.repeat(90)}`,
  redirectUris: [
    `http://127.0.0.1/${'path/'.repeat(60)}`,
    'dev.valetkey.app:/oauth2/callback',
    'https://client.example.org/<script>',
  ],
  grantTypes: ['authorization_code', 'urn:example:made-up-grant', 'refresh_token'],
  tokenEndpointAuthMethod: 'client_secret_basic',
  hasClientSecret: true,
  clientSecretExpiresAt: now + 90 * DAY,
};

/** What main answers about servers and registrations. */
export const registrationAnswers = (
  fixture: Fixture,
  change: (id: string, part: Partial<ConnectionView>) => ConnectionView,
): Answers => {
  let registration = fixture.hasHostileRegistration === true ? HOSTILE_REGISTRATION : REGISTRATION;
  return {
    'server.describe': ({ issuer }) => {
      if (issuer.endsWith('/mcp')) throw new ValetKeyError('VK_ISSUER_IS_RESOURCE');
      return {
        registersAt: new URL(issuer).host,
        requiresSignedRequests: issuer.includes('strict'),
        requiresPushedRequests: false,
        scopes: ['openid', 'profile', 'email', 'offline_access', 'read_api'],
        detailTypes: ['payment_initiation', 'account_information'],
      };
    },
    'registration.read': () => registration,
    'registration.update': ({ connectionId: _id, ...changed }) =>
      (registration = { ...registration, ...changed }),
    'registration.delete': ({ connectionId }) =>
      change(connectionId, {
        canManageRegistration: false,
        standing: { kind: 'sign-in-required', since: now, because: 'VK_GRANT_REVOKED' },
      }),
  };
};

/** Connections with a registered client, and with authorization details. */
export const registrationFixtures = ({ base, connection }: Makers) => {
  const registered: Fixture = {
    ...base,
    connections: [connection(50, { label: 'Identity', canManageRegistration: true })],
  };
  const details = (part: Partial<ConnectionView>): Fixture => ({
    ...base,
    connections: [connection(51, { label: 'Bank', host: 'bank.example.com', ...part })],
  });
  return {
    registered,
    registeredHostile: { ...registered, hasHostileRegistration: true },
    registeredSlow: { ...registered, silent: ['registration.read', 'registration.delete'] },
    registeredRefused: {
      ...registered,
      failures: {
        'registration.read': {
          code: 'VK_CLIENT_REJECTED',
          fields: { status: 401, error_description: 'the registration access token is void' },
        },
        'registration.delete': {
          code: 'VK_UNSUPPORTED_BY_SERVER',
          fields: { what: 'deleting registrations', status: 405 },
        },
      },
    },
    details: details({
      authorizationDetails: {
        granted: [
          { ...PAYMENT, wasAsked: true },
          { ...ACCOUNTS, actions: ['list_accounts'], wasAsked: false },
        ],
        withheld: [ACCOUNTS],
      },
    }),
    detailsUntold: details({ authorizationDetails: { withheld: [PAYMENT] } }),
    detailsHostile: details({
      authorizationDetails: {
        granted: [
          { ...HOSTILE, wasAsked: false },
          { ...PAYMENT, wasAsked: true },
        ],
        withheld: [HOSTILE],
      },
    }),
  } satisfies Record<string, Fixture>;
};
