import { between, epochMs, seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';
import { CLOCK_SKEW } from '../oauth/token/id-token.ts';
import type { Clock } from '../port/system.ts';
import type { Http } from '../port/http.ts';

/** How far a server's clock and ours are apart. */
export interface ClockDifference {
  readonly host: string;
  /** Seconds that the server's clock is ahead; negative where it is behind. */
  readonly ahead: Seconds;
}

/** What servers say about the time, in the `Date` of their answers. @see RFC 9110 §6.6.1 */
export interface ServerClocks {
  /** The same port; notes the time of each answer. */
  readonly watching: (http: Http) => Http;
  /** How far the clock of the server at this address is ahead of ours; undefined where that is not known. */
  readonly aheadOf: (url: string) => Seconds | undefined;
  /** The newest difference that a person should know of: more than clocks usually differ. */
  readonly difference: () => ClockDifference | undefined;
}

/** Servers that are remembered; beyond, the one heard from longest ago goes. */
const MOST_SERVERS = 64;

/** An answer may have been on its way for so many seconds, and `Date` counts whole ones. */
const PRECISION: Seconds = seconds(60);

/** The longest form of an HTTP date has 33 characters. @see RFC 9110 §5.6.7 */
const LONGEST_DATE = 64;

interface Reading {
  readonly ahead: Seconds;
  readonly wall: EpochMs;
  readonly monotonic: Seconds;
}

/** @param onChange hears that {@link ServerClocks.difference} would say something else */
export const createServerClocks = (clock: Clock, onChange: () => void): ServerClocks => {
  const readings = new Map<string, Reading>();
  let shown: ClockDifference | undefined;
  const note = (url: URL, date: string | null): void => {
    const ahead = aheadIn(date, clock);
    if (ahead === undefined) return;
    readings.delete(url.origin);
    readings.set(url.origin, { ahead, wall: clock.now(), monotonic: clock.monotonic() });
    const [oldest] = readings.keys();
    if (readings.size > MOST_SERVERS && oldest !== undefined) readings.delete(oldest);
    const next = newestDifference(readings, clock);
    if (isSame(shown, next)) return;
    shown = next;
    onChange();
  };
  return {
    watching: (http) => async (url, request) => {
      const response = await http(url, request);
      // A cache may answer a GET with the time of its own copy; it never answers a POST. RFC 9111 §4
      if (request.method === 'POST') note(new URL(url), response.headers.get('date'));
      return response;
    },
    aheadOf(url) {
      const reading = readings.get(new URL(url).origin);
      return reading === undefined || hasJumped(reading, clock) ? undefined : reading.ahead;
    },
    difference: () => newestDifference(readings, clock),
  };
};

/** Clocks that agree as far as can be measured agree. In whole seconds, as `Date` counts and as JWTs should. */
const aheadIn = (date: string | null, clock: Clock): Seconds | undefined => {
  if (date === null || date.length > LONGEST_DATE) return undefined;
  const stated = Date.parse(date);
  if (Number.isNaN(stated)) return undefined;
  const ahead = between(clock.now(), epochMs(stated));
  return seconds(Math.abs(ahead) < PRECISION ? 0 : Math.round(ahead));
};

/** Our clock was set since, or the machine slept: what was measured says nothing any more. */
const hasJumped = ({ wall, monotonic }: Reading, clock: Clock): boolean =>
  Math.abs(between(wall, clock.now()) - (clock.monotonic() - monotonic)) > PRECISION;

const newestDifference = (
  readings: ReadonlyMap<string, Reading>,
  clock: Clock,
): ClockDifference | undefined => {
  const differing = [...readings].filter(
    ([, reading]) => Math.abs(reading.ahead) > CLOCK_SKEW && !hasJumped(reading, clock),
  );
  const newest = differing.at(-1);
  return newest && { host: new URL(newest[0]).host, ahead: newest[1].ahead };
};

const isSame = (one?: ClockDifference, other?: ClockDifference): boolean =>
  one?.host === other?.host && Math.abs((one?.ahead ?? 0) - (other?.ahead ?? 0)) < PRECISION;
