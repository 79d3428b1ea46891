import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Clock } from '../../../core/port/clock.ts';
import type { KeychainState } from '../../../core/port/keychain.ts';
import type { Secret } from '../../../core/secret/secret.ts';
import { refusalIn } from './keychain-state.ts';
import { readVaultFile, writeVaultFile, type VaultFs } from './vault-disk.ts';
import { parseVault, printVault, type VaultContent } from './vault-format.ts';
import type { OpenVault } from './vault-holder.ts';
import { openLid } from './vault-key-wrap.ts';

interface Means {
  readonly fs: VaultFs;
  readonly path: string;
  readonly clock: Clock;
}

const written = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (cause) {
    throw new ValetKeyError('VK_RECORD_NOT_WRITTEN', { cause });
  }
};

/** The vault as it lies on disk, undefined where there is none. Fails with VK_RECORD_UNREADABLE. */
const load = async ({ fs, path }: Means) => {
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

/** Opens the lid; a file with damaged lines is kept under a second name and then mended. */
const openVault = async (means: Means, passphrase: Secret<'passphrase'>): Promise<OpenVault> => {
  const { fs, path, clock } = means;
  const found = await load(means);
  if (found === undefined) throw refusalIn('absent');
  const { content, isWhole } = found;
  const key = await openLid(content.header, passphrase);
  if (!isWhole) {
    const stamp = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    await written(() => fs.link(path, `${path}.corrupt-${stamp}`));
    await written(() => writeVaultFile(fs, path, printVault(content)));
  }
  return { key, content };
};

/** What the file alone says. */
const stateOnDisk = async (means: Means): Promise<KeychainState> => {
  try {
    return (await load(means)) === undefined ? 'absent' : 'locked';
  } catch {
    return 'fault';
  }
};

/** A vault's file: what it says, opening it, and replacing it. */
export interface VaultFile {
  look(): Promise<KeychainState>;
  /** Fails as `Vault.unlock`. */
  open(passphrase: Secret<'passphrase'>): Promise<OpenVault>;
  /** Durable when it resolves. Fails with VK_RECORD_NOT_WRITTEN, and the old file stays. */
  write(content: VaultContent, isNew?: boolean): Promise<void>;
}

export const vaultFile = (means: Means): VaultFile => ({
  look: () => stateOnDisk(means),
  open: (passphrase) => openVault(means, passphrase),
  write: (content, isNew) =>
    written(() => writeVaultFile(means.fs, means.path, printVault(content), isNew)),
});
