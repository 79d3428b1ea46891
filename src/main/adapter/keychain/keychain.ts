import { createObservable } from '../../../core/async/observable.ts';
import type { Clock, Random } from '../../../core/port/system.ts';
import type { Keychain, KeychainItems, ResetOutcome } from '../../../core/port/keychain.ts';
import type { KeychainState } from '../../../vocabulary/storage.ts';
import type { Log } from '../../../core/port/log.ts';
import { type Ask, createKeychainQueue, type KeychainQueue } from './keychain-queue.ts';
import {
  CANARY,
  CANARY_BYTES,
  type CanaryHash,
  type CanaryParts,
  hashOf,
  readCanary,
  requireCanary,
} from './keychain-canary.ts';
import { createHostClient, type HostProcess } from './keychain-host-client.ts';
import {
  type ObservableState,
  refusalIn,
  requireItemName,
  requireItemValue,
} from './keychain-rules.ts';
import { inSession } from './keychain-session.ts';
import { writeFault } from '../system/write-fault.ts';

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
  /** Reading after reading it has answered that our canary is not there: locked, or reset by a person. */
  readonly mayBeReset: boolean;
  /** A person says that it was reset. Fails with a keychain code or VK_RECORD_NOT_WRITTEN, changing nothing. */
  resetKeychain(): Promise<ResetOutcome>;
  close(): void;
}

/** Resolves with the state found, or with `waiting` as soon as a prompt seems to be up. */
const prober = (
  state: ObservableState,
  { inTurn, endStuckCall }: KeychainQueue,
  readNow: (ask: Ask) => Promise<unknown>,
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
      inTurn(readNow).then(finish, finish);
    });
  return (): Promise<KeychainState> =>
    state.current === 'waiting' && !endStuckCall()
      ? Promise.resolve('waiting')
      : (probing ??= start());
};

/**
 * The operating system's keychain through a host process (docs/refresh.md): one native call at a
 * time, `ready` only while our canary reads back, nothing written or deleted on a guess.
 *
 * `probe` starts the host where there is none and is the only thing that asks again after
 * `locked`, `absent`, `no-native` or `fault`, or while a call does not end whose caller has given up. A host that dies fails the call under way, which is
 * never repeated, and the next call reads the canary again.
 */
export const createKeychain = (options: KeychainOptions): SystemKeychain => {
  const { clock, log } = options;
  const state = createObservable<KeychainState>('unknown');
  const host = createHostClient(options);
  const queue = createKeychainQueue({ host, state, clock, log });
  const { inTurn } = queue;
  let missed = 0;
  const onCanaryRead = (isMissing: boolean): void => {
    missed = isMissing ? missed + 1 : 0;
  };
  const parts = { ...options, state, onCanaryRead };
  state.onChange((now) => log.info('keychain.state', { state: now }));

  const session = async <T>(work: (items: KeychainItems) => Promise<T>): Promise<T> => {
    if (state.current === 'waiting') throw refusalIn('waiting');
    return inTurn(async (ask) => {
      // Each session begins with the canary, which is also how an unknown state becomes known.
      if (!MAY_ASK.has(state.current)) throw refusalIn(state.current);
      return inSession({ state, ask, requireCanary: () => requireCanary(parts, ask) }, work);
    });
  };

  return {
    get state() {
      return state.current;
    },
    onChange: state.onChange,
    get mayBeReset() {
      return state.current === 'locked' && missed >= READINGS_BEFORE_OFFER;
    },
    probe: prober(state, queue, (ask) => readCanary(parts, ask)),
    async resetKeychain() {
      if (state.current === 'waiting') throw refusalIn('waiting');
      return inTurn((ask) => resetKeychain(parts, ask));
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

/** The item that is written to learn whether the keychain takes anything; deleted at once. */
export const PROBE = 'probe';

/** How many readings in a row must find the canary missing before a reset is offered. */
export const READINGS_BEFORE_OFFER = 2;

/**
 * Makes a keychain that was reset ours again: a new canary, and nothing else is written or deleted.
 *
 * A locked keyring reads as empty too, so a written item decides: it must read back, and after that
 * the old canary must still be missing. Writing may make the system ask to unlock the keyring, and
 * then the old canary is found: that is the good end. Fails by the state found, changing nothing.
 */
export const resetKeychain = async (parts: CanaryParts, ask: Ask): Promise<ResetOutcome> => {
  if (await isFound(parts, ask)) return 'found';
  await requireWriting(parts, ask);
  if (await isFound(parts, ask)) return 'found';
  await replant(parts, ask);
  return 'reset';
};

/** Whether the canary is there after all; fails where the keychain says anything but "none". */
const isFound = async (parts: CanaryParts, ask: Ask): Promise<boolean> => {
  const seen = { isMissing: false };
  const onCanaryRead = (isMissing: boolean): void => {
    seen.isMissing = isMissing;
    parts.onCanaryRead(isMissing);
  };
  const state = await readCanary({ ...parts, onCanaryRead }, ask);
  if (state === 'ready') return true;
  if (!seen.isMissing) throw refusalIn(state);
  return false;
};

const requireWriting = async ({ random, state }: CanaryParts, ask: Ask): Promise<void> => {
  const value = random.base64url(CANARY_BYTES);
  const { outcome: written } = await ask({ op: 'set', item: PROBE, value });
  // It answers readings with "none" and refuses to be written: a locked collection.
  if (written.kind !== 'done') throw refusalIn(state.enter('locked'));
  const { outcome: read } = await ask({ op: 'get', item: PROBE });
  if (read.kind !== 'done' || read.value !== value) throw refusalIn(state.enter('locked'));
  await ask({ op: 'delete', item: PROBE });
};

/**
 * The hash goes first, unlike with the first canary: a crash between leaves a missing canary, which
 * can be reset again, and not a canary that is nobody's.
 */
const replant = async ({ random, canaryHash, state }: CanaryParts, ask: Ask): Promise<void> => {
  const canary = random.base64url(CANARY_BYTES);
  try {
    await canaryHash.write(hashOf(canary));
  } catch (cause) {
    throw writeFault(cause);
  }
  await ask({ op: 'set', item: CANARY, value: canary });
  const { outcome } = await ask({ op: 'get', item: CANARY });
  if (outcome.kind !== 'done' || outcome.value !== canary) throw refusalIn(state.enter('locked'));
  state.enter('ready');
};
