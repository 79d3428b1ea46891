import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const recordSchema = z.object({
  /** What oidc-provider stored, without its identifier. */
  payload: z.record(z.string(), z.unknown()),
  /** The payload had a `jti`, to be put back when somebody shows it. */
  named: z.boolean(),
  /** Seconds since the epoch. */
  expiresAt: z.number().optional(),
});
export type StoredRecord = z.infer<typeof recordSchema>;

const contentsSchema = z.object({
  version: z.literal(1),
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })),
  records: z.record(z.string(), recordSchema),
});
export type FileContents = z.infer<typeof contentsSchema>;

const parse = (text: string): FileContents | undefined => {
  try {
    return contentsSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

/**
 * What the file holds; undefined where there is none. A damaged file is put aside under
 * `<path>.unreadable-<random>` and counts as none; any other trouble with reading is thrown.
 */
export const readRecordFile = async (path: string): Promise<FileContents | undefined> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
  const contents = parse(text);
  if (contents === undefined) {
    await rename(path, `${path}.unreadable-${randomBytes(4).toString('hex')}`);
  }
  return contents;
};

/** Makes the renaming itself durable; Windows has no handle for that, and no need. */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Replaces the file as a whole, readable by its owner only; durable once the promise resolves. */
export const writeRecordFile = async (path: string, contents: FileContents): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(next, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(contents));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await rm(next, { force: true });
    throw thrown;
  }
};
