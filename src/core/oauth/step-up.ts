import { seconds, type Seconds } from '../../vocabulary/instant.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { isScopeToken, parseScope, scopeOf, type Scope } from '../model/scope.ts';
import { parseChallenges, type Challenge } from './challenge.ts';

/** What a resource server wants before it says yes. */
export type ResourceDemand =
  /** The token is dead: a refresh may help. RFC 6750 §3.1 */
  | { readonly kind: 'invalid-token'; readonly description?: string }
  /** The token may not do this: more has to be granted. RFC 6750 §3.1 */
  | { readonly kind: 'insufficient-scope'; readonly scope: Scope }
  /** The person has to sign in again, more strongly or more recently. RFC 9470 §3 */
  | {
      readonly kind: 'step-up';
      /** Space-separated, for `acr_values`; any one of them will do. */
      readonly acrValues?: string;
      readonly maxAge?: Seconds;
      readonly scope?: Scope;
    };

const OF_TOKENS: readonly string[] = ['bearer', 'dpop'];
/** Ten years; more would be no demand at all. */
export const LONGEST_MAX_AGE = 315_360_000;

/**
 * What a 401 or 403 of a resource server asks for, or undefined where it does not say. All of it is
 * the resource server's word: it goes into a new authorization request, after the person agreed.
 * @param field the `WWW-Authenticate` field
 * @see RFC 9470 §3, RFC 6750 §3
 */
export const demandOf = (field: string): ResourceDemand | undefined => {
  const challenges = parseChallenges(field).filter(({ scheme }) => OF_TOKENS.includes(scheme));
  return challenges.map(demandOfChallenge).find((demand) => demand !== undefined);
};

const demandOfChallenge = ({ parameters }: Challenge): ResourceDemand | undefined => {
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

type StepUp = Extract<ResourceDemand, { readonly kind: 'step-up' }>;

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

/** Tokens that no request could carry are left out. @see RFC 6749 §3.3 */
const statedScope = (parameters: Challenge['parameters']): Scope | undefined => {
  const text = parameters.get('scope');
  return text === undefined ? undefined : scopeOf(parseScope(text).filter(isScopeToken));
};

/** A parameter of a challenge that says nothing a request could carry. */
export type OddParameter = 'acr_values' | 'max_age' | 'scope';

/** What a pasted response asks for, or why it asks for nothing. */
export type DemandReading =
  | {
      readonly kind: 'demand';
      readonly demand: ResourceDemand;
      /** Stated, but not in a form that can be sent on. */
      readonly odd: readonly OddParameter[];
    }
  | {
      readonly kind: 'no-demand';
      readonly why: 'no-challenge' | 'other-scheme' | 'no-error' | 'other-error';
      /** The scheme or the error that was found instead; foreign text. */
      readonly found?: string;
    };

/**
 * Reads what a person pasted: a `WWW-Authenticate` field with or without its name, or a whole
 * response as a tool prints it. Never throws. @see RFC 9470 §3, RFC 6750 §3
 */
export const readDemand = (text: string): DemandReading => {
  const challenges = fieldsIn(text).flatMap(parseChallenges);
  if (challenges.length === 0) return { kind: 'no-demand', why: 'no-challenge' };
  const ours = challenges.filter(({ scheme }) => OF_TOKENS.includes(scheme));
  if (ours.length === 0) return noDemand('other-scheme', challenges[0]?.scheme);
  for (const challenge of ours) {
    const demand = demandOfChallenge(challenge);
    if (demand !== undefined) return { kind: 'demand', demand, odd: oddParameters(challenge) };
  }
  const error = ours.map(({ parameters }) => parameters.get('error')).find(Boolean);
  return error === undefined ? noDemand('no-error') : noDemand('other-error', error);
};

const noDemand = (
  why: Extract<DemandReading, { kind: 'no-demand' }>['why'],
  found?: string,
): DemandReading => ({
  kind: 'no-demand',
  why,
  ...(found === undefined ? {} : { found: foreignText(found) }),
});

/** A field by its name, also where curl prints it with `<`; a line of its own goes on if indented. */
const FIELD = /^(?:<\s*)?www-authenticate[ \t]*:[ \t]*(.*(?:\r?\n[ \t]+.*)*)/gim;

/** Without any such name the whole text is the field, unless it is the head of a response. */
const fieldsIn = (text: string): readonly string[] => {
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

const oddParameters = ({ parameters }: Challenge): readonly OddParameter[] => {
  const { acrValues, maxAge } = stepUp(parameters);
  const stated = (name: OddParameter) => parameters.has(name);
  const scope = parseScope(parameters.get('scope') ?? '');
  return [
    ...(stated('acr_values') && acrValues === undefined ? (['acr_values'] as const) : []),
    ...(stated('max_age') && maxAge === undefined ? (['max_age'] as const) : []),
    ...(scope.every(isScopeToken) ? [] : (['scope'] as const)),
  ];
};
