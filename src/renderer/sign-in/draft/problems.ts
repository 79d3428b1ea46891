import type { Draft } from './draft.ts';
import { type DraftField, fieldsOf } from './fields.ts';
import { addTokens, oddToken } from '../../kit/words/scope-entry.ts';
import { LOOPBACK_REDIRECT_HOSTS, LOOPBACK_REDIRECT_URI } from '../../../vocabulary/oauth.ts';
import { type EndpointName, ENDPOINTS } from './vocabulary.ts';
import type { Failure } from '../../../contract/command.ts';
import type { ErrorCode } from '../../../vocabulary/error-code.ts';

/** Where a person looks first for each code that a form can cause; a field it lacks is passed over. */
const BY_CODE: Readonly<Partial<Record<ErrorCode, readonly DraftField[]>>> = {
  VK_ISSUER_INVALID: ['issuer', 'placeholders'],
  VK_DISCOVERY_FAILED: ['issuer', 'placeholders'],
  VK_ISSUER_IS_RESOURCE: ['issuer'],
  VK_ISSUER_MISMATCH: ['issuer', 'placeholders'],
  VK_ISSUER_ALIAS: ['issuer', 'placeholders'],
  VK_PKCE_UNSUPPORTED: ['issuer', 'placeholders'],
  VK_METADATA_MALFORMED: ['endpoints', 'issuer'],
  VK_METADATA_INCOMPLETE: ['endpoints', 'grant'],
  VK_METADATA_REFUSED: ['endpoints', 'issuer'],
  VK_REDIRECT_URI_INVALID: ['redirectUri', 'redirectMethod'],
  VK_LOOPBACK_UNAVAILABLE: ['redirectUri', 'redirectMethod'],
  VK_CLIENT_KEY_UNREADABLE: ['privateKey'],
  VK_CLIENT_REJECTED: ['clientId'],
  VK_CLIENT_ADDRESS_WANTED: ['clientId', 'registers'],
  VK_GRANT_TYPE_REFUSED: ['grant'],
  VK_SCOPE_REJECTED: ['scope'],
  VK_ID_TOKEN_MISSING: ['scope'],
  VK_ID_TOKEN_SYMMETRIC: ['scope'],
  VK_UNSUPPORTED_BY_SERVER: ['grant'],
};

/** What main's own words about a secret are about: the secret itself is never in them. */
const BY_REASON: Readonly<Record<string, DraftField>> = {
  'the client secret is missing': 'clientSecret',
  'the private key is missing': 'privateKey',
  'not a private key': 'privateKey',
  'there is no private key to sign the request with': 'privateKey',
  'the server takes signed requests only, and there is no private key': 'usesSignedRequests',
};

/** Members of the request that the form calls something else. */
const RENAMED: Readonly<Record<string, string>> = {
  tokenEndpointAuthMethod: 'authMethod',
  presetValues: 'placeholders',
  register: 'registers',
};

const text = (value: string | number | boolean | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** `grant.maxAge` is the form's `maxAge`, `extraParameters.foo` its `extraParameters`. */
const fieldOfPath = (path: string): string => {
  const words = path.split('.');
  const [first = '', ...rest] = words[0] === 'grant' && words.length > 1 ? words.slice(1) : words;
  const name = Object.hasOwn(RENAMED, first) ? (RENAMED[first] ?? first) : first;
  const holdsMore = name === 'placeholders' || name === 'endpoints';
  return holdsMore && rest[0] !== undefined ? `${name}.${rest[0]}` : name;
};

/** What a server lacks, or would not grant, by what of the request it is about. */
const BY_SUBJECT: Readonly<Record<string, DraftField>> = {
  registration_endpoint: 'registers',
  authorization_details: 'authorizationDetails',
  invalid_authorization_details: 'authorizationDetails',
  pushed_authorization_request_endpoint: 'usesPushedRequests',
};

const subjectField = ({ what, error }: Failure['fields']): DraftField | undefined =>
  [text(what), text(error)]
    .filter((name) => name !== undefined)
    .map((name) => (Object.hasOwn(BY_SUBJECT, name) ? BY_SUBJECT[name] : undefined))
    .find((field) => field !== undefined);

const namedField = ({ code, fields }: Failure): string | undefined => {
  const reason = text(fields.why);
  if (reason !== undefined && Object.hasOwn(BY_REASON, reason)) return BY_REASON[reason];
  const subject = subjectField(fields);
  if (subject !== undefined) return subject;
  const member = text(fields.member);
  if (code.startsWith('VK_METADATA') && member !== undefined) return `endpoints.${member}`;
  if (code !== 'VK_INVALID_INPUT') return undefined;
  const placeholder = text(fields.placeholder);
  if (placeholder !== undefined) return `placeholders.${placeholder}`;
  if (text(fields.parameter) !== undefined) return 'extraParameters';
  const path = text(fields.field);
  return path === undefined ? undefined : fieldOfPath(path);
};

/** The field of the form that a failure is about; undefined if it is about none that is there. */
export const fieldOfFailure = (failure: Failure, draft: Draft): string | undefined => {
  const fields = fieldsOf(draft);
  const isThere = (name: string): boolean => fields.has((name.split('.')[0] ?? '') as DraftField);
  const named = namedField(failure);
  if (named !== undefined && isThere(named)) return named;
  return BY_CODE[failure.code]?.find(isThere);
};

const needed = (text: string, words: string): string | undefined =>
  text.trim() === '' ? words : undefined;

const wholeNumber = (text: string, least: number, most: number): boolean => {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value >= least && value <= most;
};

/** @see RFC 8252 §7.3 */
const redirectProblem = ({ redirectUri }: Draft): string | undefined => {
  const text = redirectUri.trim();
  if (text === '') return undefined;
  const { host, port = '1024' } = LOOPBACK_REDIRECT_URI.exec(text)?.groups ?? {};
  if (host === undefined) {
    return `An http:// address on ${LOOPBACK_REDIRECT_HOSTS.join(', ')}: nothing else leads back here.`;
  }
  return wholeNumber(port, 1024, 65_535)
    ? undefined
    : 'Its port is from 1024 to 65535, or left out for any port.';
};

const ageProblem = ({ maxAge }: Draft): string | undefined =>
  maxAge.trim() === '' || wholeNumber(maxAge, 0, 31_536_000)
    ? undefined
    : 'Whole seconds, up to a year.';

/** An absolute URI without a fragment. RFC 8707 §2 */
const resourceProblem = ({ resource }: Draft): string | undefined => {
  const text = resource.trim();
  if (text === '' || (URL.canParse(text) && !text.includes('#'))) return undefined;
  return 'A whole address without “#”, such as https://api.example.com (RFC 8707 §2).';
};

const isDetail = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  value.type !== '';

/** An array of objects, each with a type. RFC 9396 §2 */
const detailsProblem = ({ authorizationDetails }: Draft): string | undefined => {
  if (authorizationDetails.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(authorizationDetails);
    if (Array.isArray(value) && value.length > 0 && value.every(isDetail)) return undefined;
    return 'A list in […] of objects, each with a “type” (RFC 9396 §2).';
  } catch {
    return 'This is not JSON yet: look for a missing quote, comma or bracket.';
  }
};

const extraProblem = ({ extraParameters }: Draft): string | undefined => {
  const names = extraParameters.map(({ name }) => name.trim());
  if (extraParameters.some(({ name, value }) => name.trim() === '' && value !== '')) {
    return 'A parameter needs a name.';
  }
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  return twice === undefined ? undefined : 'A parameter may occur once (RFC 6749 §3.1).';
};

/** What is wrong with the shape of a grant's own fields and of the request's. */
const grantProblems = (draft: Draft): Readonly<Record<string, string | undefined>> => ({
  username: needed(draft.username, 'Enter the user name.'),
  password: draft.password === '' ? 'Enter the password.' : undefined,
  understood: draft.understood ? undefined : 'Tick this to continue.',
  refreshToken: needed(draft.refreshToken, 'Paste the refresh token.'),
  subject: draft.subject === undefined ? 'Choose the connection to exchange from.' : undefined,
  assertion: needed(draft.assertion, 'Paste the signed assertion.'),
  redirectUri: redirectProblem(draft),
  maxAge: ageProblem(draft),
  resource: resourceProblem(draft),
  authorizationDetails: detailsProblem(draft),
  extraParameters: extraProblem(draft),
});

/** What is wrong with the shape of a form: one sentence a field, by its name in the form. */
export type Problems = Readonly<Record<string, string>>;

/** Makes entries of those rules that object. */
const found = (
  rules: Readonly<Record<string, string | undefined>>,
): readonly (readonly [string, string])[] =>
  Object.entries(rules).flatMap(([name, words]) => (words === undefined ? [] : [[name, words]]));

/** Why text is not an address for a server; undefined if it is one. The server's own rules are main's. */
export const addressProblem = (text: string, allowLoopback: boolean): string | undefined => {
  const url = text.trim();
  if (url === '') return 'Enter an address.';
  if (/\s/u.test(url)) return 'An address has no spaces.';
  const begins = allowLoopback ? /^https?:\/\/[^/]/i : /^https:\/\/[^/]/i;
  if (begins.test(url) && URL.canParse(url)) return undefined;
  return allowLoopback
    ? 'Begin with https://, or http:// for this machine.'
    : 'Begin with https://. A server on this machine needs the switch below.';
};

const issuerProblem = ({ issuer, allowLoopback }: Draft): string | undefined => {
  const problem = addressProblem(issuer, allowLoopback);
  if (problem !== undefined) return problem;
  return /[?#]/.test(issuer) ? 'An issuer has no “?” and no “#” in it (RFC 8414 §2).' : undefined;
};

/** A host with an optional port, or one word of a path. */
const FILLING = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?::\d{1,5})?$/;

const fillingProblem = (text: string): string | undefined => {
  const value = text.trim();
  if (value === '') return 'Fill this in.';
  return FILLING.test(value) ? undefined : 'Only the name: without https:// and without slashes.';
};

const neededEndpoints = ({ grant }: Draft): readonly EndpointName[] => {
  if (grant === 'authorization_code') return ['authorization_endpoint', 'token_endpoint'];
  return grant === 'urn:ietf:params:oauth:grant-type:device_code'
    ? ['token_endpoint', 'device_authorization_endpoint']
    : ['token_endpoint'];
};

const endpointProblems = (draft: Draft) => {
  const needed = neededEndpoints(draft);
  return found(
    Object.fromEntries(
      ENDPOINTS.map((name) => {
        const text = draft.endpoints[name]?.trim() ?? '';
        const mayBeEmpty = text === '' && !needed.includes(name);
        return [
          `endpoints.${name}`,
          mayBeEmpty ? undefined : addressProblem(text, draft.allowLoopback),
        ];
      }),
    ),
  );
};

/** The sentence for a scope that cannot be sent. @see RFC 6749 §3.3 */
export const scopeProblem = ({ scope, scopeEntry }: Draft): string | undefined =>
  oddToken(addTokens(scope, scopeEntry)) === undefined
    ? undefined
    : 'A scope has no quotes, backslashes or letters outside ASCII (RFC 6749 §3.3).';

const authProblem = ({ grant, authMethod }: Draft): string | undefined =>
  grant === 'client_credentials' && authMethod === 'none'
    ? 'A public client cannot use client credentials: choose a secret or a key (RFC 6749 §4.4).'
    : undefined;

const clientRules = (draft: Draft) => ({
  clientId: needed(draft.clientId, 'Enter the client ID the server gave you.'),
  authMethod: authProblem(draft),
  clientSecret:
    draft.provider === undefined
      ? needed(draft.clientSecret, 'Enter the client secret.')
      : undefined,
  privateKey: needed(
    draft.privateKey,
    draft.authMethod === 'private_key_jwt'
      ? 'Paste the private key.'
      : 'Paste the private key that requests are signed with.',
  ),
  scope: scopeProblem(draft),
});

/** Every problem of shape, of the fields that are needed. An empty record means: send it. */
export const problemsOf = (
  draft: Draft,
  placeholders: readonly { readonly name: string }[] = [],
): Problems => {
  const fields = fieldsOf(draft);
  const uses = (name: string): boolean => fields.has((name.split('.')[0] ?? '') as DraftField);
  const fillings = placeholders.map(({ name }) => [
    `placeholders.${name}`,
    fillingProblem(draft.placeholders[name] ?? ''),
  ]);
  const all = [
    ...found(Object.fromEntries(fillings) as Record<string, string | undefined>),
    ...found({ issuer: issuerProblem(draft) }),
    ...endpointProblems(draft),
    ...found(clientRules(draft)),
    ...found(grantProblems(draft)),
  ];
  return Object.fromEntries(all.filter(([name]) => uses(name)));
};
