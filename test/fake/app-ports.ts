import { createHash } from 'node:crypto';
import { type App, type AppPorts, createApp } from '../../src/core/app.ts';
import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { Ledger, LedgerEntry } from '../../src/core/port/ledger.ts';
import type { Keychain, SecretStorage } from '../../src/core/port/keychain.ts';
import type { ProviderSettings } from '../../src/core/model/provider-settings.ts';
import type { ProviderStore } from '../../src/core/port/stores.ts';
import { fakeClock } from './clock.ts';
import { fakeConnectionStore } from './connection-store.ts';
import { fakeKeptKeys } from './kept-keys.ts';
import { fakeKeychain } from './keychain.ts';
import { fakeLog } from './log.ts';
import { fakeRandom } from './random.ts';
import { fakeReceivers } from './redirect-receiver.ts';
import { fakeRefreshJournal } from './refresh-journal.ts';
import { fakeSettings } from './settings.ts';

/** A keychain as the place where secrets go; there is no vault here, and nothing to reset. */
export const storageOn = (
  keychain: Keychain,
  changes: Partial<Pick<SecretStorage, 'reset' | 'mayBeReset' | 'vault'>> = {},
): SecretStorage => ({
  kind: 'keychain',
  get state() {
    return keychain.state;
  },
  probe: () => keychain.probe(),
  get: (item) => keychain.get(item),
  set: (item, value) => keychain.set(item, value),
  delete: (item) => keychain.delete(item),
  session: (work) => keychain.session(work),
  onChange: (listener) => keychain.onChange(listener),
  mayBeReset: () => false,
  reset: () => Promise.reject(new ValetKeyError('VK_KEYCHAIN_LOCKED')),
  vault: {
    create: () => Promise.resolve(),
    unlock: () => Promise.resolve(),
    lock: () => undefined,
  },
  ...changes,
});

export const fakeLedger = (now: () => LedgerEntry['at']): Ledger => {
  let lines: readonly LedgerEntry[] = [];
  return {
    record: (entry) => void (lines = [...lines, { ...entry, id: lines.length + 1, at: now() }]),
    list: () => lines.toReversed(),
    clear: (id) => Promise.resolve(void (lines = lines.filter((one) => one.connectionId !== id))),
  };
};

export const fakeProviderStore = (): ProviderStore => {
  let kept: readonly ProviderSettings[] = [];
  return {
    list: () => kept,
    replaceAll: (next) => Promise.resolve(void (kept = next)),
  };
};

/** A clipboard that remembers in `copied` all that was put there; it refuses where `beforeCopy` fails. */
export const fakeClipboard = (beforeCopy: () => Promise<void> = () => Promise.resolve()) => {
  const copied: string[] = [];
  let clears = 0;
  return {
    copied,
    clears: () => clears,
    async copySecret(text: string) {
      await beforeCopy();
      copied.push(text);
    },
    copyText: (text: string) => Promise.resolve(void copied.push(text)),
    clearIfOurs: () => Promise.resolve(void (clears += 1)),
  };
};

const nobody = (): never => {
  throw new Error('nobody answers here');
};

/** Every port in memory, with the network and the browser cut off; `changes` take the place of some. */
export const fakePorts = (changes: Partial<AppPorts> = {}): AppPorts => {
  const clock = changes.clock ?? fakeClock({ skip: false });
  return {
    clock,
    random: fakeRandom(),
    digest: (text) => createHash('sha256').update(text).digest('base64url'),
    log: fakeLog(),
    connections: fakeConnectionStore(),
    providers: fakeProviderStore(),
    keptKeys: fakeKeptKeys(() => clock.now()),
    settings: fakeSettings(),
    ledger: fakeLedger(() => clock.now()),
    storage: storageOn(fakeKeychain()),
    openJournal: fakeRefreshJournal,
    http: () => Promise.resolve().then(nobody),
    userAgent: { open: () => Promise.resolve().then(nobody) },
    receivers: fakeReceivers().receivers,
    clipboard: fakeClipboard(),
    playground: {
      issuer: () => undefined,
      ensureRunning: () => Promise.resolve().then(nobody),
      client: {
        clientId: 'playground',
        redirectPaths: { loopback: '/callback', 'private-use-scheme': '/callback' },
      },
    },
    emit: () => undefined,
    onLock: () => undefined,
    warnOfExpiries: () => undefined,
    ...changes,
  };
};

/** The program over fakes; nothing runs by itself until it is started. */
export const fakeApp = (changes: Partial<AppPorts> = {}): App => createApp(fakePorts(changes));
