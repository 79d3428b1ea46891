import type {
  JournalFs,
  JournalHandle,
} from '../../../../src/main/adapter/journal/file-refresh-journal-file.ts';

/** A file system in memory that fails on demand and forgets what was not synced. */
export interface MemoryFs extends JournalFs {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly modes: ReadonlyMap<string, number>;
  /** Every call that changes something or makes it durable, in order. */
  readonly actions: readonly string[];
  /** The `nth` such call from now (0: the next) fails with `code`; it and later ones, if `onwards`. */
  failAction(nth: number, code: string, onwards?: boolean): void;
  /** Puts raw bytes there. */
  plant(path: string, bytes: Buffer): void;
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });

export const memoryFs = (): MemoryFs => {
  const files = new Map<string, Buffer>();
  const modes = new Map<string, number>();
  const actions: string[] = [];
  let failing = { from: Infinity, to: Infinity, code: '' };
  const action = (name: string): void => {
    const index = actions.length;
    actions.push(name);
    if (index >= failing.from && index <= failing.to) throw failure(failing.code);
  };
  const put = (path: string, bytes: Buffer, position: number): void => {
    const old = files.get(path) ?? Buffer.alloc(0);
    const next = Buffer.alloc(Math.max(old.length, position + bytes.length));
    old.copy(next);
    bytes.copy(next, position);
    files.set(path, next);
  };
  const handleOf = (path: string): JournalHandle => ({
    readFile: async () => Buffer.from(files.get(path) ?? Buffer.alloc(0)),
    async write(bytes, offset, length, position) {
      action('write');
      // Half of it at a time: a short write is no error.
      const bytesWritten = Math.max(1, Math.ceil(length / 2));
      put(path, bytes.subarray(offset, offset + bytesWritten), position);
      return { bytesWritten };
    },
    async sync() {
      action(files.has(path) ? 'sync file' : 'sync folder');
    },
    chmod: async (mode) => void modes.set(path, mode),
    close: async () => undefined,
  });
  return {
    files,
    modes,
    actions,
    failAction: (nth, code, onwards = false) => {
      const from = actions.length + nth;
      failing = { from, to: onwards ? Infinity : from, code };
    },
    plant: (path, bytes) => void files.set(path, bytes),
    mkdir: async (path, { mode }) => void (action('mkdir'), modes.set(path, mode)),
    chmod: async (path, mode) => void modes.set(path, mode),
    async open(path, flags, mode) {
      const exists = files.has(path) || modes.has(path);
      if (flags === 'wx') {
        if (exists) throw failure('EEXIST');
        action('create');
        files.set(path, Buffer.alloc(0));
        modes.set(path, mode ?? 0o666);
      } else if (!exists && !path.endsWith('journal')) throw failure('ENOENT');
      return handleOf(path);
    },
    async unlink(path) {
      if (!files.has(path)) throw failure('ENOENT');
      action('unlink');
      files.delete(path);
    },
  };
};
