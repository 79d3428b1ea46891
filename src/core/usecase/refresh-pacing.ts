import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import type { ErrorCode } from '../../shared/vocabulary/error-code.ts';
import { seconds, type Seconds } from '../../shared/vocabulary/instant.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import { REFRESH_FLOOR } from '../model/expiry.ts';
import type { Clock } from '../port/clock.ts';
import { elapsedSince, momentOf, type Moment } from './access-token-cache.ts';

/** Longest a server's Retry-After is honoured before it is asked again. */
export const LONGEST_PAUSE: Seconds = seconds(3600);

/**
 * When the same token may be asked for again. The floor holds for one scope set at a time: another
 * set is another token, and waits for its turn only.
 */
export interface RefreshPacing {
  /** Throws the last failure again while its pause lasts, so that a failing server is not hammered. */
  check(id: ConnectionId, key: string): void;
  /** How long until this token may be asked for again; 0 where it may be now. */
  wait(id: ConnectionId, key: string): Seconds;
  succeeded(id: ConnectionId, key: string): void;
  failed(id: ConnectionId, key: string, cause: unknown): void;
  drop(id: ConnectionId): void;
}

interface Pause {
  readonly since: Moment;
  readonly length: Seconds;
  /** Undefined after a success. */
  readonly cause: unknown;
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
  const pause = (id: ConnectionId, key: string, length: Seconds, cause: unknown): void => {
    const own = [...(pauses.get(id) ?? [])].filter(([, one]) => left(one) > 0);
    pauses.set(id, new Map([...own, [key, { since: momentOf(clock), length, cause }]]));
  };
  return {
    check(id, key) {
      const cause = (running(id, ANY_KEY) ?? running(id, key))?.cause;
      if (cause !== undefined) throw cause;
    },
    wait(id, key) {
      const pause = running(id, key);
      return seconds(pause === undefined ? 0 : left(pause));
    },
    succeeded: (id, key) => pause(id, key, REFRESH_FLOOR, undefined),
    failed(id, key, cause) {
      if (isStorageFailure(cause)) return;
      const isServerWide = isValetKeyError(cause) && cause.nextStep === 'retry';
      pause(id, isServerWide ? ANY_KEY : key, pauseAfter(cause), cause);
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
  'VK_LOCKED',
];

const isStorageFailure = (cause: unknown): boolean =>
  isValetKeyError(cause) && STORAGE.includes(cause.code);

const pauseAfter = (cause: unknown): Seconds => {
  const asked = isValetKeyError(cause) ? cause.fields['retryAfterSeconds'] : undefined;
  if (typeof asked !== 'number' || !(asked > REFRESH_FLOOR)) return REFRESH_FLOOR;
  return seconds(Math.min(asked, LONGEST_PAUSE));
};
