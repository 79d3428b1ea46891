import { foreignText } from '../fault/foreign-text.ts';
import { challengeFieldsIn, resourceChallengeIn } from '../oauth/challenge.ts';
import { resourceOfMetadataUrl } from '../oauth/discovery/resource-metadata.ts';
import { linkedResource } from './connect-link.ts';

/** An address of an API or MCP server that was found in pasted text. */
export interface PastedAddress {
  readonly address: string;
  /** Its name in a configuration; foreign text. */
  readonly name?: string;
}

/** What pasted text says of protected resources. */
export interface PastedResource {
  /** Without repeats; empty where there is none. */
  readonly addresses: readonly PastedAddress[];
  /** The `WWW-Authenticate` fields in it, as one. @see RFC 9728 §5.1 */
  readonly challenge?: string;
}

const MOST_ADDRESSES = 20;
/** A configuration nests its servers two or three deep. */
const DEEPEST = 6;
/** The longest field that a sign-in takes. */
const LONGEST_CHALLENGE = 8192;

/**
 * Finds addresses in what a person typed or pasted: an address, also without `https://`, a curl line, a
 * challenge, a whole response, a link that leads to the form, or the JSON with which MCP clients are configured,
 * also without its outer braces. Contacts nobody, and never throws.
 */
export const readPastedResource = (text: string): PastedResource => {
  const linked = linkIn(text);
  if (linked !== undefined) return { addresses: [{ address: linked }] };
  const configured = addressesInJson(text);
  if (configured !== undefined) return { addresses: configured.slice(0, MOST_ADDRESSES) };
  const fields = /resource_metadata|www-authenticate/i.test(text) ? challengeFieldsIn(text) : [];
  const challenge = fields.join(', ');
  const { metadataUrl } = resourceChallengeIn(challenge);
  const own = metadataUrl === undefined ? undefined : resourceOfMetadataUrl(metadataUrl);
  const typed = addressesIn(text).filter((address) => address !== metadataUrl);
  const addresses = typed.length === 0 && own !== undefined ? [own] : typed;
  const isUsable = metadataUrl !== undefined && challenge.length <= LONGEST_CHALLENGE;
  return {
    addresses: [...new Set(addresses)].slice(0, MOST_ADDRESSES).map((address) => ({ address })),
    ...(isUsable ? { challenge } : {}),
  };
};

/** A link that leads to the form; the address in it is percent-encoded. */
const linkIn = (text: string): string | undefined => {
  const [link] = /\bdev\.valetkey\.app:\/connect\?[^\s"'`<>)]+/i.exec(text) ?? [];
  return link === undefined ? undefined : linkedResource(link);
};

/** Up to what a shell, a header field, Markdown or a sentence ends an address with. */
const ADDRESS = /\bhttps?:\/\/[^\s"'`<>\\^{|}]+/gi;
const BARE_HOST = /^(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?(?:\/\S*)?$/i;

const addressesIn = (text: string): readonly string[] => {
  const bare = text.trim();
  if (BARE_HOST.test(bare)) return [`https://${bare}`];
  const found = text.match(ADDRESS) ?? [];
  return found
    .map((address) => address.replace(/[),.;\]]+$/, ''))
    .filter((one) => URL.canParse(one));
};

/** The members in which clients name a remote server's address. */
const ADDRESS_MEMBERS = ['url', 'serverUrl', 'httpUrl', 'uri'];
/** The member in which they keep what a local program is given (`npx mcp-remote ADDRESS`). */
const ARGUMENTS = 'args';

/** A part that was copied out of a configuration, made whole: `"notes": {"url": …},`. */
const wholeObject = (text: string): string | undefined => {
  const bare = text.trim();
  if (bare.startsWith('{')) return bare;
  return bare.startsWith('"') ? `{${bare.replace(/,$/, '')}}` : undefined;
};

/** Undefined for text that is no JSON object. */
const addressesInJson = (text: string): readonly PastedAddress[] | undefined => {
  const whole = wholeObject(text);
  if (whole === undefined) return undefined;
  try {
    return addressesOf(JSON.parse(whole), undefined, 0);
  } catch {
    return undefined;
  }
};

const addressesOf = (
  value: unknown,
  name: string | undefined,
  depth: number,
): readonly PastedAddress[] => {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  return Object.entries(value).flatMap(([member, inner]: [string, unknown]) => {
    if (member === ARGUMENTS && Array.isArray(inner)) return argumentAddress(inner, name);
    if (typeof inner !== 'string') return addressesOf(inner, member, depth + 1);
    if (!ADDRESS_MEMBERS.includes(member) || !URL.canParse(inner)) return [];
    return [{ address: inner, ...(name === undefined ? {} : { name: foreignText(name) }) }];
  });
};

/** The first of a program's arguments that is a web address: those after it may be of a proxy or a page. */
const argumentAddress = (
  given: readonly unknown[],
  name: string | undefined,
): readonly PastedAddress[] => {
  const address = given.find(
    (one): one is string =>
      typeof one === 'string' && /^https?:\/\//i.test(one) && URL.canParse(one),
  );
  if (address === undefined) return [];
  return [{ address, ...(name === undefined ? {} : { name: foreignText(name) }) }];
};
