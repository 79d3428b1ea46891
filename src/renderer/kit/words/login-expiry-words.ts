import type { ConnectionView, LoginExpiryView } from '../../../contract/connection.ts';
import { timeParts } from './time-words.ts';

const counted = (value: number, unit: string): string =>
  `${value} ${unit}${value === 1 ? '' : 's'}`;

/** A length of time by its largest part, said out: `3 days`, `1 hour`, `5 minutes`. */
export const countedTime = (milliseconds: number): string => {
  const { days, hours, minutes } = timeParts(milliseconds);
  if (days > 0) return counted(days, 'day');
  if (hours > 0) return counted(hours, 'hour');
  return minutes > 0 ? counted(minutes, 'minute') : 'less than a minute';
};

/** What a login's end looks like from now. */
interface EndWords {
  readonly tone: 'warn' | 'bad';
  /** For a badge. */
  readonly short: string;
  readonly sentence: string;
}

const PASSED: Readonly<Record<LoginExpiryView['because'], EndWords>> = {
  idle: {
    tone: 'bad',
    short: 'unused too long',
    sentence: 'Unused too long: this login has probably ended',
  },
  age: {
    tone: 'bad',
    short: 'too old',
    sentence: 'Too old: this login has probably ended',
  },
};

const HELP: Readonly<Record<LoginExpiryView['because'], string>> = {
  idle: 'unless it is used',
  age: 'unless you sign in again',
};

/** When a login ends, in words; all instants in milliseconds. */
export const endWords = ({ at, because }: LoginExpiryView, now: number): EndWords => {
  if (at <= now) return PASSED[because];
  const left = countedTime(at - now);
  return { tone: 'warn', short: `ends in ${left}`, sentence: `Ends in ${left} ${HELP[because]}` };
};

/** The end of a login that is near enough to speak of; undefined before that, and where it has ended. */
export const nearEnd = (
  { expiry, standing }: Pick<ConnectionView, 'expiry' | 'standing'>,
  now: number,
): EndWords | undefined =>
  expiry === undefined || standing.kind !== 'active' || now < expiry.warnAt
    ? undefined
    : endWords(expiry, now);

/** Why a login ends, and what puts it off. */
export const EXPIRY_REASONS: Readonly<Record<LoginExpiryView['because'], string>> = {
  idle: 'The server ends logins that are unused for too long. Any refresh keeps it alive.',
  age: 'The server ends every login after a while. Only signing in again helps.',
};

/** How an end is known. */
export const EXPIRY_SOURCES: Readonly<Record<LoginExpiryView['source'], string>> = {
  stated: 'The server said so',
  known: 'Known of this provider',
  observed: 'Seen with earlier logins here',
};

const LAST_INSTANT = 8.64e15;
const day = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** The day of an instant, in the person's own zone. */
export const dayWords = (instant: number): string =>
  Math.abs(instant) <= LAST_INSTANT ? day.format(instant) : 'out of range';

/** Why nothing is known of a login's end. */
export const unknownEndWords = ({
  grantType,
  hasRefreshToken,
}: Pick<ConnectionView, 'grantType' | 'hasRefreshToken'>): string => {
  if (grantType === 'client_credentials') return 'Renewed without anybody signing in';
  return hasRefreshToken
    ? 'The server has not said, and nothing was observed yet'
    : 'No refresh token: it ends with its access token';
};
