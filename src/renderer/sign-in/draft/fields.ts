import type { Draft, Source } from './draft.ts';
import type { AuthMethod, GrantKind } from './vocabulary.ts';

/** Everything the form may ask for. */
export type DraftField = Exclude<keyof Draft, 'source' | 'preset' | 'provider' | 'scopeEntry'>;

const SOURCE_FIELDS: Readonly<Record<Source, readonly DraftField[]>> = {
  playground: [],
  preset: ['placeholders'],
  issuer: ['issuer', 'allowLoopback'],
  manual: ['issuer', 'endpoints', 'allowLoopback'],
};

/** What every client states, whatever its grant. */
const CLIENT_FIELDS = [
  'clientId',
  'authMethod',
  'scope',
  'grant',
  'resource',
  'usesDpop',
  'label',
] as const satisfies readonly DraftField[];

/** Only the authorization request takes parameters of its own and a redirect. RFC 6749 §4.1.1 */
const GRANT_FIELDS: Readonly<Record<GrantKind, readonly DraftField[]>> = {
  authorization_code: [
    'redirectMethod',
    'prompt',
    'loginHint',
    'maxAge',
    'acrValues',
    'extraParameters',
    'usesPushedRequests',
  ],
  'urn:ietf:params:oauth:grant-type:device_code': [],
  client_credentials: [],
  password: ['username', 'password', 'understood'],
  refresh_token: ['refreshToken'],
  'urn:ietf:params:oauth:grant-type:token-exchange': ['subject', 'audience'],
  'urn:ietf:params:oauth:grant-type:jwt-bearer': ['assertion'],
};

const AUTH_FIELDS: Readonly<Record<AuthMethod, readonly DraftField[]>> = {
  none: [],
  client_secret_basic: ['clientSecret'],
  client_secret_post: ['clientSecret'],
  private_key_jwt: ['privateKey'],
};

/** The fields this draft needs: nothing else is shown, judged or sent. */
export const fieldsOf = (draft: Draft): ReadonlySet<DraftField> => {
  const { source, grant, authMethod, redirectMethod } = draft;
  if (source === 'playground') return new Set(['scope', 'redirectMethod']);
  const listens = grant === 'authorization_code' && redirectMethod === 'loopback';
  return new Set([
    ...SOURCE_FIELDS[source],
    ...CLIENT_FIELDS,
    ...GRANT_FIELDS[grant],
    ...AUTH_FIELDS[authMethod],
    ...(listens ? (['loopbackPort'] as const) : []),
  ]);
};

const PLAIN_FIELDS: ReadonlySet<string> = new Set([
  'issuer',
  'placeholders',
  'endpoints',
  'clientId',
  'authMethod',
  'clientSecret',
  'privateKey',
  'scope',
  'redirectMethod',
  'label',
  'allowLoopback',
]);

/** Whether a field, by its name in the form (`endpoints.token_endpoint`), is among the advanced ones. */
export const isAdvanced = (name: string): boolean => !PLAIN_FIELDS.has(name.split('.')[0] ?? '');
