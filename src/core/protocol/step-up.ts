import { seconds, type Seconds } from '../../shared/vocabulary/instant.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { parseScope, type Scope } from '../model/scope.ts';
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
const LONGEST_MAX_AGE = 315_360_000;

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
      return { kind: 'insufficient-scope', scope: scopeOf(parameters) ?? parseScope('') };
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

const stepUp = (parameters: Challenge['parameters']): ResourceDemand => {
  const acrValues = parameters.get('acr_values');
  const maxAge = maxAgeOf(parameters.get('max_age'));
  const scope = scopeOf(parameters);
  return {
    kind: 'step-up',
    ...(acrValues !== undefined && isAcrValues(acrValues) ? { acrValues } : {}),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(scope === undefined ? {} : { scope }),
  };
};

/** Characters that an authorization request can carry unharmed, words apart by single spaces. */
const isAcrValues = (text: string): boolean =>
  text.length <= 1000 && /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text);

/** A non-negative whole number of seconds. RFC 9470 §3 */
const maxAgeOf = (text: string | undefined): Seconds | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) && Number(text) <= LONGEST_MAX_AGE
    ? seconds(Number(text))
    : undefined;

const scopeOf = (parameters: Challenge['parameters']): Scope | undefined => {
  const text = parameters.get('scope');
  return text === undefined ? undefined : parseScope(text);
};
