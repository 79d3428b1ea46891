import type { ProviderCall } from '../../model/provider-interface.ts';
import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { fixedLoopback, undiscovered, type Provider } from '../provider.ts';

const docs = documented(
  'https://developers.notion.com/guides/get-started/authorization',
  '2026-11',
);
const createToken = documented('https://developers.notion.com/reference/create-a-token', '2026-11');
const revokeToken = documented('https://developers.notion.com/reference/revoke-token', '2026-11');
const introspect = documented(
  'https://developers.notion.com/reference/introspect-token',
  '2026-11',
);
const refused = reported('makenotion/notion-cookbook#1', '2026-11');

/** Like RFC 7009 and RFC 7662, but in JSON. */
const CALL = {
  method: 'POST',
  as: 'client',
  token: { in: 'json', name: 'token' },
  headers: { 'notion-version': '2025-09-03' },
  ended: [],
} as const satisfies Partial<ProviderCall>;

export const NOTION: Provider = {
  id: 'notion',
  name: 'Notion',
  server: undiscovered(docs('https://api.notion.com'), {
    authorization_endpoint: docs('https://api.notion.com/v1/oauth/authorize'),
    token_endpoint: docs('https://api.notion.com/v1/oauth/token'),
  }),
  client: docs({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_basic',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: recalled(fixedLoopback('localhost')),
  refresh: docs({ by: 'default' }),
  rotation: docs({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: docs('json'),
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: [],
  scopeChange: docs({ effect: 'fixed', isGranular: false }),
  scopes: docs({}),
  extraParameters: docs({ owner: 'user' }),
  tokenResponse: NOT_KNOWN,
  quirks: [
    docs('Has no scopes: the person picks pages.'),
    docs('Its token endpoint is documented with a JSON body, not with a form.'),
    createToken('Does not say how long tokens live.'),
    refused('Of several refreshes at once only the first succeeds.'),
  ],
  revocation: revokeToken({
    kind: 'own',
    by: { accessToken: { ...CALL, url: 'https://api.notion.com/v1/oauth/revoke' } },
    ends: 'token',
    apart: 'unknown',
  }),
  tokenInfo: introspect({
    ...CALL,
    url: 'https://api.notion.com/v1/oauth/introspect',
    active: ['active'],
    shown: [['scope'], ['iat']],
  }),
  claims: NOT_KNOWN,
  registrationPage: docs('https://www.notion.so/profile/integrations'),
  grantsPage: recalled('https://www.notion.so/profile/integrations'),
};
