import { CAPABILITIES, type Capability } from '../../../vocabulary/capability.ts';

/** Which scope tokens of one provider give which capability; a token may give several. */
type CapabilityTable = Readonly<Partial<Record<Capability, readonly string[]>>>;

/** @see OpenID Connect Core 1.0 §5.4 and §11 */
const STANDARD: CapabilityTable = {
  identity: ['openid'],
  'profile-read': ['profile', 'email'],
  'contact-read': ['address', 'phone'],
  lasting: ['offline_access'],
};

const GOOGLE = 'https://www.googleapis.com/auth';
const GOOGLE_MAIL = 'https://mail.google.com/';

const GITHUB: CapabilityTable = {
  'profile-read': ['read:user', 'user:email', 'user'],
  'profile-write': ['user'],
  'code-read': ['public_repo', 'repo', 'read:packages', 'repo:status'],
  'code-write': ['public_repo', 'repo', 'repo:status', 'write:packages', 'workflow', 'gist'],
  'code-manage': ['delete_repo', 'repo:invite', 'admin:repo_hook', 'admin:public_key', 'codespace'],
  'work-read': ['notifications'],
  'organisation-read': ['read:org', 'write:org', 'admin:org'],
  'organisation-manage': ['write:org', 'admin:org'],
};

const PROVIDERS: Readonly<Record<string, CapabilityTable>> = {
  playground: {
    'work-read': ['notes:read'],
    'work-write': ['notes:write'],
    'calendar-read': ['calendar:read'],
    'account-delete': ['account:delete'],
  },
  google: {
    'profile-read': [`${GOOGLE}/userinfo.email`, `${GOOGLE}/userinfo.profile`],
    'people-read': [`${GOOGLE}/contacts.readonly`],
    'mail-read': [
      GOOGLE_MAIL,
      `${GOOGLE}/gmail.readonly`,
      `${GOOGLE}/gmail.metadata`,
      `${GOOGLE}/gmail.modify`,
    ],
    'mail-write': [GOOGLE_MAIL, `${GOOGLE}/gmail.modify`],
    'mail-send': [GOOGLE_MAIL, `${GOOGLE}/gmail.send`],
    'calendar-read': [`${GOOGLE}/calendar`, `${GOOGLE}/calendar.readonly`],
    'calendar-write': [`${GOOGLE}/calendar`],
    'files-read': [
      `${GOOGLE}/drive`,
      `${GOOGLE}/drive.readonly`,
      `${GOOGLE}/drive.file`,
      `${GOOGLE}/spreadsheets`,
    ],
    'files-write': [`${GOOGLE}/drive`, `${GOOGLE}/drive.file`, `${GOOGLE}/spreadsheets`],
    'cloud-read': [`${GOOGLE}/cloud-platform`, `${GOOGLE}/cloud-platform.read-only`],
    'cloud-manage': [`${GOOGLE}/cloud-platform`],
  },
  github: GITHUB,
  'github-app': GITHUB,
  gitlab: {
    'profile-read': ['read_user'],
    'code-read': ['read_repository', 'read_registry', 'write_repository', 'write_registry'],
    'code-write': ['write_repository', 'write_registry'],
    'code-manage': ['create_runner'],
    'everything-read': ['read_api', 'api', 'sudo', 'admin_mode'],
    'everything-write': ['api', 'sudo', 'admin_mode'],
  },
  'microsoft-entra': {
    'profile-read': ['User.Read'],
    'people-read': ['User.ReadBasic.All'],
    'mail-read': ['Mail.Read', 'Mail.ReadWrite'],
    'mail-write': ['Mail.ReadWrite'],
    'mail-send': ['Mail.Send'],
    'calendar-read': ['Calendars.Read', 'Calendars.ReadWrite'],
    'calendar-write': ['Calendars.ReadWrite'],
    'files-read': ['Files.Read', 'Files.ReadWrite.All'],
    'files-write': ['Files.ReadWrite.All'],
    'organisation-read': ['Directory.ReadWrite.All'],
    'organisation-manage': ['Directory.ReadWrite.All'],
    'cloud-read': ['https://management.azure.com/user_impersonation'],
    'cloud-manage': ['https://management.azure.com/user_impersonation'],
  },
  slack: {
    'people-read': ['users:read'],
    'chat-read': ['channels:read', 'channels:history', 'groups:history', 'im:history'],
    'chat-write': ['chat:write'],
    'files-read': ['files:read', 'search:read'],
    'organisation-manage': ['admin'],
  },
  spotify: {
    'profile-read': ['user-read-email', 'user-read-private'],
    'media-read': ['playlist-read-private'],
    'media-write': ['user-library-modify', 'playlist-modify-public', 'user-modify-playback-state'],
  },
  discord: {
    'profile-read': ['identify', 'email', 'connections'],
    'organisation-read': ['guilds'],
    'organisation-manage': ['guilds.join', 'bot'],
  },
  dropbox: {
    'profile-read': ['account_info.read'],
    'files-read': ['files.metadata.read', 'files.content.read'],
    'files-write': ['files.content.write', 'sharing.write'],
  },
  atlassian: {
    'profile-read': ['read:me'],
    'work-read': ['read:jira-work', 'read:confluence-content.all'],
    'work-write': ['write:jira-work', 'write:confluence-content'],
    'organisation-manage': ['manage:jira-configuration'],
  },
  linear: {
    'work-read': ['read'],
    'work-write': ['write', 'issues:create', 'comments:create'],
    'organisation-manage': ['admin'],
  },
  salesforce: {
    'work-read': ['api'],
    'work-write': ['api'],
    'everything-read': ['full', 'web'],
    'everything-write': ['full', 'web'],
    lasting: ['refresh_token'],
    'chat-read': ['chatter_api'],
    'chat-write': ['chatter_api'],
  },
  linkedin: {
    'chat-read': ['r_organization_social'],
    'chat-write': ['w_member_social'],
  },
  twitch: {
    'profile-read': ['user:read:email'],
    'chat-read': ['chat:read'],
    'chat-write': ['chat:edit'],
    'media-write': ['channel:manage:broadcast', 'channel:read:stream_key'],
  },
  bitbucket: {
    'profile-read': ['account'],
    'code-read': ['repository', 'repository:write', 'pipeline'],
    'code-write': ['repository:write'],
    'code-manage': ['repository:admin'],
  },
};

type ByToken = ReadonlyMap<string, readonly Capability[]>;

/** Turned over once: the list of ten thousand connections asks for each of their tokens. */
const byToken = (table: CapabilityTable): ByToken => {
  const found = new Map<string, Capability[]>();
  for (const capability of CAPABILITIES) {
    for (const token of table[capability] ?? []) {
      const own = found.get(token);
      if (own === undefined) found.set(token, [capability]);
      else own.push(capability);
    }
  }
  return found;
};

const STANDARD_BY_TOKEN = byToken(STANDARD);
const BY_PROVIDER: ReadonlyMap<string, ByToken> = new Map(
  Object.entries(PROVIDERS).map(([preset, table]) => [preset, byToken(table)]),
);

/** What a scope token lets its holder do at the provider of that preset; empty where nobody has told us. */
export const capabilitiesOfScope = (token: string, presetId?: string): readonly Capability[] => {
  const own = presetId === undefined ? undefined : BY_PROVIDER.get(presetId)?.get(token);
  return own ?? STANDARD_BY_TOKEN.get(token) ?? [];
};
