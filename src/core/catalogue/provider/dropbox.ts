import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { fixedLoopback, hours, undiscovered, type Provider } from '../provider.ts';

const offline = documented(
  'https://dropbox.tech/developers/using-oauth-2-0-with-offline-access',
  '2026-11',
);
const appAuth = reported(
  'Shopify/react-native-app-auth docs/config-examples/dropbox.md',
  '2026-11',
);
const pkce = reported('dropbox/dropbox-sdk-python#211', '2026-11');
const loopback = reported(
  'https://github.com/Fanushhh/MAASyncInstaller OAUTH_TROUBLESHOOTING.md',
  '2026-11',
);
const refreshing = reported('OpenIntegrations docs/en/md/Dropbox Refresh-token.md', '2026-11');
const staff = reported('dropboxforum.com 544017', '2026-11');
const refused = reported('boly38/node-mongotools#94', '2026-11');
const revoking = reported('https://docs.rs/dropbox-sdk/latest/dropbox_sdk/auth/', '2026-11');
const pages = reported('https://gist.github.com/naveen/f7a898534e349586cef8', '2026-11');
const skill = reported('https://docs.unified.to/skills/dropbox-oauth-app/SKILL.md', '2026-11');

export const DROPBOX: Provider = {
  id: 'dropbox',
  name: 'Dropbox',
  server: undiscovered(offline('https://www.dropbox.com'), {
    authorization_endpoint: offline('https://www.dropbox.com/oauth2/authorize'),
    token_endpoint: documented(
      'dropbox.tech 2022-10-19',
      '2026-11-23',
    )('https://api.dropboxapi.com/oauth2/token'),
  }),
  client: pkce({ publicClient: true, tokenEndpointAuthMethod: 'none', flow: 'authorization_code' }),
  pkce: pkce('checked'),
  redirect: loopback(fixedLoopback('127.0.0.1')),
  refresh: offline({ by: 'parameter', ask: 'token_access_type=offline' }),
  rotation: refreshing({ rotates: 'never', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: staff(hours(4)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: appAuth(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['account_info.read'],
  scopeChange: offline({ effect: 'replaces', isGranular: false }),
  scopes: recalled({
    'account_info.read': ['low', 'Reads your name and e-mail address.', 'profile-read'],
    'files.metadata.read': ['medium', 'Reads the names of your files.', 'files-read'],
    'files.content.read': ['medium', 'Reads your files.', 'files-read'],
    'files.content.write': ['high', 'Changes and deletes your files.', 'files-write'],
    'sharing.write': ['high', 'Shares your files with others.', 'files-write'],
  }),
  extraParameters: offline({ token_access_type: 'offline' }),
  tokenResponse: NOT_KNOWN,
  quirks: [
    loopback('The redirect URI must be registered to the digit, even on this computer.'),
    offline('A second sign-in of a known app needs one click or none.'),
    skill('Whether an app sees one folder or all of Dropbox cannot be changed later.'),
  ],
  // Takes no body, and the refresh token ends with the access token that makes the call.
  revocation: revoking({
    kind: 'own',
    by: {
      grant: {
        method: 'POST',
        url: 'https://api.dropboxapi.com/2/auth/token/revoke',
        as: 'token',
        ended: [{ status: 401, at: ['error', '.tag'], is: ['invalid_access_token'] }],
      },
    },
    ends: 'family',
    apart: 'no',
  }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: skill('https://www.dropbox.com/developers/apps'),
  grantsPage: pages('https://www.dropbox.com/account/connected_apps'),
};
