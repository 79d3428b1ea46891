import type { ChallengeView } from '../../contract/scope.ts';
import { seconds, type Seconds } from '../../vocabulary/instant.ts';
import type { ChallengeParameter, NothingAskedReason } from '../../vocabulary/scope.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { isScopeToken, parseScope, scopeOf, type Scope } from '../model/scope.ts';

/** What can be read in a refusal, by its kind: the contract says what each means. */
type Read<Kind extends ChallengeView['kind']> = Extract<ChallengeView, { readonly kind: Kind }>;
/** Before it is compared with a connection: a scope has neither meanings nor what is granted of it. */
type Asked<Kind extends 'step-up' | 'insufficient-scope'> = Omit<
  Read<Kind>,
  'scope' | 'unusable' | 'isUnknownAcr'
>;

/** What a resource server asks for with a Bearer or DPoP challenge. @see RFC 6750 §3.1, RFC 9470 §3 */
export type TokenChallenge =
  Read<'invalid-token'> | (Asked<'insufficient-scope'> & { readonly scope: Scope }) | StepUp;
type StepUp = Asked<'step-up'> & { readonly scope?: Scope; readonly maxAge?: Seconds };

const OF_TOKENS: readonly string[] = ['bearer', 'dpop'];
/** Ten years, in seconds; more would ask for nothing. */
export const LONGEST_MAX_AGE = 315_360_000;

/**
 * What a 401 or 403 of a resource server asks for, or undefined where it does not say. All of it is
 * foreign and unchecked: it goes into a new authorization request, after the person agreed.
 * @param field the `WWW-Authenticate` field
 * @see RFC 9470 §3, RFC 6750 §3
 */
export const tokenChallengeIn = (field: string): TokenChallenge | undefined => {
  const challenges = parseChallenges(field).filter(({ scheme }) => OF_TOKENS.includes(scheme));
  return challenges.map(toTokenChallenge).find((meaning) => meaning !== undefined);
};

const toTokenChallenge = ({ parameters }: Challenge): TokenChallenge | undefined => {
  switch (parameters.get('error')) {
    case 'insufficient_user_authentication':
      return stepUp(parameters);
    case 'insufficient_scope':
      return { kind: 'insufficient-scope', scope: statedScope(parameters) ?? parseScope('') };
    case 'invalid_token': {
      const description = parameters.get('error_description');
      return {
        kind: 'invalid-token',
        ...(description === undefined ? {} : { description: foreignText(description) }),
      };
    }
    default:
      return undefined;
  }
};

const stepUp = (parameters: Challenge['parameters']): StepUp => {
  const acrValues = parameters.get('acr_values');
  const maxAge = maxAgeOf(parameters.get('max_age'));
  const scope = statedScope(parameters);
  return {
    kind: 'step-up',
    ...(acrValues !== undefined && isAcrValues(acrValues) ? { acrValues } : {}),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(scope === undefined ? {} : { scope }),
  };
};

/** Whether a request can carry it unharmed: words of printable characters apart by single spaces. @see OIDC Core §3.1.2.1 */
export const isAcrValues = (text: string): boolean =>
  text.length <= 1000 && /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text);

/** A non-negative whole number of seconds. RFC 9470 §3 */
const maxAgeOf = (text: string | undefined): Seconds | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) && Number(text) <= LONGEST_MAX_AGE
    ? seconds(Number(text))
    : undefined;

/** What a protected resource says of where to get a token for it. Foreign and unchecked. @see RFC 9728 §5.1 */
export interface ResourceChallenge {
  /** Where its metadata is. */
  readonly metadataUrl?: string;
  /** What it takes to do what was asked. @see RFC 6750 §3 */
  readonly scope?: Scope;
}

/**
 * What the Bearer or DPoP challenges of a field say of a resource: of each member the first that is stated.
 * @see RFC 9728 §5.1, MCP 2025-11-25 Scope Selection Strategy
 */
export const resourceChallengeIn = (field: string): ResourceChallenge => {
  const ours = parseChallenges(field).filter(({ scheme }) => OF_TOKENS.includes(scheme));
  const stated = ours.map(({ parameters }) => parameters.get('resource_metadata')).find(Boolean);
  const scope = ours.map(({ parameters }) => statedScope(parameters)).find((one) => one?.length);
  return {
    ...(stated === undefined ? {} : { metadataUrl: stated }),
    ...(scope === undefined ? {} : { scope }),
  };
};

/** Whether a field asks for an access token. @see RFC 6750 §3, RFC 9449 §7.1 */
export const asksForToken = (field: string): boolean =>
  parseChallenges(field).some(({ scheme }) => OF_TOKENS.includes(scheme));

/** Tokens that no request could carry are left out. @see RFC 6749 §3.3 */
const statedScope = (parameters: Challenge['parameters']): Scope | undefined => {
  const text = parameters.get('scope');
  return text === undefined ? undefined : scopeOf(parseScope(text).filter(isScopeToken));
};

/** What a pasted response asks for, or why it asks for nothing. */
export type ChallengeReading =
  | {
      readonly kind: 'challenge';
      readonly challenge: TokenChallenge;
      /** Stated, but not in a form that can be sent on. */
      readonly unusable: readonly ChallengeParameter[];
    }
  | Read<'nothing-asked'>;

/**
 * Reads what a person pasted: a `WWW-Authenticate` field with or without its name, or a whole
 * response as a tool prints it. Never throws. @see RFC 9470 §3, RFC 6750 §3
 */
export const readChallenge = (text: string): ChallengeReading => {
  const challenges = challengeFieldsIn(text).flatMap(parseChallenges);
  if (challenges.length === 0) return { kind: 'nothing-asked', why: 'no-challenge' };
  const ours = challenges.filter(({ scheme }) => OF_TOKENS.includes(scheme));
  if (ours.length === 0) return nothingAsked('other-scheme', challenges[0]?.scheme);
  for (const challenge of ours) {
    const meaning = toTokenChallenge(challenge);
    if (meaning !== undefined) {
      return { kind: 'challenge', challenge: meaning, unusable: unusableParameters(challenge) };
    }
  }
  const error = ours.map(({ parameters }) => parameters.get('error')).find(Boolean);
  return error === undefined ? nothingAsked('no-error') : nothingAsked('other-error', error);
};

const nothingAsked = (why: NothingAskedReason, found?: string): ChallengeReading => ({
  kind: 'nothing-asked',
  why,
  ...(found === undefined ? {} : { found: foreignText(found) }),
});

/** A field by its name, also where curl prints it with `<`; a line of its own goes on if indented. */
const FIELD = /^(?:<\s*)?www-authenticate[ \t]*:[ \t]*(.*(?:\r?\n[ \t]+.*)*)/gim;

/** `WWW-Authenticate` fields in pasted text; without any such name the whole text is one, unless it is the head of a response. @see RFC 9110 §11.6.1 */
export const challengeFieldsIn = (text: string): readonly string[] => {
  const named = [...text.matchAll(FIELD)].map(([, field = '']) => unfolded(field));
  if (named.length > 0) return named;
  return /^\s*(?:<\s*)?HTTP\//i.test(text) ? [] : [unfolded(text)];
};

/** On one line. @see RFC 9112 §5.2 */
const unfolded = (field: string): string =>
  field
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

const unusableParameters = ({ parameters }: Challenge): readonly ChallengeParameter[] => {
  const { acrValues, maxAge } = stepUp(parameters);
  const stated = (name: ChallengeParameter) => parameters.has(name);
  const scope = parseScope(parameters.get('scope') ?? '');
  return [
    ...(stated('acr_values') && acrValues === undefined ? (['acr_values'] as const) : []),
    ...(stated('max_age') && maxAge === undefined ? (['max_age'] as const) : []),
    ...(scope.every(isScopeToken) ? [] : (['scope'] as const)),
  ];
};

/** One challenge of a `WWW-Authenticate` field. Names are in lower case; values are foreign text. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** More than any server sends; a header field is at most a few kilobytes. */
const LONGEST_FIELD = 8192;

const TOKEN = String.raw`[!#$%&'*+.^_\x60|~\w-]+`;
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
/** `name = value`, with the value as a token or in quotes. RFC 9110 §5.6.6 */
const PARAMETER = new RegExp(String.raw`^(${TOKEN})[ \t]*=[ \t]*(${QUOTED}|${TOKEN})`);
const SCHEME = new RegExp(`^(${TOKEN})(?=[ \\t,]|$)`);
/** What schemes such as Negotiate carry. RFC 9110 §11.2 */
const CREDENTIALS = /^[ \t]+[\w.~+/-]+=*[ \t]*(?=,|$)/;
const SEPARATOR = /^[ \t,]+/;

/**
 * The challenges of a `WWW-Authenticate` field, which may hold several, and with commas both between
 * and inside them. What cannot be read ends the list; what was read before it stays. Never throws.
 * @see RFC 9110 §11.6.1
 */
export const parseChallenges = (field: string): readonly Challenge[] => {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let rest = field.slice(0, LONGEST_FIELD).replace(SEPARATOR, '');
  while (rest !== '') {
    const parameter = PARAMETER.exec(rest);
    const current = challenges.at(-1);
    const scheme = parameter === null ? SCHEME.exec(rest) : null;
    if (parameter !== null && current !== undefined) {
      takeParameter(current.parameters, parameter);
    } else if (scheme !== null) {
      challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), parameters: new Map() });
    } else return challenges;
    rest = afterPart(rest, (parameter ?? scheme)?.[0] ?? rest, scheme !== null);
  }
  return challenges;
};

/** A parameter that occurs twice means nothing certain: the first stays. RFC 9110 §11.2 */
const takeParameter = (parameters: Map<string, string>, match: RegExpExecArray): void => {
  const [, name = '', value = ''] = match;
  const text = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
  if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), text);
};

/** After a scheme may stand credentials instead of parameters; they say nothing to us. */
const afterPart = (rest: string, part: string, isScheme: boolean): string => {
  const after = rest.slice(part.length);
  return (isScheme ? after.replace(CREDENTIALS, '') : after).replace(SEPARATOR, '');
};
