import type { Clock } from '../../../core/port/system.ts';
import type { Log } from '../../../core/port/log.ts';
import { seconds } from '../../../vocabulary/instant.ts';
import { createQueue } from '../../../core/async/queue.ts';
import type { HostCall, HostClient, HostOutcome } from './keychain-host-client.ts';
import { refusalIn, type ObservableState } from './keychain-rules.ts';

/** A caller waits no longer than this; the call itself goes on, for it cannot be taken back. */
const LONGEST_WAIT = seconds(60);

/** A call that takes longer is waiting for a person: an unlock prompt is up. */
const PROMPT_SUSPECTED_AFTER = seconds(3);

/** One native call's outcome. */
export interface Asked {
  readonly outcome: HostOutcome;
  /** It took so long that a prompt was up: whatever came of it was a person's doing. */
  readonly waited: boolean;
}

/** Asks the host; refuses once the caller has given up. */
export type Ask = (call: HostCall) => Promise<Asked>;

interface Parts {
  readonly host: HostClient;
  readonly state: ObservableState;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Runs `work` when all before it are done. A caller waits at most a minute, counted from the asking;
 * then it fails by `waiting`, while the call under way, if any, keeps others out until it settles
 * and no other call of that work may begin.
 */
export type InTurn = <T>(work: (ask: Ask) => Promise<T>) => Promise<T>;

export interface KeychainQueue {
  readonly inTurn: InTurn;
  /**
   * Ends the call under way if its caller has given up on it, and whether there was one: a keyring that
   * ended while it was asking a person never answers, and would keep everybody out for good.
   */
  readonly endStuckCall: () => boolean;
}

export const createKeychainQueue = (parts: Parts): KeychainQueue => {
  const inOrder = createQueue();
  const { host, clock, state } = parts;
  let running: { readonly hasGivenUp: boolean } | undefined;
  const inTurn: InTurn = async (work) => {
    const caller = { hasGivenUp: false };
    const settled = new AbortController();
    const outcome = inOrder(async () => {
      running = caller;
      try {
        return await work(askFor(parts, caller));
      } finally {
        running = undefined;
        // A state left at `waiting` with nothing pending would refuse every later call.
        if (state.current === 'waiting') state.enter('unknown');
      }
    });
    const timeout = clock.sleep(LONGEST_WAIT, settled.signal).then(() => {
      caller.hasGivenUp = true;
      throw refusalIn('waiting');
    });
    return Promise.race([outcome, timeout]).finally(() => settled.abort());
  };
  return {
    inTurn,
    endStuckCall() {
      if (running?.hasGivenUp !== true) return false;
      host.abandon();
      return true;
    },
  };
};

const askFor =
  ({ host, state, clock, log }: Parts, caller: { readonly hasGivenUp: boolean }): Ask =>
  async (call) => {
    if (caller.hasGivenUp) throw refusalIn('waiting');
    const settled = new AbortController();
    let waited = false;
    const suspectPrompt = (): void => {
      waited = true;
      state.enter('waiting');
    };
    clock.sleep(PROMPT_SUSPECTED_AFTER, settled.signal).then(suspectPrompt, () => undefined);
    const outcome = await host.ask(call);
    settled.abort();
    report(log, call, outcome);
    return { outcome, waited };
  };

const report = (log: Log, call: HostCall, outcome: HostOutcome): void => {
  if (outcome.kind === 'refused') {
    log.warn('keychain.refused', { op: call.op, why: outcome.detail });
  }
  if (outcome.kind === 'crashed') log.warn('keychain.host-died', { op: call.op });
  if (outcome.kind === 'no-native') log.warn('keychain.no-native');
};
