import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { discovered, type Provider } from '../provider.ts';

const issuers = reported(
  'AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet#1030',
  '2026-11',
);
const refreshing = reported('MicrosoftDocs/windowsserverdocs#7835', '2026-11');
const resource = reported('AzureAD/azure-activedirectory-library-for-js#670', '2026-11');
const native = documented(
  'https://learn.microsoft.com/powershell/module/adfs/add-adfsnativeclientapplication',
  '2026-11',
);

export const ADFS: Provider = {
  id: 'adfs',
  name: 'AD FS',
  server: discovered(issuers('https://{host}/adfs'), [
    { name: 'host', label: 'Federation service', example: 'sts.example.com' },
  ]),
  client: native({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: NOT_KNOWN,
  refresh: recalled({ by: 'default' }),
  rotation: refreshing({ rotates: 'never', endsOldAccessToken: false }),
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    issuers('Access tokens name another issuer than ID tokens: http://…/adfs/services/trust.'),
    resource(
      'The parameter resource chooses the API; without it the token is for the client itself.',
    ),
    refreshing('A refresh brings no refresh token, against what its page says.'),
    native('An administrator adds a native application with its redirect URIs.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
