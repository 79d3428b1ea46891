import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createElectronConnectionStore } from '../../../../src/main/adapter/store/electron-connection-store.ts';
import type { DocumentPlace } from '../../../../src/main/adapter/store/electron-store-document.ts';
import { badInputs } from '../../../fixtures/bad-inputs.ts';
import { connectionNumber, idNumber, newPlace, openConf } from './store-rig.ts';

const one = connectionNumber(1);
const fileOf = (place: DocumentPlace): string => {
  const name = readdirSync(place.folder).find((each) => each.endsWith('.json'));
  if (name === undefined) throw new Error('no file');
  return join(place.folder, name);
};
const filled = async (): Promise<DocumentPlace> => {
  const place = newPlace();
  await createElectronConnectionStore(place).put(one);
  return place;
};

afterEach(() => vi.unstubAllEnvs());

describe('connections on electron-store', () => {
  it('come back at the next start, equal in every member, issuer dots included', async () => {
    const place = await filled();
    const next = createElectronConnectionStore(place);
    expect(next.list()).toEqual([one]);
    expect(next.get(one.id)).toEqual(one);
    expect(next.unused).toEqual([]);
  });

  it('can be replaced and removed', async () => {
    const place = await filled();
    const store = createElectronConnectionStore(place);
    await store.put({ ...one, label: 'Renamed' });
    await store.put(connectionNumber(2));
    await store.remove(one.id);
    await store.remove(idNumber(99));
    expect(createElectronConnectionStore(place).list()).toEqual([connectionNumber(2)]);
  });

  it('are visible when they are on disk, not before', async () => {
    const store = createElectronConnectionStore(newPlace());
    const writing = store.put(one);
    expect(store.get(one.id)).toBeUndefined();
    await writing;
    expect(store.get(one.id)).toEqual(one);
  });

  it('asked for in one turn share one write per file, the last of each id winning', async () => {
    let writes = 0;
    const place = newPlace({
      openStore: (options) => {
        const store = openConf(options);
        return {
          set store(document: Record<string, unknown>) {
            writes += 1;
            store.store = document;
          },
        };
      },
    });
    const store = createElectronConnectionStore(place);
    const puts = Array.from({ length: 200 }, (_, n) => store.put(connectionNumber(n)));
    await Promise.all([...puts, store.put({ ...one, label: 'last' })]);
    expect(writes).toBeLessThanOrEqual(16);
    expect(store.get(one.id)?.label).toBe('last');
    expect(createElectronConnectionStore(place).list()).toHaveLength(200);
  });

  it('fail with VK_DISK_FULL where the disk is, and nothing has changed', async () => {
    const place = await filled();
    let full = true;
    const store = createElectronConnectionStore({
      ...place,
      openStore: (options) => {
        if (full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return openConf(options);
      },
    });
    await expect(store.put({ ...one, label: 'x' })).rejects.toMatchObject({
      code: 'VK_DISK_FULL',
    });
    expect(store.get(one.id)).toEqual(one);
    full = false;
    await store.put({ ...one, label: 'y' });
    expect(createElectronConnectionStore(place).get(one.id)?.label).toBe('y');
  });

  it('are replaced atomically even where SNAP is set and conf would write in place', async () => {
    const place = await filled();
    const { ino } = statSync(fileOf(place));
    vi.stubEnv('SNAP', '/snap/terminal');
    await createElectronConnectionStore(place).put({ ...one, label: 'x' });
    expect(statSync(fileOf(place)).ino).not.toBe(ino);
    expect(process.env['SNAP']).toBe('/snap/terminal');
  });

  it('hold no record of another file, nor two of one id', async () => {
    const place = await filled();
    const name = fileOf(place);
    const document = JSON.parse(readFileSync(name, 'utf8')) as { content: unknown[] };
    const foreign = Array.from({ length: 16 }, (_, n) => connectionNumber(n + 2));
    writeFileSync(name, JSON.stringify({ ...document, content: [one, one, ...foreign] }));
    const store = createElectronConnectionStore(place);
    for (const each of store.list()) await store.remove(each.id);
    expect(createElectronConnectionStore(place).list()).toEqual([]);
  });
});

const putAside = (place: DocumentPlace): readonly string[] =>
  readdirSync(place.folder).filter((name) => name.includes('.json.corrupt-'));

describe('a connections file that cannot be used', () => {
  it.each([
    ['is empty', ''],
    ['is not JSON', 'hello'],
    ['is JSON of another kind', '[1]'],
    ['has no version', '{"content":[]}'],
    ['has another content', '{"version":1,"content":{"a":1}}'],
    ['is binary', '\0\u0001\u0002'],
  ])('%s: is kept aside, told, and the program starts without it', async (_what, text) => {
    const place = await filled();
    const file = fileOf(place);
    writeFileSync(file, text);
    const store = createElectronConnectionStore(place);
    expect(store.list()).toEqual([]);
    expect(store.unused).toEqual([
      {
        reason: 'damaged',
        holds: [],
        name: expect.stringMatching(/\.json\.corrupt-20260101T000000Z$/) as string,
      },
    ]);
    expect(readFileSync(join(place.folder, store.unused[0]?.name ?? ''), 'utf8')).toBe(text);
    await store.put(one);
    expect(createElectronConnectionStore(place).list()).toEqual([one]);
  });

  it('of a later version stays in place, is never overwritten, and is listed by what it holds', async () => {
    const place = await filled();
    const text = JSON.stringify({ version: 2, content: [one, { who: 'else' }] });
    writeFileSync(fileOf(place), text);
    const store = createElectronConnectionStore(place);
    expect(store.list()).toEqual([]);
    expect(store.unused).toEqual([
      {
        reason: 'newer',
        name: fileOf(place).slice(place.folder.length + 1),
        holds: ['Connection 1 (login.example.com)'],
      },
    ]);
    await expect(store.put(one)).rejects.toMatchObject({ code: 'VK_RECORD_NOT_WRITTEN' });
    expect(readFileSync(fileOf(place), 'utf8')).toBe(text);
  });

  it('is kept under a name of its own each time', async () => {
    const place = await filled();
    const file = fileOf(place);
    for (const text of ['a', 'b', 'c']) {
      writeFileSync(file, text);
      createElectronConnectionStore(place);
    }
    expect(putAside(place)).toHaveLength(3);
  });

  it('with one damaged record: the others stay, and the whole file is kept aside once', async () => {
    const place = newPlace();
    const good = { ...one, label: 'good' };
    await createElectronConnectionStore(place).put(good);
    const file = fileOf(place);
    const text = JSON.stringify({
      version: 1,
      content: [{ id: 'no' }, good, { ...one, issuer: 'ftp:x' }],
    });
    writeFileSync(file, text);
    const store = createElectronConnectionStore(place);
    expect(store.list()).toEqual([good]);
    expect(store.unused).toMatchObject([{ reason: 'damaged', holds: ['Connection 1 (x)'] }]);
    expect(createElectronConnectionStore(place).unused).toEqual(store.unused);
    const kept = putAside(place);
    expect(kept.map((name) => readFileSync(join(place.folder, name), 'utf8'))).toEqual([text]);
  });

  it('is listed at every start with what it holds, until a person has dealt with it', async () => {
    const place = await filled();
    const file = fileOf(place);
    const damaged = { ...one, createdAt: 'then' };
    writeFileSync(file, JSON.stringify({ version: 1, content: [damaged, { ...one, label: 'A' }] }));
    const holds = ['Connection 1 (login.example.com)'];
    const [aside] = createElectronConnectionStore(place).unused;
    const next = createElectronConnectionStore(place);
    expect(next.unused).toEqual([{ reason: 'damaged', name: aside?.name, holds }]);
    next.dismiss('another-file.json');
    next.dismiss(aside?.name ?? '');
    expect(next.unused).toEqual([]);
    expect(createElectronConnectionStore(place).unused).toEqual([]);
    // Nothing of it was deleted.
    expect(readFileSync(join(place.folder, `${aside?.name ?? ''}.seen`), 'utf8')).toContain('then');
    expect(next.list()).toMatchObject([{ label: 'A' }]);
  });

  it('and cannot be moved is left alone and never overwritten', async () => {
    const place = await filled();
    const file = fileOf(place);
    const name = file.slice(place.folder.length + 1);
    writeFileSync(file, '');
    const blocked = newPlace();
    mkdirSync(join(blocked.folder, name));
    const store = createElectronConnectionStore(blocked);
    expect(store.unused).toEqual([{ reason: 'unreadable', name, holds: [] }]);
    await expect(store.put(one)).rejects.toMatchObject({ code: 'VK_RECORD_NOT_WRITTEN' });
    expect(statSync(join(blocked.folder, name)).isDirectory()).toBe(true);
  });
});

describe('bad inputs of metadata.file', () => {
  const scenarios: Readonly<Record<string, () => Promise<void>>> = {
    'MD-002': async () => {
      const place = await filled();
      writeFileSync(fileOf(place), '{"x":1');
      expect(createElectronConnectionStore(place).list()).toEqual([]);
      expect(putAside(place)).toHaveLength(1);
    },
    'MD-003': async () => {
      const place = await filled();
      expect(statSync(fileOf(place)).mode & 0o777).toBe(0o600);
      chmodSync(fileOf(place), 0o644);
      createElectronConnectionStore(place);
      expect(statSync(fileOf(place)).mode & 0o777).toBe(0o600);
    },
  };
  /** MD-004 is about the journal: file-refresh-journal.test.ts tears it at every byte. */
  const cases = badInputs('metadata.file').filter(({ id }) => id !== 'MD-004');

  it('has a scenario for every case', () => {
    expect(Object.keys(scenarios).sort()).toEqual(cases.map(({ id }) => id).sort());
  });

  it.each(cases)('$id: $input', async ({ id }) => {
    await scenarios[id]?.();
    expect.hasAssertions();
  });
});
