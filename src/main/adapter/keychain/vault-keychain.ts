import * as nodeFs from 'node:fs/promises';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import { createQueue } from '../../../core/async/queue.ts';
import { createObservable } from '../../../core/async/observable.ts';
import type { Clock } from '../../../core/port/system.ts';
import type { Keychain, KeychainItems } from '../../../core/port/keychain.ts';
import type { Secret } from '../../../core/secret/secret.ts';
import type { Seconds } from '../../../vocabulary/instant.ts';
import type { KeychainState } from '../../../vocabulary/storage.ts';
import {
  type ObservableState,
  refusalIn,
  requireItemName,
  requireItemValue,
} from './keychain-rules.ts';
import { decrypt, encrypt } from '../system/seal.ts';
import {
  createVaultKey,
  requirePassphrase,
  SCRYPT_COST,
  type ScryptCost,
  type VaultContent,
  wrapVaultKey,
} from './vault-format.ts';
import { type OpenVault, vaultFile, type VaultFile, type VaultFs } from './vault-file.ts';

export interface VaultOptions {
  /** The vault's file; made 0600. */
  readonly path: string;
  readonly clock: Clock;
  /** Locks itself when nothing has been asked of it for so long. */
  readonly autoLockAfter: Seconds;
  readonly cost?: ScryptCost;
  readonly fs?: VaultFs;
}

/**
 * A keychain in a file under a passphrase, for machines without a keychain; opt-in. `absent`: there
 * is no vault yet. `locked`: the passphrase is wanted. `fault`: the file cannot be read.
 */
export interface Vault extends Keychain {
  /**
   * Makes the vault and opens it. Fails with VK_INVALID_INPUT for a passphrase of less than 8
   * characters, and with VK_RECORD_NOT_WRITTEN, also where a vault is there already.
   */
  create(passphrase: Secret<'passphrase'>): Promise<void>;
  /**
   * Fails with VK_KEYCHAIN_DENIED for a wrong passphrase, with VK_RECORD_UNREADABLE where the file
   * is damaged beyond use, with VK_KEYCHAIN_UNAVAILABLE where there is none. A file with damaged
   * lines is kept as `<name>.corrupt-<time>` and mended.
   */
  unlock(passphrase: Secret<'passphrase'>): Promise<void>;
  /** Fails as `unlock` and `create` do; then the old passphrase still opens it. */
  changePassphrase(current: Secret<'passphrase'>, next: Secret<'passphrase'>): Promise<void>;
  /** Forgets the key. What is being written is written. */
  lock(): void;
}

export type KeyHolder = ReturnType<typeof keyHolder>;

/** Holds the open vault's key as long as somebody uses it. */
export const keyHolder = (clock: Clock, autoLockAfter: Seconds, state: ObservableState) => {
  let open: OpenVault | undefined;
  let idle = new AbortController();
  const lock = (): void => {
    idle.abort();
    open?.key.fill(0);
    if (open !== undefined) state.enter('locked');
    open = undefined;
  };
  const touch = (): void => {
    idle.abort();
    idle = new AbortController();
    clock.sleep(autoLockAfter, idle.signal).then(lock, () => undefined);
  };
  return {
    lock,
    isOpen: (): boolean => open !== undefined,
    hold(next: OpenVault): void {
      open?.key.fill(0);
      open = next;
      touch();
      state.enter('ready');
    },
    /** The vault's content after a write, unless it was locked meanwhile. */
    replace(content: VaultContent): void {
      if (open !== undefined) open = { ...open, content };
    },
    /** Fails by the state where the vault is not open. Puts the auto-lock off. */
    use(): OpenVault {
      if (open === undefined) throw refusalIn(state.current);
      touch();
      return open;
    },
  };
};

/** What a passphrase is asked for. */
const passphraseActions = (options: VaultOptions, file: VaultFile, holder: KeyHolder) => {
  const { cost = SCRYPT_COST } = options;
  return {
    async create(passphrase: Secret<'passphrase'>): Promise<void> {
      requirePassphrase(passphrase);
      const { vaultKey: key, header } = await createVaultKey(passphrase, cost);
      const content = { header, items: new Map<string, string>() };
      await file.write(content, true);
      holder.hold({ key, content });
    },
    async unlock(passphrase: Secret<'passphrase'>): Promise<void> {
      holder.hold(await file.open(passphrase));
    },
    async changePassphrase(current: Secret<'passphrase'>, next: Secret<'passphrase'>) {
      requirePassphrase(next);
      const { key, content } = await file.open(current);
      const changed = { ...content, header: await wrapVaultKey(key, next, cost) };
      await file.write(changed);
      holder.hold({ key, content: changed });
    },
  };
};

/** The items of an open vault; each change is on disk when it resolves. */
const vaultItems = (file: VaultFile, holder: KeyHolder): KeychainItems => {
  const edit = async (change: (items: Map<string, string>, key: Buffer) => void): Promise<void> => {
    const { key, content } = holder.use();
    const items = new Map(content.items);
    change(items, key);
    const next = { ...content, items };
    await file.write(next);
    holder.replace(next);
  };
  return {
    async get(item) {
      requireItemName(item);
      const { key, content } = holder.use();
      const sealed = content.items.get(item);
      if (sealed === undefined) return undefined;
      const value = decrypt(key, item, sealed);
      if (value === undefined) throw new ValetKeyError('VK_RECORD_UNREADABLE');
      return value.toString('ascii');
    },
    async set(item, value) {
      requireItemName(item);
      requireItemValue(value);
      await edit((items, key) => items.set(item, encrypt(key, item, Buffer.from(value, 'ascii'))));
    },
    async delete(item) {
      requireItemName(item);
      await edit((items) => items.delete(item));
    },
  };
};

/** The vault, one thing at a time. */
export const createVaultKeychain = (options: VaultOptions): Vault => {
  const state = createObservable<KeychainState>('unknown');
  const file = vaultFile({ fs: nodeFs, ...options });
  const holder = keyHolder(options.clock, options.autoLockAfter, state);
  const inOrder = createQueue();
  const actions = passphraseActions(options, file, holder);
  const items = vaultItems(file, holder);
  return {
    get state() {
      return state.current;
    },
    onChange: state.onChange,
    lock: holder.lock,
    probe: () => inOrder(async () => state.enter(holder.isOpen() ? 'ready' : await file.state())),
    create: (passphrase) => inOrder(() => actions.create(passphrase)),
    unlock: (passphrase) => inOrder(() => actions.unlock(passphrase)),
    changePassphrase: (current, next) => inOrder(() => actions.changePassphrase(current, next)),
    session: (work) => inOrder(() => work(items)),
    get: (item) => inOrder(() => items.get(item)),
    set: (item, value) => inOrder(() => items.set(item, value)),
    delete: (item) => inOrder(() => items.delete(item)),
  };
};
