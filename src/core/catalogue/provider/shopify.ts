import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { days, hours, undiscovered, type Provider } from '../provider.ts';

const expiring = documented(
  'https://shopify.dev/changelog/offline-access-tokens-now-support-expiry-and-refresh',
  '2026-11',
);
const refreshing = documented(
  'https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens',
  '2026-11',
);
const policy = documented(
  'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens',
  '2026-11',
);
const endpoints = reported(
  'https://nango.dev/blog/shopify-oauth-refresh-token-invalid-grant; https://errorhandle.ai/generate-both-online-and-offline-access-token-for-a-shopify-public-app',
  '2026-11-28',
);
const asked = reported('Shopify/shopify-app-php#12', '2026-11');
const commas = reported('Shopify/shopify-app-js#3413', '2026-11');
const noExpiry = reported('Shopify/shopify-app-js#3400', '2026-11');
const noType = reported('UsefulSoftwareCo/executor#2090', '2026-11');

export const SHOPIFY: Provider = {
  id: 'shopify',
  name: 'Shopify',
  server: undiscovered(
    endpoints('https://{shop}.myshopify.com'),
    {
      authorization_endpoint: endpoints('https://{shop}.myshopify.com/admin/oauth/authorize'),
      token_endpoint: endpoints('https://{shop}.myshopify.com/admin/oauth/access_token'),
    },
    [{ name: 'shop', label: 'Shop', example: 'my-shop' }],
  ),
  client: endpoints({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_post',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: NOT_KNOWN,
  refresh: asked({ by: 'default', withCode: { expiring: '1' } }),
  rotation: refreshing({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: endpoints([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: expiring(hours(1)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: refreshing(days(90)),
  },
  scopeSeparator: endpoints(','),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['read_products'],
  scopeChange: NOT_KNOWN,
  scopes: endpoints({
    read_products: ['medium', 'Reads the products of the shop.', 'work-read'],
    write_products: ['high', 'Changes the products of the shop.', 'work-read', 'work-write'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: commas({ scopeSeparator: ',' }),
  quirks: [
    asked('A refresh token comes only where the code is exchanged with expiring=1, which is sent.'),
    refreshing('The refresh token before may be sent again until its successor is first used.'),
    policy('From January 2027 tokens of public apps that do not expire are refused.'),
    noExpiry('A refresh may be answered without a lifetime.'),
    noType('Its token responses do not name the type of the token.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
