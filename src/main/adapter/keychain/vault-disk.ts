import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';

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
