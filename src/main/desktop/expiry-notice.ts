import { foreignText } from '../../core/fault/foreign-text.ts';
import { displayName } from '../../core/model/connection.ts';
import type { UpcomingExpiry } from '../../core/expiry/warn-of-expiry.ts';

/** What a notification says. */
export interface NotificationWords {
  readonly title: string;
  readonly body: string;
}

/** More names than this do not fit into a notification. */
const MOST_NAMES = 3;

const nameOf = ({ connection }: UpcomingExpiry): string => {
  const { host } = new URL(connection.issuer);
  return `${foreignText(displayName(connection))} at ${host}`;
};

const listed = (ends: readonly UpcomingExpiry[]): string => {
  const names = ends.slice(0, MOST_NAMES).map(nameOf);
  const others = ends.length - names.length;
  return others === 0 ? names.join(', ') : `${names.join(', ')} and ${String(others)} more`;
};

/**
 * The words about logins that end on one day; a locked program names nobody. Undefined for none.
 * @param day the day as the person writes days
 */
export const endWords = (
  ends: readonly UpcomingExpiry[],
  day: string,
  isLocked: boolean,
): NotificationWords | undefined => {
  const [first] = ends;
  if (first === undefined) return undefined;
  const many = ends.length > 1;
  if (isLocked) {
    const title = many ? `${String(ends.length)} logins end on ${day}` : `A login ends on ${day}`;
    return { title, body: 'Unlock Valet Key to see which.' };
  }
  if (many) return { title: `${String(ends.length)} logins end on ${day}`, body: listed(ends) };
  return {
    title: `${nameOf(first)} ends on ${day}`,
    body:
      first.expiry.because === 'age'
        ? 'Sign in again before then to keep it.'
        : 'It has not been used for long. Use it, or sign in again, to keep it.',
  };
};
