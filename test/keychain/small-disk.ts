import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A tmpfs of 256 kB that can be filled to the last byte. */
export interface SmallDisk {
  readonly folder: string;
  fill(): Promise<void>;
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Mounting is root's: by sudo where we are somebody else. */
const asRoot = (...command: readonly [string, ...string[]]): Promise<unknown> => {
  const [file, ...args] =
    process.getuid?.() === 0 ? command : (['sudo', '-n', ...command] as const);
  return run(file, [...args]);
};

const fillUp = async (path: string): Promise<void> => {
  const file = await open(path, 'a');
  try {
    for (let size = 4096; size >= 1; size = size / 2) {
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

export const mountSmallDisk = async (): Promise<SmallDisk> => {
  const folder = await mkdtemp(join(tmpdir(), 'valet-key-disk-'));
  const filler = join(folder, 'filler');
  const owner = `uid=${process.getuid?.() ?? 0},mode=0700`;
  await asRoot('mount', '-t', 'tmpfs', '-o', `size=256k,${owner}`, 'tmpfs', folder);
  return {
    folder,
    fill: () => fillUp(filler),
    drain: () => rm(filler, { force: true }),
    async stop() {
      await asRoot('umount', '-l', folder);
      await rm(folder, { recursive: true });
    },
  };
};
