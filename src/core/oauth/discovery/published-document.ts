import { isValetKeyError, ValetKeyError } from '../../fault/valet-key-error.ts';
import {
  isJsonObject,
  isJsonObjectText,
  parseJsonStrictly,
  type JsonObject,
} from '../exchange/json.ts';

/** Members that are addresses. @see RFC 8414 §2, OpenID Connect Discovery 1.0 §3 */
export const ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'userinfo_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
  'device_authorization_endpoint',
  'pushed_authorization_request_endpoint',
  'registration_endpoint',
  'end_session_endpoint',
] as const;
export type EndpointMember = (typeof ENDPOINTS)[number];

const WORD_LISTS = [
  'scopes_supported',
  'response_types_supported',
  'grant_types_supported',
  'token_endpoint_auth_methods_supported',
  'code_challenge_methods_supported',
  'id_token_signing_alg_values_supported',
  'dpop_signing_alg_values_supported',
  'authorization_details_types_supported',
  'acr_values_supported',
] as const;

const FLAGS = [
  'authorization_response_iss_parameter_supported',
  'require_pushed_authorization_requests',
  'require_signed_request_object',
  'client_id_metadata_document_supported',
] as const;

/** Without these nobody signs in, so a value that cannot be used is not passed over. */
const NEEDED: readonly string[] = ['token_endpoint', 'authorization_endpoint'];

const MOST_WORDS = 1000;
/** In UTF-16 code units. */
const LONGEST_WORD = 1000;
const LONGEST_ADDRESS = 8192;

type Members = Partial<
  Record<EndpointMember | 'issuer', string> &
    Record<(typeof WORD_LISTS)[number], readonly string[]> &
    Record<(typeof FLAGS)[number], boolean>
>;

/** A document with only members of the right type, and the names of those that were not as they should be. */
export interface PublishedDocument {
  readonly members: Members;
  readonly odd: readonly string[];
}

/** What is wrong with a document that endangers nobody. @see RFC 8414 §3.2 */
export const unusable = (member: string, why: string): ValetKeyError =>
  new ValetKeyError('VK_METADATA_MALFORMED', { fields: { member, why } });

/**
 * Reads each member for itself: `null`, `""`, a wrong type and a relative address stand for a member
 * that is absent, unless nobody could sign in without it. What two readers could understand differently
 * is refused whole.
 *
 * Fails with VK_METADATA_REFUSED for a repeated member, and with VK_METADATA_MALFORMED where it is no
 * JSON object or `token_endpoint` or `authorization_endpoint` is no address.
 * @see RFC 8414 §3.2
 */
export const readPublishedDocument = (document: unknown): PublishedDocument => {
  const value = typeof document === 'string' ? parsed(document) : document;
  if (!isJsonObject(value)) throw unusable('document', 'is not a JSON object');
  const read = [
    ...['issuer', ...ENDPOINTS].map((name) => [name, readText(name, value[name])] as const),
    ...WORD_LISTS.map((name) => [name, readWords(value[name])] as const),
    ...FLAGS.map((name) => [name, readFlag(value[name])] as const),
  ];
  return {
    members: Object.fromEntries(read.filter(([, taken]) => taken !== undefined)) as Members,
    odd: read
      .filter(([name, taken]) => isStated(value, name) && !isWhole(value[name], taken))
      .map(([name]) => name),
  };
};

const parsed = (text: string): unknown => {
  try {
    return parseJsonStrictly(text, { code: 'VK_METADATA_REFUSED' });
  } catch (thrown) {
    if (isJsonObjectText(text) || !isValetKeyError(thrown)) throw thrown;
    throw unusable('document', String(thrown.fields['why']));
  }
};

const isStated = (value: JsonObject, name: string): boolean => Object.hasOwn(value, name);

/** Nothing of what was stated is missing in what was taken. */
const isWhole = (stated: unknown, taken: unknown): boolean =>
  Array.isArray(stated) && Array.isArray(taken) ? stated.length === taken.length : stated === taken;

const readText = (name: string, value: unknown): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  const isAddress = name !== 'issuer';
  const isFit = typeof value === 'string' && value.length <= LONGEST_ADDRESS;
  if (isFit && !(isAddress && isRelative(value))) return value;
  if (!NEEDED.includes(name)) return undefined;
  throw unusable(name, typeof value === 'string' ? 'is not a URL' : 'has the wrong type');
};

/** Names no host; what names one is an address, and refused as one where it is not https. RFC 3986 §4.2 */
const isRelative = (text: string): boolean => !/^\s*(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(text);

/** A text is read as a list of its words, so that a lone `plain` is the refusal that it would be in a list. */
const readWords = (value: unknown): readonly string[] | undefined => {
  const list: unknown = typeof value === 'string' && value !== '' ? value.split(/[\s,]+/) : value;
  if (!Array.isArray(list)) return undefined;
  const stated: readonly unknown[] = list.slice(0, MOST_WORDS);
  const words = stated
    .filter((one) => typeof one === 'string')
    .filter((one) => one.length <= LONGEST_WORD);
  // A list of nothing but other things says nothing; an empty list says "none of them".
  return words.length === 0 && stated.length > 0 ? undefined : words;
};

/** As text it means the same, and what it protects (RFC 9207, say) stays protected. */
const readFlag = (value: unknown): boolean | undefined => {
  if (typeof value !== 'string') return typeof value === 'boolean' ? value : undefined;
  const said = value.toLowerCase();
  return said === 'true' ? true : said === 'false' ? false : undefined;
};
