import type { RevocationPart } from '../../vocabulary/revocation.ts';
import type { BlastRadiusView } from '../../contract/revocation.ts';
import type { Effect } from '../../vocabulary/revocation.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { foreignText } from '../kit/words/foreign.ts';
import { agoWords } from '../kit/words/time-words.ts';
import { untilWords } from './revocation-words.ts';

/** What can be ended, as a choice. */
export const WHAT_WORDS: Readonly<Record<RevocationPart, string>> = {
  grant: 'The whole login',
  'refresh-token': 'Refresh token',
  'access-token': 'Access tokens',
};

/** One line of what stops working: a mark, what it is, and what more there is to say of it. */
export interface EffectLine {
  readonly key: string;
  readonly effect: Effect | 'offline';
  readonly title: string;
  readonly note: string | undefined;
}

const EFFECTS: Readonly<Record<EffectLine['effect'], string>> = {
  ends: 'Stops working',
  perhaps: 'May stop working',
  remains: 'Goes on working',
  offline: 'Cannot be taken back',
};

const CONSENT_EFFECTS: Readonly<Record<Effect, string>> = {
  ends: 'Is withdrawn',
  perhaps: 'May be withdrawn',
  remains: 'Stays',
};

/** What the mark of a line means, in words. */
export const effectWords = ({ key, effect }: EffectLine): string =>
  key === 'consent' && effect !== 'offline' ? CONSENT_EFFECTS[effect] : EFFECTS[effect];

const FORMATS: Readonly<Record<string, string>> = {
  raw: 'as the token',
  bearer: 'as a header',
  curl: 'as curl',
  httpie: 'as HTTPie',
  fetch: 'as fetch',
  environment: 'as a variable',
  reveal: 'shown',
  revealed: 'shown',
  copied: 'copied',
  exchanged: 'to another server',
  given: 'to a program',
  used: 'for a program',
};

const formatWords = (format: string): string =>
  (Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined) ?? format;

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

const MOST_NAMES = 3;
const LONGEST_NAME = 40;
const LONGEST_SCOPE = 80;
const MOST_SETS = 3;

const namesOf = (others: BlastRadiusView['others']): string => {
  const named = others.slice(0, MOST_NAMES).map(({ label }) => foreignText(label, LONGEST_NAME));
  const left = others.length - named.length;
  return left === 0
    ? named.join(', ')
    : `${named.join(', ')} and ${left.toLocaleString('en')} more`;
};

const tokensLine = ({ tokens, effects }: BlastRadiusView, now: number): EffectLine => {
  const last = Math.max(...tokens.map(({ expiresAt }) => expiresAt));
  const sets = tokens
    .slice(0, MOST_SETS)
    .map(({ scope }) =>
      scope.length === 0 ? 'no scope' : foreignText(scope.join(' '), LONGEST_SCOPE),
    );
  const more = tokens.length > MOST_SETS ? ' · …' : '';
  return {
    key: 'tokens',
    effect: effects.tokens,
    title: `${counted(tokens.length, 'access token')} in memory`,
    note:
      tokens.length === 0
        ? undefined
        : `${sets.join(' · ')}${more}; the last would expire at ${untilWords(last, now)}`,
  };
};

const handOutsLine = (
  { handOuts, handedOutUntil, effects, what }: BlastRadiusView,
  now: number,
): EffectLine => {
  const count = handOuts.reduce((sum, one) => sum + one.count, 0);
  const last = Math.max(...handOuts.map(({ lastAt }) => lastAt));
  const formats = handOuts.map(
    (one) => `${one.count.toLocaleString('en')} ${formatWords(one.format)}`,
  );
  const until =
    handedOutUntil !== undefined && effects.copies !== 'ends'
      ? `; the last runs out at ${untilWords(handedOutUntil, now)}`
      : '';
  return {
    key: 'copies',
    effect: what === 'refresh-token' ? 'perhaps' : effects.copies,
    title: `${counted(count, 'copy', 'copies')} handed out in the last day`,
    note: `${formats.join(', ')}; last ${agoWords(last, now)}${until}`,
  };
};

const othersLine = ({ others, effects }: BlastRadiusView): EffectLine => {
  const isCertain = others.every(({ certain }) => certain);
  return {
    key: 'others',
    effect: isCertain ? effects.others : 'perhaps',
    title: `${counted(others.length, 'other login')} of the same client`,
    note: isCertain
      ? `${namesOf(others)}: the same account, so the same consent`
      : `${namesOf(others)}, if it is the same account: the server has not said`,
  };
};

const consentLine = ({ effects }: BlastRadiusView): EffectLine => ({
  key: 'consent',
  effect: effects.consent,
  title: 'Your consent',
  note: {
    ends: 'The server asks for it again at the next sign-in',
    perhaps: 'Some servers ask for it again at the next sign-in',
    remains: 'The server does not ask again at the next sign-in',
  }[effects.consent],
});

const refreshLine = ({ effects }: BlastRadiusView): EffectLine => ({
  key: 'refresh-token',
  effect: effects.refreshToken,
  title: 'The refresh token',
  note: {
    ends: 'No new access tokens from this login',
    perhaps: 'It is not known what this server does with it',
    remains: 'New access tokens as before',
  }[effects.refreshToken],
});

const ORDER: readonly EffectLine['effect'][] = ['ends', 'perhaps', 'remains', 'offline'];

/** What a revocation ends, line by line, the certain losses first; seen from `now` in milliseconds. */
export const effectLines = (
  radius: BlastRadiusView,
  { grantType }: Pick<ConnectionView, 'grantType'>,
  now: number,
): readonly EffectLine[] => {
  const lines = [
    ...(radius.hasRefreshToken ? [refreshLine(radius)] : []),
    ...(radius.tokens.length > 0 ? [tokensLine(radius, now)] : []),
    ...(radius.handOuts.length > 0 ? [handOutsLine(radius, now)] : []),
    ...(radius.others.length > 0 ? [othersLine(radius)] : []),
    ...(grantType === 'client_credentials' ? [] : [consentLine(radius)]),
  ].toSorted((one, other) => ORDER.indexOf(one.effect) - ORDER.indexOf(other.effect));
  return [...lines, ...offlineLines(radius, now)];
};

/** RFC 9068 §5: who does not ask the server cannot know. */
const offlineLines = (
  { worksOfflineUntil }: BlastRadiusView,
  now: number,
): readonly EffectLine[] =>
  worksOfflineUntil === undefined || worksOfflineUntil <= now
    ? []
    : [
        {
          key: 'offline',
          effect: 'offline',
          title: `Copies work offline until ${untilWords(worksOfflineUntil, now)}`,
          note: 'They are JWTs: an API that checks them without asking the server cannot know',
        },
      ];
