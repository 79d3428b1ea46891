import { chmod, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../../src/core/port/refresh-journal.ts';
import { ValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { createFileRefreshJournal } from '../../../../src/main/adapter/journal/file-refresh-journal.ts';
import { parseConnectionId, type ConnectionId } from '../../../../src/vocabulary/id.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { memoryFs } from './memory-journal-fs.ts';

const idOf = (text: string): ConnectionId => {
  const id = parseConnectionId(text);
  if (id === undefined) throw new Error('not an id');
  return id;
};
const ID = idOf('AAAAAAAAAAAAAAAAAAAAAA');
const OTHER = idOf('BBBBBBBBBBBBBBBBBBBBBB');
const KEY = Secret.of('storage-key', Buffer.alloc(32, 7).toString('base64url'));
const walKey = async () => KEY;
const TOKEN = 'refresh-token-that-must-not-be-on-disk';

const intent = (generation: number, attempt = 1): JournalRecord => ({
  kind: 'intent',
  generation,
  attempt,
  at: epochMs(1_767_225_600_000),
});
const commit = (generation: number): JournalRecord => ({ kind: 'commit', generation });
const sealed = (generation: number, text = TOKEN): JournalRecord => ({
  kind: 'sealed',
  generation,
  refreshToken: Secret.of('refresh-token', text),
});
const fail = (generation: number): JournalRecord => ({
  kind: 'fail',
  generation,
  code: 'VK_CLIENT_REJECTED',
});

const exposed = (record: JournalRecord): unknown =>
  record.kind === 'sealed' ? { ...record, refreshToken: record.refreshToken.expose() } : record;

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'valet-key-journal-'));
});
afterAll(() => rm(home, { recursive: true }));

let next = 0;
const onDisk = () => {
  next += 1;
  const folder = join(home, `j${next}`);
  const file = join(folder, `${ID}.wal`);
  return { folder, file, journal: () => createFileRefreshJournal({ folder, walKey }) };
};

describe('the refresh journal on disk', () => {
  it('gives the records since the last commit, oldest first, to the next start', async () => {
    const { journal } = onDisk();
    for (const record of [
      intent(1),
      sealed(2),
      commit(2),
      intent(2),
      fail(2),
      intent(2),
      sealed(3),
    ]) {
      await journal().append(ID, record);
    }
    expect((await journal().read(ID)).records.map(exposed)).toEqual(
      [intent(2), fail(2), intent(2), sealed(3)].map(exposed),
    );
  });

  it('has nothing to say of a connection without a file', async () => {
    const { journal } = onDisk();
    expect((await journal().read(ID)).records).toEqual([]);
    await expect(journal().forget(ID)).resolves.toBeUndefined();
  });

  it('keeps connections apart and forgets one of them', async () => {
    const { journal } = onDisk();
    await journal().append(ID, intent(1));
    await journal().append(OTHER, intent(9));
    await journal().forget(ID);
    expect((await journal().read(ID)).records).toEqual([]);
    expect((await journal().read(OTHER)).records).toEqual([intent(9)]);
  });

  it('makes the folder 0700 and files 0600 of 64 KiB', async () => {
    const { journal, folder, file } = onDisk();
    await journal().append(ID, intent(1));
    const [dir, wal] = [await stat(folder), await stat(file)];
    expect([dir.mode & 0o777, wal.mode & 0o777, wal.size]).toEqual([0o700, 0o600, 65_536]);
  });

  it('takes an older file from the eyes of others', async () => {
    const { journal, file } = onDisk();
    await journal().append(ID, intent(1));
    await chmod(file, 0o644);
    await journal().append(ID, commit(1));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('never holds a refresh token in the clear', async () => {
    const { journal, file } = onDisk();
    await journal().append(ID, sealed(2));
    const bytes = await readFile(file);
    expect(bytes.includes(TOKEN)).toBe(false);
    expect(bytes.includes(Buffer.from(TOKEN).toString('base64url').slice(0, 40))).toBe(false);
  });

  it('MD-004: drops a torn tail wherever it tears, and goes on from there', async () => {
    const whole = onDisk();
    await whole.journal().append(ID, intent(1));
    const afterFirst = (await readFile(whole.file)).findLastIndex((byte) => byte !== 0) + 1;
    await whole.journal().append(ID, sealed(2));
    const bytes = await readFile(whole.file);
    const afterSecond = bytes.findLastIndex((byte) => byte !== 0) + 1;
    for (let cut = afterFirst; cut < afterSecond; cut += 1) {
      const fs = memoryFs();
      fs.plant(join('/journal', `${ID}.wal`), bytes.subarray(0, cut));
      const journal = createFileRefreshJournal({ folder: '/journal', walKey, fs });
      expect((await journal.read(ID)).records, `cut at ${cut}`).toEqual([intent(1)]);
      await journal.append(ID, fail(1));
      expect((await journal.read(ID)).records, `cut at ${cut}`).toEqual([intent(1), fail(1)]);
    }
  });

  it('drops a tail in which any one byte is wrong', async () => {
    const { journal, file } = onDisk();
    await journal().append(ID, intent(1));
    const good = await readFile(file);
    const end = good.findLastIndex((byte) => byte !== 0) + 1;
    for (let at = 0; at < end; at += 1) {
      const fs = memoryFs();
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(at) ^ 0x20, at);
      fs.plant(join('/journal', `${ID}.wal`), bad);
      const journalOfBad = createFileRefreshJournal({ folder: '/journal', walKey, fs });
      expect((await journalOfBad.read(ID)).records, `byte ${at}`).toEqual([]);
    }
  });

  it('H-019: keeps the sealed token behind a record in which any one byte is wrong', async () => {
    const { file, journal } = onDisk();
    await journal().append(ID, intent(1));
    const damagedEnd = (await readFile(file)).lastIndexOf('}') + 1;
    await journal().append(ID, sealed(2));
    const whole = await readFile(file);
    for (let at = 0; at < damagedEnd; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      await writeFile(file, bytes);
      const { records: read } = await journal().read(ID);
      expect(read.map(exposed), `byte ${at}`).toContainEqual(exposed(sealed(2)));
    }
  });

  it('H-019: goes on behind a damaged record without writing over what is intact', async () => {
    const { file, journal } = onDisk();
    await journal().append(ID, intent(1));
    await journal().append(ID, sealed(2));
    const bytes = await readFile(file);
    bytes[20] = (bytes[20] ?? 0) ^ 0x01;
    await writeFile(file, bytes);
    await journal().append(ID, intent(2));
    const { records: read } = await journal().read(ID);
    expect(read.map(exposed)).toEqual([sealed(2), intent(2)].map(exposed));
  });

  it('grows a file that a crash left shorter than 64 KiB', async () => {
    const { journal, file } = onDisk();
    await journal().append(ID, intent(1));
    await truncate(file, 1000);
    await journal().append(ID, commit(1));
    expect((await stat(file)).size).toBe(65_536);
  });

  it('brings no older record back where emptying the log was cut off', async () => {
    const fs = memoryFs();
    const journal = createFileRefreshJournal({ folder: '/journal', walKey, fs });
    const path = join('/journal', `${ID}.wal`);
    for (const generation of [1, 2, 3]) await journal.append(ID, intent(generation));
    const bytes = Buffer.from(fs.files.get(path) ?? Buffer.alloc(0));
    fs.plant(path, bytes.fill(0, 0, 12));
    expect((await journal.read(ID)).records).toEqual([]);
    await journal.append(ID, intent(4));
    expect((await journal.read(ID)).records).toEqual([intent(4)]);
  });

  it('carries the copy of the newest committed token along when it is emptied, wherever that tears', async () => {
    const fs = memoryFs();
    const journal = createFileRefreshJournal({ folder: '/journal', walKey, fs });
    const path = join('/journal', `${ID}.wal`);
    let before = Buffer.alloc(0);
    for (let generation = 1; ; generation += 1) {
      before = Buffer.from(fs.files.get(path) ?? Buffer.alloc(0));
      await journal.append(ID, intent(generation));
      const isEmptied = (fs.files.get(path) ?? before).subarray(4096).every((byte) => byte === 0);
      if (generation > 10 && isEmptied) break;
      await journal.append(ID, sealed(generation + 1, `token ${generation + 1}`));
      await journal.append(ID, commit(generation + 1));
    }
    const newest = before.length > 0 ? (await journal.read(ID)).committed?.generation : undefined;
    const after = Buffer.from(fs.files.get(path) ?? Buffer.alloc(0));
    const end = after.findLastIndex((byte) => byte !== 0) + 1;
    for (let cut = 0; cut <= end; cut += 1) {
      const torn = Buffer.concat([after.subarray(0, cut), before.subarray(cut)]);
      fs.plant(path, torn);
      const { committed } = await journal.read(ID);
      expect(committed?.generation, `cut at ${cut}`).toBe(newest);
      expect((await committed?.open())?.expose(), `cut at ${cut}`).toBe(`token ${newest}`);
    }
  });

  it('gives the copy of a committed token without its key, until a newer one is committed', async () => {
    const { journal, folder } = onDisk();
    for (const record of [sealed(1, 'one'), commit(1), intent(1), sealed(2, 'two')]) {
      await journal().append(ID, record);
    }
    expect((await (await journal().read(ID)).committed?.open())?.expose()).toBe('one');
    await journal().append(ID, commit(2));
    const locked = createFileRefreshJournal({
      folder,
      walKey: () => Promise.reject(new ValetKeyError('VK_KEYCHAIN_LOCKED')),
    });
    const { records, committed } = await locked.read(ID);
    expect([records, committed?.generation]).toEqual([[], 2]);
    await expect(committed?.open()).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
    await journal().append(ID, intent(2));
    await journal().append(ID, commit(2));
    expect((await (await journal().read(ID)).committed?.open())?.expose()).toBe('two');
  });

  it('never outgrows its 64 KiB over 2000 refreshes', async () => {
    const fs = memoryFs();
    const journal = createFileRefreshJournal({ folder: '/journal', walKey, fs });
    for (let generation = 1; generation <= 2000; generation += 1) {
      await journal.append(ID, intent(generation));
      await journal.append(ID, commit(generation + 1));
    }
    await journal.append(ID, intent(2001));
    expect((await journal.read(ID)).records).toEqual([intent(2001)]);
    expect(fs.files.get(join('/journal', `${ID}.wal`))).toHaveLength(65_536);
  });

  it('holds the largest refresh token, 38 400 characters, within its 64 KiB at any fill', async () => {
    const fs = memoryFs();
    const journal = createFileRefreshJournal({ folder: '/journal', walKey, fs });
    for (let generation = 1; generation <= 120; generation += 1) {
      await journal.append(ID, intent(generation));
      if (generation % 40 === 0)
        await journal.append(ID, sealed(generation + 1, 'x'.repeat(38_400)));
      await journal.append(ID, commit(generation + 1));
    }
    expect(fs.files.get(join('/journal', `${ID}.wal`))).toHaveLength(65_536);
  });
});

describe('a sealed record', () => {
  it.each([
    [
      'another key',
      async () => Secret.of('storage-key', Buffer.alloc(32, 8).toString('base64url')),
    ],
    ['a key of the wrong size', async () => Secret.of('storage-key', 'short')],
  ])('is unreadable, and kept, under %s', async (_what, otherKey) => {
    const { journal, folder } = onDisk();
    await journal().append(ID, sealed(2));
    const other = createFileRefreshJournal({ folder, walKey: otherKey });
    await expect(other.read(ID)).rejects.toMatchObject({ code: 'VK_RECORD_UNREADABLE' });
    expect((await journal().read(ID)).records.map(exposed)).toEqual([exposed(sealed(2))]);
  });

  it('is unreadable in the file of another connection', async () => {
    const fs = memoryFs();
    const journal = createFileRefreshJournal({ folder: '/journal', walKey, fs });
    await journal.append(ID, sealed(2));
    fs.plant(
      join('/journal', `${OTHER}.wal`),
      fs.files.get(join('/journal', `${ID}.wal`)) ?? Buffer.alloc(0),
    );
    await expect(journal.read(OTHER)).rejects.toMatchObject({ code: 'VK_RECORD_UNREADABLE' });
  });

  it('says so where the key store is locked, and not that the record is damaged', async () => {
    const { journal, folder } = onDisk();
    await journal().append(ID, sealed(2));
    const locked = createFileRefreshJournal({
      folder,
      walKey: () => Promise.reject(new ValetKeyError('VK_KEYCHAIN_LOCKED')),
    });
    await expect(locked.read(ID)).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
  });
});

describe('F6: the file system fails at every action', () => {
  const history = [intent(1), sealed(2), commit(2)];
  const fresh = () => {
    const fs = memoryFs();
    return { fs, journal: createFileRefreshJournal({ folder: '/journal', walKey, fs }) };
  };

  it.each([
    ['ENOSPC', 'VK_DISK_FULL'],
    ['EIO', 'VK_RECORD_NOT_WRITTEN'],
    ['EACCES', 'VK_PROFILE_READ_ONLY'],
  ])(
    '%s: says that nothing was written and why, as %s, and keeps what was',
    async (errno, code) => {
      let actions = 0;
      for (let nth = 0; ; nth += 1) {
        const { fs, journal } = fresh();
        for (const record of history) await journal.append(ID, record);
        fs.failAction(nth, errno, true);
        const outcome = await journal.append(ID, intent(2)).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (outcome === undefined) break;
        actions += 1;
        expect(outcome).toMatchObject({ code });
        const { records: kept } = await journal.read(ID);
        expect([[], [intent(2)]]).toContainEqual(kept);
      }
      expect(actions).toBeGreaterThan(2);
    },
  );

  it.each(['ENOSPC', 'EIO', 'EACCES'])(
    '%s at the first append: works once the fault is gone',
    async (code) => {
      for (let nth = 0; nth < 12; nth += 1) {
        const { fs, journal } = fresh();
        fs.failAction(nth, code);
        await journal.append(ID, intent(1)).catch(() => undefined);
        await journal.append(ID, intent(1, 2));
        expect((await journal.read(ID)).records.at(-1)).toEqual(intent(1, 2));
      }
    },
  );

  it('needs no new space for an intent: every write lies within what was allocated', async () => {
    const { fs, journal } = fresh();
    await journal.append(ID, intent(1));
    const size = fs.files.get(join('/journal', `${ID}.wal`))?.length;
    await journal.append(ID, commit(1));
    expect(fs.files.get(join('/journal', `${ID}.wal`))?.length).toBe(size);
  });

  it('syncs the record after writing it, and the folder after making the file', async () => {
    const { fs, journal } = fresh();
    await journal.append(ID, intent(1));
    expect(fs.actions.filter((action, index) => action !== fs.actions[index - 1])).toEqual([
      'mkdir',
      'create',
      'write',
      'sync file',
      'sync folder',
      'write',
      'sync file',
    ]);
  });
});
