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
  'authMethod',
  'scope',
  'grant',
  'resource',
  'authorizationDetails',
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
    'usesSignedRequests',
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
  private_key_jwt: ['privateKey', 'assertionAudience'],
};

/** Typed endpoints have none to register at, and a refresh token belongs to its client. */
const canRegister = ({ source, grant }: Draft): boolean =>
  (source === 'issuer' || source === 'preset') && grant !== 'refresh_token';

/** Whether a client is to be registered for this form. @see RFC 7591 */
export const isRegistering = (draft: Draft): boolean => draft.registers && canRegister(draft);

/** A client that is registered now gets its id and secret from the server. */
const identityFields = (draft: Draft): readonly DraftField[] => {
  const own: readonly DraftField[] = canRegister(draft) ? ['registers'] : [];
  const signs = draft.usesSignedRequests && draft.grant === 'authorization_code';
  const key: readonly DraftField[] = signs ? ['privateKey'] : [];
  return isRegistering(draft)
    ? [
        ...own,
        ...key,
        'initialAccessToken',
        ...AUTH_FIELDS[draft.authMethod].filter((field) => field !== 'clientSecret'),
      ]
    : [...own, ...key, 'clientId', ...AUTH_FIELDS[draft.authMethod]];
};

/** The fields this draft needs: nothing else is shown, judged or sent. */
export const fieldsOf = (draft: Draft): ReadonlySet<DraftField> => {
  const { source, grant, redirectMethod } = draft;
  if (source === 'playground') return new Set(['scope', 'redirectMethod']);
  const listens = grant === 'authorization_code' && redirectMethod === 'loopback';
  return new Set([
    ...SOURCE_FIELDS[source],
    ...CLIENT_FIELDS,
    ...GRANT_FIELDS[grant],
    ...identityFields(draft),
    ...(listens ? (['redirectUri'] as const) : []),
  ]);
};

const PLAIN_FIELDS: ReadonlySet<string> = new Set([
  'issuer',
  'placeholders',
  'endpoints',
  'clientId',
  'registers',
  'initialAccessToken',
  'authMethod',
  'clientSecret',
  'privateKey',
  'assertionAudience',
  'scope',
  'redirectMethod',
  'label',
  'allowLoopback',
]);

/** Whether a field, by its name in the form (`endpoints.token_endpoint`), is among the advanced ones. */
export const isAdvanced = (name: string): boolean => !PLAIN_FIELDS.has(name.split('.')[0] ?? '');
