import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { undiscovered, type Provider } from '../provider.ts';

const reference = documented('https://docs.stripe.com/connect/oauth-reference', '2026-11-28');
const standard = documented(
  'https://docs.stripe.com/connect/oauth-standard-accounts.md',
  '2026-11',
);
const reply = reported('https://hexdocs.pm/stripity_stripe/1.6.0/Stripe.Connect.html', '2026-11');
const reused = reported('isaacsanders/omniauth-stripe-connect#23', '2026-11');

export const STRIPE_CONNECT: Provider = {
  id: 'stripe-connect',
  name: 'Stripe Connect',
  server: undiscovered(reference('https://connect.stripe.com'), {
    authorization_endpoint: reference('https://connect.stripe.com/oauth/authorize'),
    token_endpoint: reference('https://connect.stripe.com/oauth/token'),
  }),
  client: reply({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_post',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: NOT_KNOWN,
  refresh: reply({ by: 'default' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: reused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['read_write'],
  scopeChange: NOT_KNOWN,
  scopes: reference({
    read_write: [
      'high',
      'Does everything in the connected account.',
      'everything-read',
      'everything-write',
    ],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    reply('The client secret is the secret API key of the platform.'),
    reply('The access token is an API key of the connected account, and no lifetime is stated.'),
    reply('It is ended by the account’s number (deauthorize), not by a token.'),
    reused('A code that is sent twice ends the tokens that came for it.'),
    standard('Stripe does not recommend OAuth for new platforms.'),
    reference('Since June 2021 read_write cannot connect accounts that another platform controls.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
