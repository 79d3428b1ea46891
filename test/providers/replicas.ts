/** A reply as a provider gives it; text where it is no JSON. */
export interface Reply {
  /** 200 where absent. */
  readonly status?: number;
  readonly body: object | string;
}

/**
 * How a provider's server answers, from its documentation and from those who met it. What no source
 * says is left out, and the step is then shown as not known.
 */
export interface Replica {
  /** Where the replies were read. */
  readonly source: string;
  /** To a code, or to a device code. */
  readonly token: Reply;
  /** To a refresh token in force. */
  readonly refresh?: Reply;
  /** Without these beside the code no refresh token comes. */
  readonly wantsWithCode?: Readonly<Record<string, string>>;
  /** A refresh that does not name the redirect URI is answered as one whose token has ended. */
  readonly wantsRedirectUri?: boolean;
  /** To a refresh token that has ended. */
  readonly dead?: Reply;
  /** To a revocation; RFC 7009's empty 200 where absent and the provider has one. */
  readonly revoke?: Reply;
  /** To a question after an access token. */
  readonly tokenInfo?: Reply;
}

const ok = (body: object | string): Reply => ({ body });
const bad = (body: object | string, status = 400): Reply => ({ status, body });
const invalidGrant = (description?: string): Reply =>
  bad({
    error: 'invalid_grant',
    ...(description === undefined ? {} : { error_description: description }),
  });

/** By the id of the preset. */
export const REPLICAS: Readonly<Record<string, Replica>> = {
  github: {
    source: 'docs.github.com: authorizing OAuth apps; REST API, OAuth applications',
    token: ok({ access_token: 'gho_X', scope: 'repo,gist', token_type: 'bearer' }),
    revoke: { status: 204, body: '' },
    tokenInfo: ok({ token: 'X', scopes: ['repo'], user: { login: 'jane' }, app: { name: 'A' } }),
  },
  'github-app': {
    source: 'docs.github.com: refreshing user access tokens; orgs/community discussion 24745',
    token: ok({
      access_token: 'ghu_X',
      expires_in: 28800,
      refresh_token: 'ghr_X',
      refresh_token_expires_in: 15897600,
      token_type: 'bearer',
    }),
    refresh: ok({
      access_token: 'ghu_Y',
      expires_in: 28800,
      refresh_token: 'ghr_Y',
      refresh_token_expires_in: 15897600,
      token_type: 'bearer',
    }),
    dead: ok({ error: 'bad_refresh_token', error_description: 'The refresh token is incorrect.' }),
    revoke: { status: 204, body: '' },
  },
  gitlab: {
    source: 'docs.gitlab.com/api/oauth2; Dynatrace/ace-box#580; sourcebot-dev/sourcebot#798',
    wantsRedirectUri: true,
    token: ok({
      access_token: 'X',
      token_type: 'bearer',
      expires_in: 7200,
      refresh_token: 'R',
      created_at: 1_700_000_000,
    }),
    refresh: ok({
      access_token: 'Y',
      token_type: 'bearer',
      expires_in: 7200,
      refresh_token: 'S',
      created_at: 1_700_000_000,
    }),
    dead: invalidGrant('The provided authorization grant is invalid, expired, revoked.'),
    revoke: ok({}),
    tokenInfo: ok({
      resource_owner_id: 1,
      scope: ['api'],
      expires_in: null,
      application: { uid: 'X' },
    }),
  },
  google: {
    source: 'edrus.gitbook.io google ads; fregante/chrome-webstore-upload#47',
    token: ok({
      access_token: 'ya-X',
      expires_in: 3599,
      token_type: 'Bearer',
      scope: 'openid email',
      refresh_token: '1//X',
    }),
    refresh: ok({
      access_token: 'ya-Y',
      expires_in: 3599,
      token_type: 'Bearer',
      scope: 'openid email',
    }),
    dead: invalidGrant('Bad Request'),
    tokenInfo: ok({
      aud: 's6BhdRkqt3',
      exp: '1800000000',
      scope: 'openid',
      access_type: 'offline',
    }),
  },
  'microsoft-entra': {
    source: 'learn.microsoft.com: authorization code flow; Azure/azure-cli#14244',
    token: ok({
      token_type: 'Bearer',
      scope: 'User.Read profile openid email',
      expires_in: 3599,
      access_token: 'X',
      refresh_token: 'R',
    }),
    refresh: ok({ token_type: 'Bearer', expires_in: 3599, access_token: 'Y', refresh_token: 'S' }),
    dead: bad({
      error: 'invalid_grant',
      error_description: 'AADSTS700082: The refresh token has expired due to inactivity.',
      error_codes: [700082],
      suberror: 'bad_token',
    }),
  },
  slack: {
    source: 'docs.slack.dev: OAuthV2Response; slackapi/node-slack-sdk#2038',
    token: ok({
      ok: true,
      app_id: 'A0',
      authed_user: {
        id: 'U1',
        scope: 'users:read',
        access_token: 'xoxp-X',
        token_type: 'user',
        refresh_token: 'xoxe-1-X',
        expires_in: 43200,
      },
      team: { id: 'T0' },
      enterprise: null,
    }),
    refresh: ok({
      ok: true,
      access_token: 'xoxp-Y',
      refresh_token: 'xoxe-1-Y',
      expires_in: 43200,
      token_type: 'user',
      app_id: 'A0',
      enterprise: null,
    }),
    dead: ok({ ok: false, error: 'invalid_refresh_token' }),
    revoke: ok({ ok: true, revoked: true }),
    tokenInfo: ok({ ok: true, team: 'T', user: 'u' }),
  },
  spotify: {
    source:
      'code that quotes the documentation; metabrainz/listenbrainz-server#1321; barmiro/SYSH#8',
    token: ok({
      access_token: 'BQX',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'AQX',
      scope: 'user-read-email',
    }),
    refresh: ok({
      access_token: 'BQY',
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'user-read-email',
    }),
    dead: invalidGrant('Refresh token revoked'),
  },
  discord: {
    source: 'discord/discord-api-docs OAuth2; discord/discord-api-docs#1650',
    token: ok({
      access_token: 'X',
      token_type: 'Bearer',
      expires_in: 604800,
      refresh_token: 'R',
      scope: 'identify',
    }),
    refresh: ok({
      access_token: 'Y',
      token_type: 'Bearer',
      expires_in: 604800,
      refresh_token: 'S',
      scope: 'identify',
    }),
    dead: bad({
      error: 'invalid_request',
      error_description: 'Invalid "refresh_token" in request.',
    }),
    revoke: ok({}),
    tokenInfo: ok({
      application: { id: 's6BhdRkqt3' },
      scopes: ['identify'],
      expires: '2030-01-01T00:00:00+00:00',
    }),
  },
  facebook: {
    source: 'developers.facebook.com: long-lived tokens, debugging',
    token: ok({ access_token: 'EAAX', token_type: 'bearer', expires_in: 5183944 }),
    revoke: ok({ success: true }),
    tokenInfo: ok({
      data: {
        app_id: 's6BhdRkqt3',
        is_valid: true,
        expires_at: 1_800_000_000,
        scopes: ['public_profile'],
      },
    }),
  },
  okta: {
    source: 'developer.okta.com: refresh tokens; okta/okta-react-native#287',
    token: ok({
      token_type: 'Bearer',
      expires_in: 3600,
      access_token: 'X',
      scope: 'offline_access openid',
      refresh_token: 'R',
    }),
    refresh: ok({
      token_type: 'Bearer',
      expires_in: 3600,
      access_token: 'Y',
      scope: 'offline_access openid',
      refresh_token: 'R',
    }),
    dead: invalidGrant('The refresh token is invalid or expired.'),
  },
  keycloak: {
    source: 'keycloak/keycloak#48063; keycloak/keycloak#9299',
    token: ok({
      access_token: 'X',
      expires_in: 300,
      refresh_expires_in: 1800,
      refresh_token: 'R',
      token_type: 'Bearer',
      'not-before-policy': 0,
      session_state: 'G',
      scope: 'openid email',
    }),
    refresh: ok({
      access_token: 'Y',
      expires_in: 300,
      refresh_expires_in: 0,
      refresh_token: 'S',
      token_type: 'Bearer',
      'not-before-policy': 0,
      scope: 'openid email',
    }),
    dead: invalidGrant('Maximum allowed refresh token reuse exceeded'),
  },
  atlassian: {
    source:
      'microsoft/generative-ai-for-beginners#342 (copy of Atlassian’s page); ParabolInc/parabol#5690',
    token: ok({
      access_token: 'X',
      refresh_token: 'R',
      expires_in: 3600,
      scope: 'offline_access read:jira-work',
    }),
    refresh: ok({
      access_token: 'Y',
      refresh_token: 'S',
      expires_in: 3600,
      scope: 'offline_access read:jira-work',
    }),
    dead: bad(
      { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' },
      403,
    ),
  },
  dropbox: {
    source: 'Shopify/react-native-app-auth dropbox.md; OpenIntegrations; boly38/node-mongotools#94',
    token: ok({
      access_token: 'sl.X',
      token_type: 'bearer',
      expires_in: 14400,
      refresh_token: 'R',
      scope: 'account_info.read',
      uid: '0',
      account_id: 'dbid:X',
    }),
    refresh: ok({ access_token: 'sl.Y', token_type: 'bearer', expires_in: 14400 }),
    dead: invalidGrant('refresh token is malformed'),
  },
  linkedin: {
    source: 'learn.microsoft.com: LinkedIn refresh tokens; kestra.io plugin',
    token: ok({
      access_token: 'X',
      expires_in: 5184000,
      refresh_token: 'R',
      refresh_token_expires_in: 31536000,
      scope: 'openid',
      token_type: 'Bearer',
    }),
  },
  twitch: {
    source: 'twitchdev/issues#178; twitchdev/issues#1037; dev.twitch.tv',
    token: ok({
      access_token: 'X',
      expires_in: 14124,
      refresh_token: 'R',
      scope: ['chat:read', 'chat:edit'],
      token_type: 'bearer',
    }),
    refresh: ok({
      access_token: 'Y',
      expires_in: 14124,
      refresh_token: 'S',
      scope: ['chat:read', 'chat:edit'],
      token_type: 'bearer',
    }),
    dead: bad({ status: 400, message: 'Invalid refresh token' }),
    tokenInfo: ok({
      client_id: 's6BhdRkqt3',
      login: 'n',
      scopes: null,
      user_id: '0',
      expires_in: 14000,
    }),
  },
  notion: {
    source: 'developers.notion.com: create a token; makenotion/notion-cookbook#1',
    token: ok({
      access_token: 'X',
      token_type: 'bearer',
      refresh_token: 'R',
      bot_id: 'G',
      workspace_icon: null,
      owner: { type: 'user', user: { object: 'user', id: 'G' } },
      duplicated_template_id: null,
    }),
    refresh: ok({ access_token: 'Y', token_type: 'bearer', refresh_token: 'S', bot_id: 'G' }),
    dead: invalidGrant(),
    revoke: ok({ request_id: 'G' }),
    tokenInfo: ok({ active: true, scope: '', iat: 1_700_000_000 }),
  },
  linear: {
    source: 'linear.app/developers; nango.dev',
    token: ok({
      access_token: 'X',
      token_type: 'Bearer',
      expires_in: 86399,
      scope: 'read write',
      refresh_token: 'R',
    }),
    refresh: ok({
      access_token: 'Y',
      token_type: 'Bearer',
      expires_in: 86399,
      scope: ['read', 'write'],
      refresh_token: 'S',
    }),
    dead: invalidGrant(),
  },
  salesforce: {
    source: 'nango.dev: Salesforce expires_at; restforce/restforce#81',
    token: ok({
      access_token: '00DX',
      refresh_token: '5AepX',
      signature: 'B64',
      scope: 'id api refresh_token',
      instance_url: 'https://i.my.salesforce.com',
      token_type: 'Bearer',
      issued_at: '1700000000000',
    }),
    refresh: ok({ access_token: '00DY', token_type: 'Bearer', issued_at: '1700000000000' }),
    dead: invalidGrant('expired access/refresh token'),
  },
  zoho: {
    source: 'zoho.com: refresh access token; revoke OAuth tokens',
    token: ok({
      access_token: 'X',
      refresh_token: 'R',
      api_domain: 'https://www.zohoapis.eu',
      token_type: 'Bearer',
      expires_in: 3600,
    }),
    refresh: ok({
      access_token: 'Y',
      api_domain: 'https://www.zohoapis.eu',
      token_type: 'Bearer',
      expires_in: 3600,
    }),
    revoke: ok({ status: 'success' }),
  },
  hubspot: {
    source: 'nango.dev: HubSpot BAD_REFRESH_TOKEN; usertour/usertour#490',
    token: ok({ access_token: 'X', refresh_token: 'R', token_type: 'bearer', expires_in: 1800 }),
    refresh: ok({ access_token: 'Y', refresh_token: 'R', token_type: 'bearer', expires_in: 1800 }),
    dead: bad({ status: 'BAD_REFRESH_TOKEN', message: 'missing or unknown refresh token' }),
  },
  mastodon: {
    source: 'mastodon/documentation: OAuth methods',
    token: ok({
      access_token: 'X',
      token_type: 'Bearer',
      scope: 'read',
      created_at: 1_573_970_000,
    }),
    revoke: ok({}),
  },
  kanidm: {
    source: 'kanidm/kanidm proto/src/oauth2.rs',
    token: ok({
      access_token: 'X',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'R',
      scope: 'openid',
    }),
  },
  authentik: {
    source: 'goauthentik/authentik oauth2/views/token.py',
    token: ok({
      access_token: 'X',
      token_type: 'Bearer',
      scope: 'openid offline_access',
      expires_in: 3600,
      refresh_token: 'R',
    }),
    refresh: ok({
      access_token: 'Y',
      token_type: 'Bearer',
      scope: 'openid offline_access',
      expires_in: 3600,
    }),
    dead: invalidGrant(),
  },
  sentry: {
    source: 'getsentry/sentry oauth_token.py',
    token: ok({
      access_token: 'X',
      refresh_token: 'R',
      expires_in: 3600,
      expires_at: '2030-01-01T00:00:00Z',
      token_type: 'bearer',
      scope: 'org:read',
      user: { id: '1', name: 'n' },
    }),
    refresh: ok({
      access_token: 'Y',
      refresh_token: 'S',
      expires_in: 3600,
      token_type: 'bearer',
      scope: 'org:read',
    }),
    dead: bad({ error: 'invalid_grant' }),
  },
  x: {
    source: 'myConsciousness/twitter-oauth2-pkce#10; trypostit/trypost#126',
    token: ok({
      token_type: 'bearer',
      expires_in: 7200,
      access_token: 'X',
      scope: 'tweet.read offline.access',
      refresh_token: 'R',
    }),
    refresh: ok({
      token_type: 'bearer',
      expires_in: 7200,
      access_token: 'Y',
      scope: 'tweet.read offline.access',
      refresh_token: 'S',
    }),
  },
  'amazon-cognito': {
    source: 'awsdocs: token endpoint',
    token: ok({ access_token: 'X', refresh_token: 'R', token_type: 'Bearer', expires_in: 3600 }),
    refresh: ok({ access_token: 'Y', token_type: 'Bearer', expires_in: 3600 }),
    dead: bad({ error: 'invalid_grant' }),
  },
  'azure-ad-b2c': {
    source: 'MicrosoftDocs/azure-docs: authorization code flow; panva/openid-client#717',
    token: ok({
      not_before: 1_442_340_812,
      token_type: 'Bearer',
      access_token: 'X',
      scope: 'id offline_access',
      expires_in: 3600,
      refresh_token: 'R',
    }),
    refresh: ok({
      not_before: 1_442_340_812,
      token_type: 'Bearer',
      access_token: 'Y',
      scope: 'id offline_access',
      expires_in: 3600,
      refresh_token: 'S',
    }),
  },
  vercel: {
    source: 'vercel/vercel packages/cli/src/util/oauth.ts',
    token: ok({
      access_token: 'X',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'R',
      scope: 'openid',
    }),
    revoke: ok({}),
  },
  airtable: {
    source: 'nango.dev: Airtable invalid_grant; PipedreamHQ/pipedream#8727; cdata.com',
    token: ok({
      access_token: 'X',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'R',
      refresh_expires_in: 5_184_000,
      scope: 'user.email:read',
    }),
    refresh: ok({
      access_token: 'Y',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'S',
      refresh_expires_in: 5_184_000,
      scope: 'user.email:read',
    }),
    dead: invalidGrant('Token has been expired or revoked.'),
  },
  duende: {
    source: 'DuendeArchive/Support#1401; DuendeArchive/IdentityServer4#1665',
    token: ok({
      access_token: 'X',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'R',
      scope: 'openid offline_access',
    }),
    refresh: ok({
      access_token: 'Y',
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'openid offline_access',
    }),
    dead: bad({ error: 'invalid_grant' }),
  },
  shopify: {
    source: 'Shopify/shopify-app-php#12; Shopify/omniauth-shopify-oauth2#155; nango.dev',
    wantsWithCode: { expiring: '1' },
    token: ok({
      access_token: 'X',
      scope: 'read_products',
      expires_in: 3600,
      refresh_token: 'R',
      refresh_token_expires_in: 7_776_000,
    }),
    refresh: ok({
      access_token: 'Y',
      scope: 'read_products',
      refresh_token: 'S',
      refresh_token_expires_in: 7_776_000,
    }),
    dead: bad({ error: 'invalid_grant' }),
  },
  'stripe-connect': {
    source: 'hexdocs.pm/stripity_stripe; isaacsanders/omniauth-stripe-connect#23',
    token: ok({
      token_type: 'bearer',
      stripe_publishable_key: 'pk_X',
      scope: 'read_write',
      livemode: false,
      stripe_user_id: 'acct_X',
      refresh_token: 'rt_X',
      access_token: 'sk_X',
    }),
  },
  wso2: {
    source: 'wso2/product-is#9346; wso2/docs-is#6173',
    token: ok({
      access_token: 'X',
      refresh_token: 'R',
      scope: 'openid profile email',
      token_type: 'Bearer',
      expires_in: 3600,
    }),
    refresh: ok({
      access_token: 'Y',
      refresh_token: 'S',
      scope: 'openid profile email',
      token_type: 'Bearer',
      expires_in: 3600,
    }),
    dead: invalidGrant('Persisted access token data not found.'),
  },
  cloudflare: {
    source: 'cloudflare/workers-sdk packages/wrangler/src/user/user.ts',
    token: ok({
      access_token: 'cfoat_X',
      expires_in: 3600,
      refresh_token: 'R',
      scope: 'user-details.read offline_access',
    }),
    refresh: ok({
      access_token: 'cfoat_Y',
      expires_in: 3600,
      scope: 'user-details.read offline_access',
    }),
    dead: ok({ error: 'invalid_grant' }),
    revoke: ok(''),
  },
};
