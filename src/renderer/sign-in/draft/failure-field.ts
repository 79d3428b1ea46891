import type { Failure } from '../../../contract/command.ts';
import type { ErrorCode } from '../../../vocabulary/error-code.ts';
import type { Draft } from './draft.ts';
import { fieldsOf, type DraftField } from './fields.ts';

/** Where a person looks first for each code that a form can cause; a field it lacks is passed over. */
const BY_CODE: Readonly<Partial<Record<ErrorCode, readonly DraftField[]>>> = {
  VK_ISSUER_INVALID: ['issuer', 'placeholders'],
  VK_DISCOVERY_FAILED: ['issuer', 'placeholders'],
  VK_ISSUER_MISMATCH: ['issuer', 'placeholders'],
  VK_ISSUER_ALIAS: ['issuer', 'placeholders'],
  VK_PKCE_UNSUPPORTED: ['issuer', 'placeholders'],
  VK_METADATA_MALFORMED: ['endpoints', 'issuer'],
  VK_METADATA_INCOMPLETE: ['endpoints', 'grant'],
  VK_METADATA_REFUSED: ['endpoints', 'issuer'],
  VK_REDIRECT_URI_INVALID: ['redirectUri', 'redirectMethod'],
  VK_LOOPBACK_UNAVAILABLE: ['redirectUri', 'redirectMethod'],
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
