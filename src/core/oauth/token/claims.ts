import { base64url } from 'jose';
import { epochMs, type EpochMs } from '../../../vocabulary/instant.ts';
import {
  JWE_PARTS,
  JWS_PARTS,
  type ClaimRemark,
  type TokenNote,
} from '../../../vocabulary/inspection.ts';
import type { TokenFormat } from '../../../vocabulary/oauth.ts';
import { jsonMembers, type JsonMember } from '../exchange/json.ts';

/** One header parameter or claim, as text fit for a screen. Nothing of it is verified. */
export interface ClaimDescription {
  readonly name: string;
  /** JSON text of the value as it stands in the token, controls escaped, at most 4096 characters. */
  readonly text: string;
  /** The instant of a NumericDate claim that fits a date. @see RFC 7519 §2 */
  readonly instant?: EpochMs;
  readonly remark?: ClaimRemark;
  readonly clipped: boolean;
}

/** What can be said of a token without trusting it. */
export interface TokenDescription {
  readonly format: TokenFormat;
  readonly header: readonly ClaimDescription[];
  readonly claims: readonly ClaimDescription[];
  readonly notes: readonly TokenNote[];
}

const NUMERIC_DATES: readonly string[] = ['exp', 'iat', 'nbf', 'auth_time', 'updated_at'];
const LONGEST_TEXT = 4096;
const LONGEST_NAME = 200;
const MOST_MEMBERS = 500;
/** ECMA-262 TimeClip: no `Date` is further from 1970. */
const LAST_INSTANT = 8.64e15;
const YEAR_10000 = 253_402_300_800_000;

/** With the padding that some signers leave, such as AWS load balancers. */
const JWT = /^([\w-]+={0,2})\.([\w-]*={0,2})\.([\w-]*={0,2})$/;
const CUT_OFF = /^([\w-]+)\.([\w-]*)$/;
const JWE = /^([\w-]+)(?:\.[\w-]*){4}$/;

/**
 * Describes any text as a token, for display only: never throws, verifies nothing, loads nothing.
 * What is no JWT is `opaque`, which most access tokens are. @see RFC 6749 §1.4, RFC 7519 §3
 */
export const describeToken = (text: string): TokenDescription => {
  const token = text.trim();
  const around: readonly TokenNote[] = token === text ? [] : ['white-space-around'];
  const described =
    describeSdJwt(token) ??
    describeJwe(token) ??
    describeJwt(token) ??
    describeCutOff(token) ??
    OPAQUE;
  return { ...described, notes: [...described.notes, ...around] };
};

/**
 * The members of a parsed JSON object (a userinfo response, say) described like claims.
 * @see RFC 7519 §4
 */
export const describeMembers = (
  object: Readonly<Record<string, unknown>>,
): readonly ClaimDescription[] => describe(jsonMembers(JSON.stringify(object)) ?? []);

const OPAQUE: TokenDescription = { format: 'opaque', header: [], claims: [], notes: [] };

/** A JWT, disclosures and perhaps a JWT of the holder's, with tildes between them. RFC 9901 §4 */
const describeSdJwt = (token: string): TokenDescription | undefined => {
  const tilde = token.indexOf('~');
  if (tilde < 0 || !/^[\w.~-]+$/.test(token)) return undefined;
  const jwt = describeJwt(token.slice(0, tilde));
  return jwt && { ...jwt, notes: [...jwt.notes, 'selective-disclosure'] };
};

const describeJwe = (token: string): TokenDescription | undefined => {
  const header = membersOf(JWE.exec(token)?.[1]);
  return (
    header && {
      format: 'jwe',
      header: describe(header),
      claims: [],
      notes: ['encrypted', ...repetition(header)],
    }
  );
};

const describeJwt = (token: string): TokenDescription | undefined => {
  const parts = JWT.exec(token);
  const header = membersOf(parts?.[1]);
  if (header === undefined) return undefined;
  const claims = membersOf(parts?.[2]);
  const isUnsigned = isNone(header) || parts?.[3] === '';
  return {
    format: 'jwt',
    header: describe(header),
    claims: describe(claims ?? []),
    notes: [
      ...(isUnsigned ? (['not-signed'] as const) : []),
      ...(token.includes('=') ? (['padded'] as const) : []),
      ...noteOnPayload(header, claims, decode(parts?.[2])),
      ...repetition(header, claims),
    ],
  };
};

/** The beginning of a JWT, as a paste that was cut off leaves it. RFC 7515 §4.1.1: every header has `alg`. */
const describeCutOff = (token: string): TokenDescription | undefined => {
  const parts = CUT_OFF.exec(token);
  const header = membersOf(parts?.[1]);
  if (header?.some(({ name }) => name === 'alg') !== true) return undefined;
  const claims = membersOf(parts?.[2]);
  return {
    format: 'jwt',
    header: describe(header),
    claims: describe(claims ?? []),
    notes: ['cut-off', ...repetition(header, claims)],
  };
};

const noteOnPayload = (
  header: readonly JsonMember[],
  claims: readonly JsonMember[] | undefined,
  payload: string | undefined,
): readonly TokenNote[] => {
  if (isNested(header, payload)) return ['nested'];
  return claims === undefined ? ['not-a-claims-set'] : [];
};

const membersOf = (part: string | undefined): readonly JsonMember[] | undefined => {
  const text = decode(part);
  return text === undefined ? undefined : jsonMembers(text);
};

/** Not fatal on bad UTF-8: a replacement character can be shown, and showing is all we do. */
const decode = (part: string | undefined): string | undefined => {
  try {
    if (part === undefined) return undefined;
    return new TextDecoder().decode(base64url.decode(part.replace(/={1,2}$/, '')));
  } catch {
    return undefined;
  }
};

const isNone = (header: readonly JsonMember[]): boolean =>
  header.some(({ name, source }) => name === 'alg' && /^"none"$/i.test(source));

const isNested = (header: readonly JsonMember[], payload = ''): boolean =>
  JWT.test(payload) ||
  JWE.test(payload) ||
  header.some(({ name, source }) => name === 'cty' && /^"(?:application\\?\/)?jwt"$/i.test(source));

const repetition = (
  ...parts: readonly (readonly JsonMember[] | undefined)[]
): readonly TokenNote[] =>
  parts.some((members) => new Set(members?.map(({ name }) => name)).size < (members?.length ?? 0))
    ? ['repeated-member']
    : [];

const describe = (members: readonly JsonMember[]): readonly ClaimDescription[] => {
  const seen = new Set<string>();
  return members.slice(0, MOST_MEMBERS).map((member) => {
    const repeated = seen.has(member.name);
    seen.add(member.name);
    return describeMember(member, repeated);
  });
};

const describeMember = ({ name, source }: JsonMember, repeated: boolean): ClaimDescription => {
  const text = printable(source, LONGEST_TEXT);
  const date = NUMERIC_DATES.includes(name) ? describeDate(source) : {};
  return {
    name: printable(name, LONGEST_NAME).text,
    ...text,
    ...date,
    ...(repeated ? { remark: 'repeated' } : {}),
  };
};

const describeDate = (source: string): Pick<ClaimDescription, 'instant' | 'remark'> => {
  const value = /^-?\d/.test(source) ? Number(source) * 1000 : Number.NaN;
  if (Number.isNaN(value)) return { remark: 'not-a-number' };
  if (Math.abs(value) > LAST_INSTANT) return { remark: 'out-of-range' };
  return { instant: epochMs(value), ...(value >= YEAR_10000 ? { remark: 'far-future' } : {}) };
};

/** Controls, bidirectional and invisible marks: what could make a value look like another. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** More marks on one letter than any script needs climb over the lines above. */
const PILED_MARKS = /(\p{M}{8})\p{M}+/gu;

const printable = (source: string, longest: number): { text: string; clipped: boolean } => {
  const unpiled = source.slice(0, longest * 2).replace(PILED_MARKS, '$1…');
  const escaped = unpiled.replace(INVISIBLE, escapeSequence);
  const clipped = escaped.length > longest || unpiled.length < source.length;
  const text = escaped.length > longest ? `${cutAt(escaped, longest - 1)}…` : escaped;
  return { text, clipped };
};

/** Never between the two halves of one character. */
const cutAt = (text: string, end: number): string =>
  text.slice(0, end).replace(/[\ud800-\udbff]$/, '');

const escapeSequence = (character: string): string =>
  [...Array(character.length).keys()]
    .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
    .join('');

/** One of the pieces between the dots. `text` is absent where it is not to be shown. */
export interface TokenPart {
  readonly name: (typeof JWS_PARTS | typeof JWE_PARTS)[number];
  readonly text?: string;
  /** In characters, also of what is cut or not shown. */
  readonly length: number;
}

const LONGEST_PART = 20_000;

/**
 * A JWT as it stands, cut at its dots. `isSecret`: it is one that works, so what makes it work is
 * left out; what remains says no more than its claims. None for opaque tokens.
 * @see RFC 7515 §3.1, RFC 7516 §3.1
 */
export const partsOfToken = (
  token: string,
  format: TokenDescription['format'],
  isSecret: boolean,
): readonly TokenPart[] => {
  if (format === 'opaque') return [];
  const names = format === 'jwt' ? JWS_PARTS : JWE_PARTS;
  const [issued = ''] = token.split('~', 1);
  return issued.split('.').flatMap((text, place): readonly TokenPart[] => {
    const name = names[place];
    if (name === undefined) return [];
    const { length } = text;
    const isShown = !isSecret || name === 'header' || name === 'payload';
    return [isShown ? { name, text: text.slice(0, LONGEST_PART), length } : { name, length }];
  });
};
