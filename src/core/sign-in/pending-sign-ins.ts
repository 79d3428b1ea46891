import { seconds, type Seconds } from '../../vocabulary/instant.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Clock, Digest } from '../port/system.ts';
import type { Log } from '../port/log.ts';
import type { RedirectVerdict } from '../port/redirect-receiver.ts';
import type {
  AuthorizationTransaction,
  PendingTransaction,
} from '../oauth/authorization-request.ts';
import { judgeRedirect, type TransactionLookup } from '../oauth/authorization-response.ts';
import { createStateTable, type StateHash } from '../oauth/state-table.ts';
import type { Secret } from '../secret/secret.ts';

/** What a successful authorization response gives: a code, and what it takes to exchange it. */
export interface AuthorizationAnswer {
  readonly transaction: PendingTransaction;
  readonly code: Secret<'authorization-code'>;
}

/** Sign-ins whose browser is out. In memory only: a restart ends them all (RFC 7636 §4.1). */
export interface PendingSignIns {
  /**
   * Waits for the one redirect that answers `transaction`. Rejects with VK_AUTHORIZATION_TIMEOUT
   * after `duration` of monotonic time, with VK_AUTHORIZATION_CANCELLED where `signal` aborts or the
   * transaction is abandoned, and with the judgement's error where the response fails.
   */
  wait(
    transaction: AuthorizationTransaction,
    duration: Seconds,
    signal?: AbortSignal,
  ): Promise<AuthorizationAnswer>;
  /**
   * Judges a raw URL and, if it answers a pending sign-in, settles that one. Never throws.
   * @param only where the place it arrived at belongs to one transaction: others are ignored there
   */
  readonly deliver: (rawUrl: string, only?: AuthorizationTransaction) => RedirectVerdict;
  /** Ends the wait, if it goes on; a late response to it is stale. */
  abandon(transaction: AuthorizationTransaction): void;
}

export interface PendingSignInsPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly digest: Digest;
}

interface Waiter {
  readonly transaction: PendingTransaction;
  readonly expiresAt: Seconds;
  readonly resolve: (answer: AuthorizationAnswer) => void;
  readonly reject: (error: ValetKeyError) => void;
  /** Aborted when the wait is over, which ends its timer and its hold on the caller's signal. */
  readonly over: AbortController;
}

const MOST_PENDING = 32;
const MOST_REMEMBERED = 256;
const REMEMBERED_FOR = seconds(3600);
const BURST = 20;
const BURST_IS_OVER_AFTER = seconds(10);
/** The shape of every state we make: 32 bytes in base64url. */
const OUR_STATE = /^[\w-]{43}$/;

/**
 * The registry of pending sign-ins: any number at once, each answered once, by its own state.
 * Strangers' redirects are counted, not logged; a burst of them is reported once.
 * @see RFC 6749 §10.12, RFC 9700 §4.7
 */
export const pendingSignIns = (ports: PendingSignInsPorts): PendingSignIns => {
  const waiters = createWaiters(ports);
  const strangers = burstCounter(ports);
  return {
    wait: ({ state, ...transaction }, duration, signal) =>
      new Promise((resolve, reject) => {
        const hash = waiters.hash(state);
        const over = new AbortController();
        const expiresAt = seconds(ports.clock.monotonic() + duration);
        waiters.add(hash, { transaction, expiresAt, resolve, reject, over });
        whenAborted(signal, over.signal, () => waiters.fail(hash, cancelled()));
        ports.clock.sleep(duration, over.signal).then(
          () => waiters.fail(hash, timedOut()),
          () => undefined,
        );
      }),
    deliver(rawUrl, only) {
      const judgement = judgeRedirect(rawUrl, (state) =>
        only === undefined || only.state === state ? waiters.lookup(state) : { kind: 'unknown' },
      );
      if (judgement.verdict === 'proceed') {
        const { hash, ...transaction } = judgement.transaction;
        waiters.end(hash)?.resolve({ transaction, code: judgement.code });
      } else if (judgement.verdict === 'fail') {
        waiters.fail(judgement.transaction.hash, judgement.error);
      } else if (judgement.verdict === 'ignore') {
        strangers.count();
      }
      return judgement.verdict;
    },
    abandon({ state }) {
      waiters.fail(waiters.hash(state), cancelled());
    },
  };
};

const cancelled = (): ValetKeyError => new ValetKeyError('VK_AUTHORIZATION_CANCELLED');
const timedOut = (): ValetKeyError => new ValetKeyError('VK_AUTHORIZATION_TIMEOUT');

type HashedTransaction = PendingTransaction & { readonly hash: StateHash };

const createWaiters = ({ clock, digest }: PendingSignInsPorts) => {
  const waiting = createStateTable<Waiter>(digest, MOST_PENDING);
  const ended = createEndedStates(clock, digest);
  const end = (hash: StateHash, waiter = waiting.take(hash)): Waiter | undefined => {
    if (waiter === undefined) return undefined;
    ended.add(hash);
    waiter.over.abort();
    return waiter;
  };
  const fail = (hash: StateHash, error: ValetKeyError): void => end(hash)?.reject(error);
  return {
    hash: waiting.hash,
    end: (hash: StateHash) => end(hash),
    fail,
    add(hash: StateHash, waiter: Waiter): void {
      ended.begin();
      const givenUp = waiting.set(hash, waiter);
      if (givenUp !== undefined) end(givenUp.hash, givenUp.value)?.reject(cancelled());
    },
    lookup(state: string): TransactionLookup<HashedTransaction> {
      const hash = waiting.hash(state);
      const waiter = waiting.get(hash);
      if (waiter === undefined) return { kind: ended.includes(hash, state) ? 'ended' : 'unknown' };
      if (waiter.expiresAt > clock.monotonic()) {
        return { kind: 'pending', transaction: { ...waiter.transaction, hash } };
      }
      // The timer is late: the computer slept. The limit counts all the same.
      fail(hash, timedOut());
      return { kind: 'ended' };
    },
  };
};

const whenAborted = (
  signal: AbortSignal | undefined,
  over: AbortSignal,
  action: () => void,
): void => {
  if (signal?.aborted === true) action();
  else signal?.addEventListener('abort', action, { once: true, signal: over });
};

/** States that were ours and no longer count, for an hour, so that a late answer can be explained. */
const createEndedStates = (clock: Clock, digest: Digest) => {
  const endedAt = createStateTable<Seconds>(digest, MOST_REMEMBERED);
  let mayBeFromBefore = true;
  return {
    add(hash: StateHash): void {
      endedAt.set(hash, clock.monotonic());
    },
    /** From the first sign-in on, an unknown state is a stranger's. */
    begin(): void {
      mayBeFromBefore = false;
    },
    /**
     * A process that has begun no sign-in may be answered for one of the process before it: the
     * person hears once that it must be started again. No more than once, for anyone can fake it.
     */
    includes(hash: StateHash, state: string): boolean {
      const at = endedAt.get(hash);
      if (at !== undefined) return clock.monotonic() - at < REMEMBERED_FOR;
      const isFromBefore = mayBeFromBefore && OUR_STATE.test(state);
      if (isFromBefore) mayBeFromBefore = false;
      return isFromBefore;
    },
  };
};

/** One notice for each burst of strangers' redirects, however long it lasts. */
const burstCounter = ({ clock, log }: PendingSignInsPorts) => {
  let size = 0;
  let last = clock.monotonic();
  return {
    count(): void {
      const now = clock.monotonic();
      if (now - last > BURST_IS_OVER_AFTER) size = 0;
      last = now;
      size += 1;
      if (size === BURST) log.warn('redirect.strangers', { count: size });
    },
  };
};

/** The same registry; `redirected` is called with each redirect and its verdict. */
export const watchRedirects = (
  pending: PendingSignIns,
  redirected: (rawUrl: string, verdict: string) => void,
): PendingSignIns => ({
  ...pending,
  deliver(rawUrl, only) {
    const verdict = pending.deliver(rawUrl, only);
    redirected(rawUrl, verdict);
    return verdict;
  },
});
