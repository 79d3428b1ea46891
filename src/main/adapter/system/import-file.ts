import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';

/** Not through a link, and not waiting for a FIFO's writer. Windows knows neither and counts them as 0. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * The bytes of a file that a person chose, at most `largest` of them. What was opened is judged, not
 * what the name said a moment before: no link, no device, no pipe.
 *
 * Fails with VK_INVALID_INPUT, whose field `why` names the rule.
 * @see CWE-59, CWE-367
 */
export const readImportFile = async (path: string, largest: number): Promise<Uint8Array> => {
  const file = await opened(path);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw refusal('not a regular file');
    if (stats.size > largest) throw refusal('too large');
    return await readAtMost(file, largest);
  } finally {
    await file.close();
  }
};

const refusal = (why: string, cause?: unknown): ValetKeyError =>
  new ValetKeyError('VK_INVALID_INPUT', { fields: { why }, cause });

const opened = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, FLAGS);
  } catch (cause) {
    throw refusal('cannot be opened', cause);
  }
};

/** One byte more than allowed is asked for: the file may have grown since it was measured. */
const readAtMost = async (file: FileHandle, largest: number): Promise<Uint8Array> => {
  const buffer = new Uint8Array(largest + 1);
  let size = 0;
  while (size < buffer.length) {
    const { bytesRead } = await file.read(buffer, size, buffer.length - size, size);
    if (bytesRead === 0) return buffer.slice(0, size);
    size += bytesRead;
  }
  throw refusal('too large');
};
