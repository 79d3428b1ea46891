import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import {
  ANY_LOOPBACK_PORT,
  days,
  discovered,
  hours,
  INVALID_TOKEN,
  type Provider,
} from '../provider.ts';

const oidc = documented(
  'https://developers.google.com/identity/openid-connect/reference',
  '2026-11',
);
const nativeApps = documented(
  'https://developers.google.com/identity/protocols/oauth2/native-app',
  '2026-11',
);
const grants = documented('developers.google.com: loopback migration', '2026-11-23');
const secret = reported(
  'googleapis/google-api-dotnet-client#1827; taylorwilsdon/google_workspace_mcp#1008',
  '2026-11',
);
const offline = reported('https://docs.rs/pidge-gmail/3.1.0/pidge_gmail/auth/', '2026-11');
const rotation = reported(
  'https://usefulangle.com/post/51/google-refresh-token-common-questions; preset-io/agor#2576',
  '2026-11',
);
const refused = reported('fregante/chrome-webstore-upload#47', '2026-11');
const lifetimes = reported('https://www.unipile.com/google-oauth-refresh-token/', '2026-11');
const idle = reported('https://ddeutils.github.io/ddedocs/services/google/google-oauth', '2026-11');
const testing = reported('insanum/gcalcli#628', '2026-11');
const cap = reported('daiki-beppu/youtube-automation#4716', '2026-11');
const revoking = documented('googleapis/google-api-php-client#1654', '2026-11');
const revokesAll = reported('googleworkspace/drive-picker-element#47', '2026-11');
const luci = reported(
  'https://pkg.go.dev/go.chromium.org/luci/common/gcloud/googleoauth',
  '2026-11',
);
const registering = reported(
  'https://github.com/bk-rs/oauth2-rs providers/oauth2-google/docs/Authorization_Code_Grant.md',
  '2026-11',
);

export const GOOGLE: Provider = {
  id: 'google',
  name: 'Google',
  server: discovered(oidc('https://accounts.google.com')),
  client: secret({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_post',
    flow: 'authorization_code',
  }),
  pkce: nativeApps('checked'),
  redirect: nativeApps(ANY_LOOPBACK_PORT),
  refresh: offline({ by: 'parameter', ask: 'access_type=offline' }),
  rotation: rotation({ rotates: 'never', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: lifetimes(hours(1)),
    refreshTokenAge: NOT_KNOWN,
    // "6 months without use": the shorter reading, for a warning that is not too late.
    refreshTokenIdle: idle(days(181)),
  },
  scopeSeparator: offline(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'email'],
  scopeChange: grants({ effect: 'replaces', isGranular: true }),
  scopes: recalled({
    'https://www.googleapis.com/auth/userinfo.email': [
      'low',
      'Reads your e-mail address.',
      'profile-read',
    ],
    'https://www.googleapis.com/auth/userinfo.profile': [
      'low',
      'Reads your name and picture.',
      'profile-read',
    ],
    'https://mail.google.com/': [
      'high',
      'Reads, sends and deletes all your mail.',
      'mail-read',
      'mail-write',
      'mail-send',
    ],
    'https://www.googleapis.com/auth/gmail.readonly': [
      'medium',
      'Reads all your mail.',
      'mail-read',
    ],
    'https://www.googleapis.com/auth/gmail.metadata': [
      'medium',
      'Reads senders and subjects of your mail.',
      'mail-read',
    ],
    'https://www.googleapis.com/auth/gmail.send': ['high', 'Sends mail in your name.', 'mail-send'],
    'https://www.googleapis.com/auth/gmail.modify': [
      'high',
      'Reads, writes and moves your mail.',
      'mail-read',
      'mail-write',
    ],
    'https://www.googleapis.com/auth/drive': [
      'high',
      'Reads, changes and deletes all your files.',
      'files-read',
      'files-write',
    ],
    'https://www.googleapis.com/auth/drive.readonly': [
      'medium',
      'Reads all your files.',
      'files-read',
    ],
    'https://www.googleapis.com/auth/drive.file': [
      'low',
      'Reads and writes the files this program made or opened.',
      'files-read',
      'files-write',
    ],
    'https://www.googleapis.com/auth/calendar': [
      'high',
      'Reads and changes all your calendars.',
      'calendar-read',
      'calendar-write',
    ],
    'https://www.googleapis.com/auth/calendar.readonly': [
      'medium',
      'Reads your calendars.',
      'calendar-read',
    ],
    'https://www.googleapis.com/auth/contacts.readonly': [
      'medium',
      'Reads your contacts.',
      'people-read',
    ],
    'https://www.googleapis.com/auth/spreadsheets': [
      'high',
      'Reads and changes all your spreadsheets.',
      'files-read',
      'files-write',
    ],
    'https://www.googleapis.com/auth/cloud-platform': [
      'high',
      'Does everything you may do in Google Cloud.',
      'cloud-read',
      'cloud-manage',
    ],
    'https://www.googleapis.com/auth/cloud-platform.read-only': [
      'medium',
      'Reads everything in Google Cloud.',
      'cloud-read',
    ],
  }),
  extraParameters: offline({ access_type: 'offline', prompt: 'consent' }),
  tokenResponse: NOT_KNOWN,
  quirks: [
    secret('Desktop clients get a secret that must be sent, with PKCE too.'),
    testing('While the project is in testing, refresh tokens end after seven days.'),
    grants('The person may tick fewer scopes than were asked for.'),
    cap('About a hundred refresh tokens per person and client; the oldest is dropped.'),
    revokesAll('Revoking ends every scope the person ever granted to the project.'),
  ],
  revocation: revoking({ kind: 'rfc7009', ends: 'grant', apart: 'no' }),
  tokenInfo: luci({
    method: 'POST',
    url: 'https://oauth2.googleapis.com/tokeninfo',
    as: 'token',
    ended: INVALID_TOKEN,
    expiresAt: ['exp'],
    clientId: ['aud'],
    shown: [['sub'], ['email'], ['scope'], ['aud'], ['exp'], ['access_type']],
  }),
  claims: recalled({
    issuer: /^(?:https:\/\/)?accounts\.google\.com$/,
    isDistinct: true,
    meanings: {
      hd: ['who', 'The organisation’s domain, for accounts that belong to one.'],
    },
  }),
  registrationPage: registering('https://console.cloud.google.com/apis/credentials'),
  grantsPage: grants('https://myaccount.google.com/connections'),
};
