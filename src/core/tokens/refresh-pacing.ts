import type { ConnectionId } from '../../vocabulary/id.ts';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import { seconds, type Seconds } from '../../vocabulary/instant.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import { REFRESH_FLOOR } from '../model/expiry.ts';
import type { Clock } from '../port/system.ts';
import { elapsedSince, readMoment, type Moment } from './access-token-cache.ts';

/** Longest a server's Retry-After is honoured before it is asked again. */
export const LONGEST_PAUSE: Seconds = seconds(3600);

/**
 * When the same token may be asked for again. The floor holds for one scope set at a time: another
 * set is another token, and waits for its turn only.
 */
export interface RefreshPacing {
  /**
   * Throws the last failure again while its pause lasts, so that a failing server is not hammered; its
   * field `triedAgainInSeconds` says that nothing was tried. Where
   * a person insists, only a pause that the server asked for holds: VK_RATE_LIMITED, with what is left of it.
   */
  check(id: ConnectionId, key: string, insist: boolean): void;
  /** How long until this token may be asked for again after it was given; 0 where it may be now. */
  wait(id: ConnectionId, key: string): Seconds;
  succeeded(id: ConnectionId, key: string): void;
  failed(id: ConnectionId, key: string, cause: unknown): void;
  drop(id: ConnectionId): void;
}

interface Pause {
  readonly since: Moment;
  readonly length: Seconds;
  /** Undefined after a success. */
  readonly failure: ValetKeyError | undefined;
}

/** Stands for every key of a connection: the server is away or wants rest, whatever is asked for. */
const ANY_KEY = '';

export const createRefreshPacing = (clock: Clock): RefreshPacing => {
  const pauses = new Map<ConnectionId, Map<string, Pause>>();
  const left = ({ since, length }: Pause): number => length - elapsedSince(since, clock);
  const running = (id: ConnectionId, key: string): Pause | undefined => {
    const pause = pauses.get(id)?.get(key);
    return pause !== undefined && left(pause) > 0 ? pause : undefined;
  };
  const pause = (id: ConnectionId, key: string, length: Seconds, failure?: ValetKeyError): void => {
    const own = [...(pauses.get(id) ?? [])].filter(([, one]) => left(one) > 0);
    pauses.set(id, new Map([...own, [key, { since: readMoment(clock), length, failure }]]));
  };
  return {
    check(id, key, insist) {
      const pause = running(id, ANY_KEY) ?? running(id, key);
      if (pause?.failure === undefined) return;
      if (!insist) throw untilLater(pause.failure, left(pause));
      if (pauseAskedFor(pause.failure) !== undefined) throw waitFailure(left(pause));
    },
    wait(id, key) {
      const pause = running(id, key);
      return seconds(pause === undefined || pause.failure !== undefined ? 0 : left(pause));
    },
    succeeded: (id, key) => pause(id, key, REFRESH_FLOOR),
    failed(id, key, cause) {
      const failure = isValetKeyError(cause) ? cause : new ValetKeyError('VK_INTERNAL', { cause });
      if (isStorageFailure(failure)) return;
      pause(id, failure.nextStep === 'retry' ? ANY_KEY : key, pauseAfter(failure), failure);
    },
    drop: (id) => void pauses.delete(id),
  };
};

/** Nobody was asked: the next try costs no server anything, and an unlock must work at once. */
const STORAGE: readonly ErrorCode[] = [
  'VK_KEYCHAIN_LOCKED',
  'VK_KEYCHAIN_DENIED',
  'VK_KEYCHAIN_UNAVAILABLE',
  'VK_RECORD_UNREADABLE',
  'VK_RECORD_NOT_WRITTEN',
  'VK_DISK_FULL',
  'VK_PROFILE_READ_ONLY',
  'VK_LOCKED',
];

/** Whether a refresh failed for want of a place to keep things, and not at the server. */
export const isStorageFailure = (thrown: unknown): boolean =>
  isValetKeyError(thrown) && STORAGE.includes(thrown.code);

const pauseAfter = (failure: ValetKeyError): Seconds =>
  seconds(Math.max(REFRESH_FLOOR, pauseAskedFor(failure) ?? 0));

/** What the server wants, up to {@link LONGEST_PAUSE}. @see RFC 9110 §10.2.3 */
const pauseAskedFor = ({ fields }: ValetKeyError): Seconds | undefined => {
  const asked = fields['retryAfterSeconds'];
  return typeof asked === 'number' && asked > 0
    ? seconds(Math.min(asked, LONGEST_PAUSE))
    : undefined;
};

/** The same failure, which says that nothing was tried this time. */
const untilLater = ({ code, fields, cause }: ValetKeyError, left: number): ValetKeyError =>
  new ValetKeyError(code, { cause, fields: { ...fields, triedAgainInSeconds: Math.ceil(left) } });

/** Nothing was sent this time. */
const waitFailure = (left: number): ValetKeyError =>
  new ValetKeyError('VK_RATE_LIMITED', {
    fields: { retryAfterSeconds: Math.ceil(left), sent: false },
  });
