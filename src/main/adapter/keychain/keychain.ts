import type { Clock } from '../../../core/port/clock.ts';
import type {
  FreshStart,
  Keychain,
  KeychainItems,
  KeychainState,
} from '../../../core/port/keychain.ts';
import type { Log } from '../../../core/port/log.ts';
import type { Random } from '../../../core/port/random.ts';
import { seconds } from '../../../vocabulary/instant.ts';
import { LOOKS_BEFORE_OFFER, resetKeychain } from './keychain-reset.ts';
import { askIn, type Ask } from './keychain-ask.ts';
import type { CanaryHash } from './keychain-canary.ts';
import { createGate, type Gate } from './keychain-gate.ts';
import { createHostClient } from './keychain-host-client.ts';
import type { HostProcess } from './keychain-host-process.ts';
import { requireItemName, requireItemValue } from './keychain-item-rules.ts';
import { inSession } from './keychain-session.ts';
import { look, requireCanary } from './keychain-look.ts';
import { observableState, refusalIn, type ObservableState } from './keychain-state.ts';

/** A caller waits no longer than this; the call itself goes on, for it cannot be taken back. */
const CALLER_PATIENCE = seconds(60);

const MAY_ASK: ReadonlySet<KeychainState> = new Set(['ready', 'unknown']);

export interface KeychainOptions {
  readonly spawnHost: () => HostProcess;
  /** The service all items are under. Different user data folders need different ones. */
  readonly service: string;
  readonly canaryHash: CanaryHash;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly platform: NodeJS.Platform;
}

/** The system's keychain, and how to let go of the process that holds it. */
export interface SystemKeychain extends Keychain {
  /** Look after look it has answered that our canary is not there: locked, or reset by a person. */
  readonly mayBeReset: boolean;
  /** A person says that it was reset. Fails with a keychain code or VK_RECORD_NOT_WRITTEN, changing nothing. */
  resetKeychain(): Promise<FreshStart>;
  close(): void;
}

type InTurn = <T>(work: (ask: Ask) => Promise<T>) => Promise<T>;

/** Resolves with the state found, or with `waiting` as soon as a prompt seems to be up. */
const prober = (
  state: ObservableState,
  inTurn: InTurn,
  lookNow: (ask: Ask) => Promise<unknown>,
) => {
  let probing: Promise<KeychainState> | undefined;
  const start = (): Promise<KeychainState> =>
    new Promise((resolve) => {
      const stop = state.onChange((now) => {
        if (now === 'waiting') resolve(now);
      });
      const finish = (): void => {
        stop();
        probing = undefined;
        resolve(state.current);
      };
      inTurn(lookNow).then(finish, finish);
    });
  return (): Promise<KeychainState> =>
    state.current === 'waiting' ? Promise.resolve('waiting') : (probing ??= start());
};

const turnsAt =
  (gate: Gate, state: ObservableState, means: Parameters<typeof askIn>[0]): InTurn =>
  (work) =>
    gate.run(async (turn) => {
      try {
        return await work(askIn(means, turn));
      } finally {
        // A state left at `waiting` with nothing pending would refuse every later call.
        if (state.current === 'waiting') state.enter('unknown');
      }
    });

/**
 * The operating system's keychain through a host process (docs/refresh.md): one native call at a
 * time, `ready` only while our canary reads back, nothing written or deleted on a guess.
 *
 * `probe` starts the host where there is none and is the only thing that looks again after
 * `locked`, `absent`, `no-native` or `fault`. A host that dies fails the call in hand, which is
 * never repeated, and the next call looks afresh.
 */
export const createKeychain = (options: KeychainOptions): SystemKeychain => {
  const { clock, log } = options;
  const state = observableState('unknown');
  const host = createHostClient(options);
  const gate = createGate(clock, CALLER_PATIENCE, () => refusalIn('waiting'));
  const inTurn = turnsAt(gate, state, { host, state, clock, log });
  let missed = 0;
  const sawCanary = (isMissing: boolean): void => {
    missed = isMissing ? missed + 1 : 0;
  };
  const means = { ...options, state, sawCanary };
  state.onChange((now) => log.info('keychain.state', { state: now }));

  const session = async <T>(work: (items: KeychainItems) => Promise<T>): Promise<T> => {
    if (state.current === 'waiting') throw refusalIn('waiting');
    return inTurn(async (ask) => {
      // Each session begins with the canary, which is also how an unknown state becomes known.
      if (!MAY_ASK.has(state.current)) throw refusalIn(state.current);
      return inSession({ state, ask, requireCanary: () => requireCanary(means, ask) }, work);
    });
  };

  return {
    get state() {
      return state.current;
    },
    onChange: state.onChange,
    get mayBeReset() {
      return state.current === 'locked' && missed >= LOOKS_BEFORE_OFFER;
    },
    probe: prober(state, inTurn, (ask) => look(means, ask)),
    async resetKeychain() {
      if (state.current === 'waiting') throw refusalIn('waiting');
      return inTurn((ask) => resetKeychain(means, ask));
    },
    session,
    async get(item) {
      requireItemName(item);
      return session((items) => items.get(item));
    },
    async set(item, value) {
      requireItemName(item);
      requireItemValue(value);
      return session((items) => items.set(item, value));
    },
    async delete(item) {
      requireItemName(item);
      return session((items) => items.delete(item));
    },
    close: host.close,
  };
};
