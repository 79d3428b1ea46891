import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../../core/port/system.ts';
import type { Log, LogFields } from '../../../core/port/log.ts';
import { redact } from '../../../core/secret/redact.ts';

/** In the profile's folder. */
export const LOG_FILE = 'log.jsonl';

const MODE = 0o600;
const DEFAULT_MAX_BYTES = 1024 * 1024;
/** `app.log.1` is the newest of the old ones. */
const OLD_FILES = 3;

export interface FileLogOptions {
  readonly path: string;
  readonly clock: Clock;
  /** A file is put away once it is this long. */
  readonly maxBytes?: number;
}

/** Each value by itself: once quotes are escaped, what is around a secret no longer looks like it. */
const redacted = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value) : value,
    ]),
  );

const attempt = <T>(action: () => T): T | undefined => {
  try {
    return action();
  } catch {
    // Nobody is left to notify: a log that cannot be written must not stop the program.
    return undefined;
  }
};

const prepare = (path: string): number => {
  attempt(() => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }));
  attempt(() => chmodSync(path, MODE));
  return attempt(() => statSync(path).size) ?? 0;
};

const rotate = (path: string): void => {
  for (let n = OLD_FILES - 1; n >= 1; n -= 1) {
    attempt(() => renameSync(`${path}.${n}`, `${path}.${n + 1}`));
  }
  attempt(() => renameSync(path, `${path}.1`));
};

/**
 * Events as JSON lines in a file of mode 0600, each through `redact`. Written at once, so that the
 * last line before a crash is there. Never throws.
 */
export const createFileLog = ({ path, clock, maxBytes }: FileLogOptions): Log => {
  let size = prepare(path);
  const write = (level: string, event: string, fields: LogFields = {}): void => {
    const at = new Date(clock.now()).toISOString();
    const line = attempt(() => JSON.stringify({ at, level, event, ...redacted(fields) }));
    if (line === undefined) return;
    if (size > 0 && size + line.length > (maxBytes ?? DEFAULT_MAX_BYTES)) {
      rotate(path);
      size = 0;
    }
    attempt(() => appendFileSync(path, `${line}\n`, { mode: MODE }));
    size += Buffer.byteLength(line) + 1;
  };
  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
  };
};

const TAIL_BYTES = 64 * 1024;

/** The last lines of a log, oldest first, as many as are whole in its last 64 KiB. Never throws. */
export const logTail = (path: string): readonly string[] =>
  attempt(() => {
    const file = openSync(path, 'r');
    try {
      const from = Math.max(0, statSync(path).size - TAIL_BYTES);
      const bytes = Buffer.alloc(TAIL_BYTES);
      const text = bytes.toString('utf8', 0, readSync(file, bytes, 0, TAIL_BYTES, from));
      const lines = text.split('\n').filter((line) => line !== '');
      return from === 0 ? lines : lines.slice(1);
    } finally {
      closeSync(file);
    }
  }) ?? [];
