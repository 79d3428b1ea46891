import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { undiscovered, type Provider } from '../provider.ts';

const codeFlow = documented(
  'MicrosoftDocs/azure-docs articles/active-directory-b2c/authorization-code-flow.md',
  '2026-11',
);
const issuer = reported('panva/openid-client#718', '2026-11');
const noAccessToken = reported('panva/openid-client#717', '2026-11');

const POLICY = 'https://{tenant}.b2clogin.com/{tenant}.onmicrosoft.com/{policy}';

/** Stated, not discovered: its document names an issuer that is not where it lies (RFC 8414 §3.3). */
export const AZURE_AD_B2C: Provider = {
  id: 'azure-ad-b2c',
  name: 'Azure AD B2C',
  server: undiscovered(
    issuer('https://{tenant}.b2clogin.com/{tenantId}/v2.0/'),
    {
      authorization_endpoint: codeFlow(`${POLICY}/oauth2/v2.0/authorize`),
      token_endpoint: codeFlow(`${POLICY}/oauth2/v2.0/token`),
    },
    [
      { name: 'tenant', label: 'Tenant name', example: 'contoso' },
      {
        name: 'tenantId',
        label: 'Tenant ID',
        example: '9188040d-6c67-4c5b-b112-36a304b66dad',
      },
      { name: 'policy', label: 'User flow or policy', example: 'B2C_1_sign_in' },
    ],
  ),
  client: codeFlow({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: codeFlow('checked'),
  redirect: NOT_KNOWN,
  refresh: codeFlow({ by: 'scope', ask: 'offline_access' }),
  rotation: codeFlow({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: codeFlow(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    issuer(
      'Its document is found under the policy and names another issuer: it is not asked for here.',
    ),
    codeFlow('The policy stands in every address, and a refresh must use the one of the sign-in.'),
    noAccessToken(
      'Without a scope of an API the reply has no access token: ask for the client ID as a scope.',
    ),
    codeFlow('A revoked app is answered with access_denied.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
