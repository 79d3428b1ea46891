import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Clock } from '../../../core/port/system.ts';
import type { KeychainState } from '../../../vocabulary/storage.ts';
import type { Secret } from '../../../core/secret/secret.ts';
import { refusalIn } from './keychain-rules.ts';
import { parseVault, printVault, unwrapVaultKey, type VaultContent } from './vault-format.ts';
import { writeFault } from '../system/write-fault.ts';

/** The part of a `FileHandle` of node:fs/promises that is used. */
export interface VaultHandle {
  writeFile(text: string): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The part of node:fs/promises that is used. */
export interface VaultFs {
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  chmod(path: string, mode: number): Promise<void>;
  open(path: string, flags: string, mode?: number): Promise<VaultHandle>;
  link(existing: string, path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

const FILE_MODE = 0o600;

const hasCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code;

/** The file's text, taken from others' eyes first; undefined where there is no file. */
export const readVaultFile = async (fs: VaultFs, path: string): Promise<string | undefined> => {
  try {
    await fs.chmod(path, FILE_MODE);
    return await fs.readFile(path, 'utf8');
  } catch (thrown) {
    if (hasCode(thrown, 'ENOENT')) return undefined;
    throw thrown;
  }
};

const synced = async (handle: VaultHandle, text?: string): Promise<void> => {
  try {
    if (text !== undefined) await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Makes the folder's list of names durable. Windows has no such call, and needs none. */
const syncFolder = async (fs: VaultFs, path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  await synced(await fs.open(dirname(path), 'r'));
};

const writeBeside = async (fs: VaultFs, beside: string, text: string): Promise<void> => {
  await synced(await fs.open(beside, 'wx', FILE_MODE), text);
};

/**
 * Replaces the file in one step and resolves when that is on disk; the old one stays until then.
 * Where `isNew`, a file that is there already is not replaced but a failure.
 */
export const writeVaultFile = async (
  fs: VaultFs,
  path: string,
  text: string,
  isNew = false,
): Promise<void> => {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeBeside(fs, beside, text);
    if (isNew) await fs.link(beside, path);
    else await fs.rename(beside, path);
  } finally {
    await fs.unlink(beside).catch(() => undefined);
  }
  await syncFolder(fs, path);
};

interface VaultPlace {
  readonly fs: VaultFs;
  readonly path: string;
  readonly clock: Clock;
}

const written = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (cause) {
    throw writeFault(cause);
  }
};

/** The vault as it lies on disk, undefined where there is none. Fails with VK_RECORD_UNREADABLE. */
const load = async ({ fs, path }: VaultPlace) => {
  try {
    const text = await readVaultFile(fs, path);
    if (text === undefined) return undefined;
    const parsed = parseVault(text);
    if (parsed === undefined) throw new Error('neither header is whole');
    return parsed;
  } catch (cause) {
    throw new ValetKeyError('VK_RECORD_UNREADABLE', { cause });
  }
};

/** A vault's key and what it opens. */
export interface OpenVault {
  readonly key: Buffer;
  readonly content: VaultContent;
}

/** Opens the vault; a file with damaged lines is kept under a second name and then mended. */
const openVault = async (
  place: VaultPlace,
  passphrase: Secret<'passphrase'>,
): Promise<OpenVault> => {
  const { fs, path, clock } = place;
  const found = await load(place);
  if (found === undefined) throw refusalIn('absent');
  const { content, isWhole } = found;
  const key = await unwrapVaultKey(content.header, passphrase);
  if (!isWhole) {
    const stamp = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    await written(() => fs.link(path, `${path}.corrupt-${stamp}`));
    await written(() => writeVaultFile(fs, path, printVault(content)));
  }
  return { key, content };
};

/** What the file alone says. */
const stateOf = async (place: VaultPlace): Promise<KeychainState> => {
  try {
    return (await load(place)) === undefined ? 'absent' : 'locked';
  } catch {
    return 'fault';
  }
};

/** A vault's file: what it says, opening it, and replacing it. */
export interface VaultFile {
  state(): Promise<KeychainState>;
  /** Fails as `Vault.unlock`. */
  open(passphrase: Secret<'passphrase'>): Promise<OpenVault>;
  /** Durable when it resolves. Fails with VK_RECORD_NOT_WRITTEN, and the old file stays. */
  write(content: VaultContent, isNew?: boolean): Promise<void>;
}

export const vaultFile = (place: VaultPlace): VaultFile => ({
  state: () => stateOf(place),
  open: (passphrase) => openVault(place, passphrase),
  write: (content, isNew) =>
    written(() => writeVaultFile(place.fs, place.path, printVault(content), isNew)),
});
