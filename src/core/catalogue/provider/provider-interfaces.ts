import type {
  DeadSign,
  ProviderCall,
  RevocationInterface,
  TokenInfoCall,
} from '../../model/provider-interface.ts';

/** Read in docs.github.com, apps API: a token it does not know is answered with 404. */
const GITHUB = {
  as: 'client',
  token: { in: 'json', name: 'access_token' },
  headers: { 'x-github-api-version': '2022-11-28' },
  dead: [{ status: 404 }],
} as const satisfies Partial<ProviderCall>;

const GITHUB_APPLICATION = 'https://api.github.com/applications/{client_id}';

/** GitHub tells a token from the whole grant. */
export const GITHUB_REVOCATION: RevocationInterface = {
  grant: { ...GITHUB, method: 'DELETE', url: `${GITHUB_APPLICATION}/grant` },
  accessToken: { ...GITHUB, method: 'DELETE', url: `${GITHUB_APPLICATION}/token` },
};

/** The answer holds the token: only what is listed is shown. */
export const GITHUB_TOKEN_INFO: TokenInfoCall = {
  ...GITHUB,
  method: 'POST',
  url: `${GITHUB_APPLICATION}/token`,
  clientId: ['app', 'client_id'],
  shown: [['user', 'login'], ['scopes'], ['app', 'name'], ['created_at'], ['expires_at']],
};

/** 401 and `invalid_token` of RFC 6750 §3.1, in the body. */
const INVALID_TOKEN: readonly DeadSign[] = [
  { status: 401, at: ['error'], is: ['invalid_token'] },
  { status: 400, at: ['error'], is: ['invalid_token'] },
];

/** Beside GitLab's introspection, which it refuses to public clients. */
export const GITLAB_TOKEN_INFO: TokenInfoCall = {
  method: 'GET',
  url: 'https://{host}/oauth/token/info',
  as: 'token',
  dead: INVALID_TOKEN,
  expiresIn: ['expires_in'],
  clientId: ['application', 'uid'],
  shown: [['resource_owner_id'], ['scope'], ['application', 'uid'], ['created_at'], ['expires_in']],
};

export const GOOGLE_TOKEN_INFO: TokenInfoCall = {
  method: 'POST',
  url: 'https://oauth2.googleapis.com/tokeninfo',
  as: 'token',
  dead: INVALID_TOKEN,
  expiresAt: ['exp'],
  clientId: ['aud'],
  shown: [['sub'], ['email'], ['scope'], ['aud'], ['exp'], ['access_type']],
};

/** Refuses with status 200 and `ok: false`; only these words speak of the token. */
const SLACK = {
  method: 'POST',
  as: 'token',
  dead: [
    { status: 200, at: ['error'], is: ['token_revoked', 'token_expired', 'account_inactive'] },
  ],
} as const satisfies Partial<ProviderCall>;

const SLACK_REVOKE: ProviderCall = {
  ...SLACK,
  url: 'https://slack.com/api/auth.revoke',
  done: [['ok'], ['revoked']],
};

export const SLACK_REVOCATION: RevocationInterface = {
  accessToken: SLACK_REVOKE,
  refreshToken: SLACK_REVOKE,
};

export const SLACK_TOKEN_INFO: TokenInfoCall = {
  ...SLACK,
  url: 'https://slack.com/api/auth.test',
  done: [['ok']],
  shown: [['url'], ['team'], ['user'], ['team_id'], ['user_id'], ['bot_id']],
};

/** Read in the reference of auth/token/revoke: takes no body, and the refresh token ends with it. */
export const DROPBOX_REVOCATION: RevocationInterface = {
  grant: {
    method: 'POST',
    url: 'https://api.dropboxapi.com/2/auth/token/revoke',
    as: 'token',
    dead: [{ status: 401, at: ['error', '.tag'], is: ['invalid_access_token'] }],
  },
};

/** Read in developers.notion.com: like RFC 7009 and RFC 7662, but in JSON. */
const NOTION = {
  method: 'POST',
  as: 'client',
  token: { in: 'json', name: 'token' },
  headers: { 'notion-version': '2025-09-03' },
  dead: [],
} as const satisfies Partial<ProviderCall>;

export const NOTION_REVOCATION: RevocationInterface = {
  accessToken: { ...NOTION, url: 'https://api.notion.com/v1/oauth/revoke' },
};

export const NOTION_TOKEN_INFO: TokenInfoCall = {
  ...NOTION,
  url: 'https://api.notion.com/v1/oauth/introspect',
  active: ['active'],
  shown: [['scope'], ['iat']],
};

/** The code 190 says that a token has expired or was ended. */
export const FACEBOOK_REVOCATION: RevocationInterface = {
  grant: {
    method: 'DELETE',
    url: 'https://graph.facebook.com/v23.0/me/permissions',
    as: 'token',
    dead: [
      { status: 400, at: ['error', 'code'], is: [190] },
      { status: 401, at: ['error', 'code'], is: [190] },
    ],
    done: [['success']],
  },
};

export const FACEBOOK_TOKEN_INFO: TokenInfoCall = {
  method: 'GET',
  url: 'https://graph.facebook.com/v23.0/debug_token',
  as: 'app',
  token: { in: 'query', name: 'input_token' },
  dead: [],
  active: ['data', 'is_valid'],
  expiresAt: ['data', 'expires_at'],
  clientId: ['data', 'app_id'],
  shown: [
    ['data', 'user_id'],
    ['data', 'scopes'],
    ['data', 'app_id'],
    ['data', 'application'],
    ['data', 'issued_at'],
    ['data', 'expires_at'],
  ],
};

/** Like RFC 7009, but not in the server's metadata. */
export const LINKEDIN_REVOCATION: RevocationInterface = {
  accessToken: {
    method: 'POST',
    url: 'https://www.linkedin.com/oauth/v2/revoke',
    as: 'client-in-form',
    token: { in: 'form', name: 'token' },
    dead: [],
  },
};

export const LINKEDIN_TOKEN_INFO: TokenInfoCall = {
  method: 'POST',
  url: 'https://www.linkedin.com/oauth/v2/introspectToken',
  as: 'client-in-form',
  token: { in: 'form', name: 'token' },
  dead: [],
  active: ['active'],
  expiresAt: ['expires_at'],
  clientId: ['client_id'],
  shown: [['status'], ['scope'], ['client_id'], ['auth_type'], ['authorized_at'], ['expires_at']],
};

/** Read in dev.twitch.tv: 400 where the client is right and the token is not, 404 for the client. */
export const TWITCH_REVOCATION: RevocationInterface = {
  accessToken: {
    method: 'POST',
    url: 'https://id.twitch.tv/oauth2/revoke',
    as: 'client-id-in-form',
    token: { in: 'form', name: 'token' },
    dead: [{ status: 400 }],
  },
};

export const TWITCH_TOKEN_INFO: TokenInfoCall = {
  method: 'GET',
  url: 'https://id.twitch.tv/oauth2/validate',
  as: 'token-oauth',
  dead: [{ status: 401 }],
  expiresIn: ['expires_in'],
  clientId: ['client_id'],
  shown: [['login'], ['user_id'], ['scopes'], ['client_id'], ['expires_in']],
};
