import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A tmpfs that can be filled to the last byte. */
export interface SmallDisk {
  readonly folder: string;
  fill(): Promise<void>;
  drain(): Promise<void>;
  /** From now on nothing can be written, by root neither. */
  makeReadOnly(): Promise<void>;
  stop(): Promise<void>;
}

/** Mounting is root's: by sudo where we are somebody else. */
const asRoot = (...command: readonly [string, ...string[]]): Promise<unknown> => {
  const [file, ...args] =
    process.getuid?.() === 0 ? command : (['sudo', '-n', ...command] as const);
  return run(file, [...args]);
};

const LARGEST_WRITE = 1 << 20;

const fillUp = async (path: string): Promise<void> => {
  const file = await open(path, 'a');
  try {
    for (let size = LARGEST_WRITE; size >= 1; size = size / 2) {
      const bytes = Buffer.alloc(size, 'x');
      const write = (): Promise<boolean> =>
        file.write(bytes).then(
          ({ bytesWritten }) => bytesWritten === size,
          () => false,
        );
      while (await write());
    }
  } finally {
    await file.close();
  }
};

/** @param at a folder that is there; a new one where absent */
export const mountSmallDisk = async (kib = 256, at?: string): Promise<SmallDisk> => {
  const folder = at ?? (await mkdtemp(join(tmpdir(), 'valet-key-disk-')));
  const filler = join(folder, 'filler');
  const options = `size=${String(kib)}k,uid=${String(process.getuid?.() ?? 0)},mode=0700`;
  await asRoot('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder);
  return {
    folder,
    fill: () => fillUp(filler),
    drain: () => rm(filler, { force: true }),
    async makeReadOnly() {
      await asRoot('mount', '-o', 'remount,ro', folder);
    },
    async stop() {
      await asRoot('umount', '-l', folder);
      if (at === undefined) await rm(folder, { recursive: true });
    },
  };
};
