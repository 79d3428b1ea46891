import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { Keychain, KeychainItems } from '../../src/core/port/keychain.ts';

/** CRED_MAX_CREDENTIAL_BLOB_SIZE of Windows. */
const LARGEST_ITEM = 2560;
/** Between the gnome-keyring's median and its slow tail, as measured. */
const SHORTEST_CALL_MS = 1;
const LONGEST_CALL_MS = 5;

const latency = (): Promise<void> =>
  wait(SHORTEST_CALL_MS + Math.random() * (LONGEST_CALL_MS - SHORTEST_CALL_MS));

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

/** Written beside, synced, renamed, and the folder synced: as gnome-keyring does before it answers. */
const writeDurably = async (folder: string, item: string, value: string): Promise<void> => {
  const beside = join(folder, `${item}.new`);
  const file = await open(beside, 'w', 0o600);
  await file.writeFile(value);
  await file.sync();
  await file.close();
  await rename(beside, join(folder, item));
  await syncFolder(folder);
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, constants.O_RDONLY);
  await handle.sync();
  await handle.close();
};

/**
 * A keychain whose items are files: durable when a call resolves, 1 to 5 ms slow, one call at a
 * time, and no item larger than Windows takes. What a killed process leaves is what the next finds.
 */
export const fileKeychain = async (folder: string): Promise<Keychain> => {
  await mkdir(folder, { recursive: true });
  let last: Promise<unknown> = Promise.resolve();
  const call = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(latency).then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const items: KeychainItems = {
    get: (item) =>
      call(async () => {
        try {
          return await readFile(join(folder, item), 'utf8');
        } catch (thrown) {
          if (isMissing(thrown)) return undefined;
          throw thrown;
        }
      }),
    set(item, value) {
      if (Buffer.byteLength(value) > LARGEST_ITEM) throw new ValetKeyError('VK_RECORD_NOT_WRITTEN');
      return call(() => writeDurably(folder, item, value));
    },
    delete: (item) =>
      call(async () => {
        await rm(join(folder, item), { force: true });
        await syncFolder(folder);
      }),
  };
  return {
    ...items,
    state: 'ready',
    probe: () => Promise.resolve('ready'),
    onChange: () => () => undefined,
    session: (work) => work(items),
  };
};
