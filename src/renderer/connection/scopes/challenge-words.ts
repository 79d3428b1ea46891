import type { ChallengeView } from '../../../contract/scope.ts';
import { spokenWords } from '../../kit/words/time-words.ts';

/** What is wrong, and what helps. */
export interface NothingAsked {
  readonly title: string;
  readonly help: string;
}

type Challenge = Extract<ChallengeView, { kind: 'step-up' | 'insufficient-scope' }>;

/** Whether there is something to sign in again for. */
export const asksForMore = (view: ChallengeView): view is Challenge =>
  view.kind === 'step-up' || view.kind === 'insufficient-scope';

/** Why what was pasted asks for nothing; foreign words are quoted by whoever shows it. */
export const nothingAskedWords = (view: Exclude<ChallengeView, Challenge>): NothingAsked => {
  if (view.kind === 'invalid-token') {
    return {
      title: 'The API says that the token is not valid',
      help: 'No other sign-in helps against that. Refresh the token and try once more.',
    };
  }
  const found = view.found ?? '';
  switch (view.why) {
    case 'no-challenge':
      return {
        title: 'There is no WWW-Authenticate in it',
        help: 'It is a field of the 401 or 403 response. With curl, -i prints it.',
      };
    case 'other-scheme':
      return {
        title: `It speaks of “${found}”, not of Bearer or DPoP`,
        help: 'So it asks for another kind of proof than a token, which Valet Key has none of.',
      };
    case 'no-error':
      return {
        title: 'It only says that a token is needed',
        help: 'The request had none, or the API does not say what is wrong with it (RFC 6750 §3).',
      };
    case 'other-error':
      return {
        title: `It says “${found}”`,
        help: 'A stronger sign-in is asked for by insufficient_user_authentication (RFC 9470), more access by insufficient_scope (RFC 6750 §3.1).',
      };
  }
};

/** How recently the person must have signed in. @see RFC 9470 §3 */
export const maxAgeWords = (seconds: number): string =>
  seconds === 0 ? 'Now, whatever went before' : `Within ${spokenWords(seconds * 1000)}`;

/** What could not be read, in words. */
export const unusableWords = (unusable: Challenge['unusable']): string | undefined =>
  unusable.length === 0
    ? undefined
    : `Not in a form that can be sent on, and left out: ${unusable.join(', ')}.`;

/** The scope to ask for: all that was asked for and is granted, and what the API wants on top. */
export const challengedScopeText = (
  { scope }: Pick<Challenge, 'scope'>,
  held: { readonly grantedScope: readonly string[]; readonly requestedScope: readonly string[] },
): string =>
  [
    ...new Set([
      ...(held.requestedScope.length > 0 ? held.requestedScope : held.grantedScope),
      ...scope.map(({ token }) => token),
    ]),
  ].join(' ');

/** Nothing would be asked for that is not there already. */
export const asksNothingNew = (view: Challenge): boolean =>
  view.scope.every(({ isGranted }) => isGranted) &&
  (view.kind === 'insufficient-scope' ||
    (view.acrValues === undefined && view.maxAge === undefined));
