import type { ConnectionId } from '../../../vocabulary/id.ts';
import { seconds, type Seconds } from '../../../vocabulary/instant.ts';
import type { Clock } from '../../port/system.ts';
import type { Generation } from '../../port/refresh-journal.ts';
import type { Secret } from '../../secret/secret.ts';
import type { Turns } from '../../async/queue.ts';

/** A refresh token and which one it is. */
export interface NumberedToken {
  readonly generation: Generation;
  readonly refreshToken: Secret<'refresh-token'>;
}

/** A refresh token that the keychain has refused so far. */
export interface UnsavedToken extends NumberedToken {
  /** The journal has it, so it survives the process. */
  readonly sealed: boolean;
}

/** Refresh tokens in memory that wait for the keychain. */
export interface UnsavedTokens {
  readonly ids: readonly ConnectionId[];
  get(id: ConnectionId): UnsavedToken | undefined;
  /** Remembers the token and tries again after each of `RETRY_WAITS`. */
  hold(id: ConnectionId, token: UnsavedToken): void;
  /** Forgets it: the keychain has it, or nobody wants it any more. */
  release(id: ConnectionId): void;
  /** Tries at once, in the connection's turn; resolves also where it fails again. */
  saveNow(id: ConnectionId): Promise<void>;
}

/**
 * How long to wait before each try. After the last one, the next refresh, the next unlock and the
 * end of the program try again.
 */
export const RETRY_WAITS: readonly Seconds[] = [1, 5, 30, 60, 300, 900].map(seconds);

export interface UnsavedPorts {
  readonly clock: Clock;
  readonly turns: Turns;
  /** Writes the token; fails with the keychain's code. */
  readonly save: (id: ConnectionId, token: NumberedToken) => Promise<void>;
  /** Tells the window that a login is (or is no longer) waiting for the keychain. */
  readonly onUnsaved: (id: ConnectionId, isUnsaved: boolean) => void;
}

interface Held {
  readonly token: UnsavedToken;
  readonly stop: AbortController;
}

export const createUnsaved = ({ clock, turns, save, onUnsaved }: UnsavedPorts): UnsavedTokens => {
  const held = new Map<ConnectionId, Held>();
  const release = (id: ConnectionId): void => {
    held.get(id)?.stop.abort();
    if (held.delete(id)) onUnsaved(id, false);
  };
  const saveNow = (id: ConnectionId): Promise<void> =>
    turns.take(id, async () => {
      const waiting = held.get(id);
      if (waiting === undefined) return;
      await save(id, waiting.token);
      release(id);
    });
  const retry = async (id: ConnectionId, signal: AbortSignal): Promise<void> => {
    for (const wait of RETRY_WAITS) {
      await clock.sleep(wait, signal);
      await saveNow(id).catch(() => undefined);
    }
  };
  return {
    get ids() {
      return [...held.keys()];
    },
    get: (id) => held.get(id)?.token,
    hold(id, token) {
      const stop = held.get(id)?.stop ?? new AbortController();
      const isNew = !held.has(id);
      held.set(id, { token, stop });
      if (!isNew) return;
      onUnsaved(id, true);
      // Ends by abort when the token is released.
      void retry(id, stop.signal).catch(() => undefined);
    },
    release,
    saveNow: (id) => saveNow(id).catch(() => undefined),
  };
};
