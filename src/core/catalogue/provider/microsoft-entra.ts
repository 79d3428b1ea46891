import { seconds } from '../../../vocabulary/instant.ts';
import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { ANY_LOCALHOST_PORT, days, discovered, type Provider } from '../provider.ts';

const codeFlow = documented(
  'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
  '2026-11',
);
const replyUrls = documented(
  'https://learn.microsoft.com/entra/identity-platform/reply-url',
  '2026-11',
);
const refreshTokens = documented(
  'https://learn.microsoft.com/entra/identity-platform/refresh-tokens',
  '2026-11',
);
const metadata = documented('Microsoft Learn: v2 OpenID Connect', '2026-11-23');
const refused = reported('Azure/azure-cli#14244; Azure/azure-sdk-for-python#26729', '2026-11');
const template = reported('MicrosoftDocs/azure-docs#95994', '2026-11');
const noScope = reported('anthropics/claude-code#89862', '2026-11');
const wrongKind = reported('Azure/azure-sdk-for-go#22386', '2026-11');
const claims = documented('Microsoft Entra, access token claims reference', '2026-11-23');

export const MICROSOFT_ENTRA: Provider = {
  id: 'microsoft-entra',
  name: 'Microsoft Entra',
  server: discovered(metadata('https://login.microsoftonline.com/{tenant}/v2.0'), [
    {
      name: 'tenant',
      label: 'Directory (tenant) ID',
      example: '9188040d-6c67-4c5b-b112-36a304b66dad',
    },
  ]),
  client: codeFlow({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: codeFlow('checked'),
  redirect: replyUrls({ ...ANY_LOCALHOST_PORT, privateUseScheme: true }),
  refresh: codeFlow({ by: 'scope', ask: 'offline_access' }),
  rotation: refreshTokens({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: codeFlow(seconds(3599)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: refreshTokens(days(90)),
  },
  scopeSeparator: codeFlow(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'offline_access'],
  scopeChange: recalled({ effect: 'adds', isGranular: false }),
  scopes: recalled({
    'User.Read': ['low', 'Signs you in and reads your profile.', 'profile-read'],
    'User.ReadBasic.All': [
      'medium',
      'Reads the names of everyone in the organisation.',
      'people-read',
    ],
    'Mail.Read': ['medium', 'Reads your mail.', 'mail-read'],
    'Mail.ReadWrite': ['high', 'Reads, changes and deletes your mail.', 'mail-read', 'mail-write'],
    'Mail.Send': ['high', 'Sends mail in your name.', 'mail-send'],
    'Calendars.Read': ['medium', 'Reads your calendars.', 'calendar-read'],
    'Calendars.ReadWrite': ['high', 'Changes your calendars.', 'calendar-read', 'calendar-write'],
    'Files.Read': ['medium', 'Reads your files.', 'files-read'],
    'Files.ReadWrite.All': [
      'high',
      'Changes every file you can reach.',
      'files-read',
      'files-write',
    ],
    'Directory.ReadWrite.All': [
      'high',
      'Changes users and groups of the organisation.',
      'organisation-read',
      'organisation-manage',
    ],
    'https://management.azure.com/user_impersonation': [
      'high',
      'Does everything you may do in Azure.',
      'cloud-read',
      'cloud-manage',
    ],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    replyUrls(
      'Takes localhost on any port; 127.0.0.1 only after editing the manifest; [::1] never.',
    ),
    codeFlow('Scopes carry their resource in front, and one token is for one resource.'),
    noScope('A refresh that names no scope may give a token for another resource.'),
    wrongKind(
      'A public client must not send a secret, and must be registered as mobile or desktop.',
    ),
    refreshTokens(
      'A refresh brings a new refresh token, and the one before works on until its end.',
    ),
    template('Use the tenant’s own number: “common” states an issuer that fits no tenant.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: claims({
    issuer: /^https:\/\/(?:login\.microsoftonline\.com|sts\.windows\.net)\//,
    isDistinct: true,
    meanings: {
      tid: ['who', 'The tenant the person signs in to.'],
      oid: ['who', 'The number of the person or program, the same for all applications.'],
      idp: ['who', 'Who authenticated the subject, where that is not the issuer.'],
      unique_name: ['who', 'A readable name of the subject; it may change.'],
      upn: ['who', 'The person’s sign-in name in the tenant; it may change.'],
      ipaddr: ['who', 'The network address the person signed in from.'],
      onprem_sid: ['who', 'The person’s number in the directory on the premises.'],
      appid: ['for-whom', 'The client that uses the token (version 1.0; later `azp`).'],
      appidacr: ['proof', 'How the client proved itself: 0 not at all, 1 secret, 2 certificate.'],
      azpacr: ['proof', 'How the client proved itself: 0 not at all, 1 secret, 2 certificate.'],
      idtyp: ['who', 'Whether the token is for a program alone or for a person.'],
      scp: ['what', 'What the person let the client do, as a list of scope tokens.'],
      wids: ['what', 'The person’s roles in the whole tenant.'],
      hasgroups: ['what', 'The person is in more groups than fit into the token.'],
      acrs: ['what', 'For which stronger sign-ins the token is good.'],
      xms_cc: ['what', 'Whether the client can answer a demand for a stronger sign-in.'],
      pwd_exp: ['when', 'When the person’s password ends.'],
      ver: ['proof', 'The version of the token’s form: 1.0 or 2.0.'],
      uti: ['proof', 'The token’s own number, like `jti`.'],
      aio: ['proof', 'For the issuer’s own use.'],
      rh: ['proof', 'For the issuer’s own use.'],
    },
  }),
  registrationPage: codeFlow('https://entra.microsoft.com'),
  grantsPage: recalled('https://myapplications.microsoft.com/'),
};
