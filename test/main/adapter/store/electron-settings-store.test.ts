import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createElectronSettingsStore,
  DEFAULT_SETTINGS,
  formerHashes,
} from '../../../../src/main/adapter/store/electron-settings-store.ts';
import {
  openDocument,
  type DocumentKind,
} from '../../../../src/main/adapter/store/electron-store-document.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { connectionId } from '../../../fixtures/connection.ts';
import { newPlace } from './store-rig.ts';

const WINDOW = { x: -20, y: 10, width: 1200, height: 800, isMaximized: false };
const HASH = 'h'.repeat(43);

describe('settings on electron-store', () => {
  it('are the defaults at first, and what was written at the next start', async () => {
    const place = newPlace();
    const settings = createElectronSettingsStore(place);
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
    await settings.update({ canaryHash: HASH, theme: 'dark' });
    await settings.update({ window: WINDOW });
    expect(createElectronSettingsStore(place).get()).toEqual({
      ...DEFAULT_SETTINGS,
      canaryHash: HASH,
      theme: 'dark',
      window: WINDOW,
    });
    expect(statSync(join(place.folder, 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it('lose one damaged member, not the canary hash beside it', async () => {
    const place = newPlace();
    await createElectronSettingsStore(place).update({ canaryHash: HASH });
    const file = join(place.folder, 'settings.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"system"', '7'));
    const next = createElectronSettingsStore(place);
    expect(next.get()).toEqual({ ...DEFAULT_SETTINGS, canaryHash: HASH });
    expect(next.unused).toMatchObject([
      {
        reason: 'damaged',
        name: expect.stringMatching(/^settings\.json\.corrupt-/) as string,
      },
    ]);
  });

  it('of a later version are kept member by member until a person chooses otherwise here', async () => {
    const place = newPlace();
    const file = join(place.folder, 'settings.json');
    const newer = { theme: 'sepia', glow: { strong: true } };
    const content = { autoLockMinutes: 5, ...newer };
    writeFileSync(file, JSON.stringify({ version: 1, content }));
    const kept = () => (JSON.parse(readFileSync(file, 'utf8')) as { content: unknown }).content;
    const settings = createElectronSettingsStore(place);
    expect(settings.get()).toEqual({ ...DEFAULT_SETTINGS, autoLockMinutes: 5 });
    expect(settings.unused).toEqual([]);
    await settings.update({ canaryHash: HASH });
    expect(kept()).toMatchObject({ canaryHash: HASH, ...newer });
    await settings.update({ theme: 'dark' });
    expect(kept()).toMatchObject({ ...newer, theme: 'dark' });
    expect(createElectronSettingsStore(place).get().theme).toBe('dark');
  });

  it('of an older version, with fewer members, are whole: the new ones take their defaults', () => {
    const place = newPlace();
    const content = { theme: 'dark' };
    writeFileSync(join(place.folder, 'settings.json'), JSON.stringify({ version: 1, content }));
    const settings = createElectronSettingsStore(place);
    expect(settings.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(settings.unused).toEqual([]);
  });

  it('keep what a person knows of the advice, but for what no rule is called any more', async () => {
    const place = newPlace();
    const known = { rule: 'unused', connectionId: connectionId(1), about: [] } as const;
    const content = {
      dismissedAdvice: [known, { ...known, rule: 'of-old' }, { ...known, connectionId: '../x' }, 7],
    };
    writeFileSync(join(place.folder, 'settings.json'), JSON.stringify({ version: 1, content }));
    const settings = createElectronSettingsStore(place);
    expect(settings.get().dismissedAdvice).toEqual([known]);
    expect(settings.unused).toEqual([]);
    await settings.update({ dismissedAdvice: [known, { ...known, about: ['*'] }] });
    expect(createElectronSettingsStore(place).get().dismissedAdvice).toHaveLength(2);
  });

  /** Each as the program of its time wrote it. */
  const playground = { accessTokenLifetime: 60, accessTokenFormat: 'opaque', port: 4711 };
  const lifetime = { longestIdle: 5, greatestAge: 6, endedAtAge: 7 };
  const first = { playground, theme: 'dark', window: WINDOW, canaryHash: HASH };
  const second = { ...first, observedLifetimes: { 'https://as.example': lifetime } };
  const third = { ...second, clipboardClearAfter: 30, lockWithSystem: false, autoLockMinutes: 5 };
  it.each([
    ['the first', first],
    ['the one that observes lifetimes', second],
    ['the one with a lock', third],
  ])('of %s are read whole and lose nothing when written again', async (_what, content) => {
    const place = newPlace();
    const file = join(place.folder, 'settings.json');
    writeFileSync(file, JSON.stringify({ version: 1, content }));
    const settings = createElectronSettingsStore(place);
    expect(settings.unused).toEqual([]);
    expect(settings.get()).toEqual({ ...DEFAULT_SETTINGS, ...content });
    await settings.update({ theme: 'light' });
    const { content: written } = JSON.parse(readFileSync(file, 'utf8')) as { content: object };
    expect(written).toMatchObject({ ...content, theme: 'light' });
  });

  it.each([
    ['alone', {}, 9],
    ['beside its present name, which holds', { warnedExpiries: { [connectionId(1)]: 10 } }, 10],
  ])('under a former name are read: %s', async (_where, more, warnedAt) => {
    const place = newPlace();
    const file = join(place.folder, 'settings.json');
    const former = { longestRest: 5, deadlyRest: 8, greatestAge: 6, deadlyAge: 7 };
    const content = {
      ...more,
      toldEnds: { [connectionId(1)]: 9 },
      learned: { 'https://as.example': former },
    };
    writeFileSync(file, JSON.stringify({ version: 1, content }));
    const settings = createElectronSettingsStore(place);
    expect(settings.unused).toEqual([]);
    expect(settings.get()).toMatchObject({
      warnedExpiries: { [connectionId(1)]: warnedAt },
      observedLifetimes: {
        'https://as.example': {
          longestIdle: 5,
          endedAfterIdle: 8,
          greatestAge: 6,
          endedAtAge: 7,
        },
      },
    });
    await settings.update({ theme: 'light' });
    expect(readFileSync(file, 'utf8')).not.toMatch(/toldEnds|learned|Rest|deadly/);
  });

  it('in a file of a later version are used as far as they are known, and never overwritten', async () => {
    const place = newPlace();
    const file = join(place.folder, 'settings.json');
    const text = JSON.stringify({ version: 2, content: { canaryHash: HASH, theme: ['dark'] } });
    writeFileSync(file, text);
    const settings = createElectronSettingsStore(place);
    expect(settings.get()).toEqual({ ...DEFAULT_SETTINGS, canaryHash: HASH });
    expect(settings.unused).toEqual([{ reason: 'newer', name: 'settings.json', holds: [] }]);
    await expect(settings.update({ theme: 'dark' })).rejects.toThrow('VK_RECORD_NOT_WRITTEN');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('remember what the window showed and which expiries were warned of', async () => {
    const place = newPlace();
    const id = connectionId(1);
    const change = {
      shown: { kind: 'connection', connectionId: id },
      warnedExpiries: { [id]: epochMs(5) },
    } as const;
    await createElectronSettingsStore(place).update(change);
    expect(createElectronSettingsStore(place).get()).toMatchObject(change);
  });

  it('start from the defaults where the file is empty', () => {
    const place = newPlace();
    writeFileSync(join(place.folder, 'settings.json'), '');
    const settings = createElectronSettingsStore(place);
    expect(settings.get()).toEqual(DEFAULT_SETTINGS);
    expect(readdirSync(place.folder)).toEqual(settings.unused.map(({ name }) => name));
  });
});

describe('the hashes of canaries before a reset', () => {
  const hash = (letter: string): string => letter.repeat(43);

  it('are remembered with the one that was in force, without the one that is', () => {
    const before = { canaryHash: hash('b'), formerCanaryHashes: [hash('a')] };
    expect(formerHashes(before, hash('c'))).toEqual([hash('a'), hash('b')]);
    expect(formerHashes(before, hash('a'))).toEqual([hash('b')]);
  });

  it('are none at the first canary, and eight at most', () => {
    expect(formerHashes({ formerCanaryHashes: [] }, hash('a'))).toEqual([]);
    const many = Array.from('abcdefgh', hash);
    const kept = formerHashes({ canaryHash: hash('i'), formerCanaryHashes: many }, hash('j'));
    expect(kept).toEqual(Array.from('bcdefghi', hash));
  });
});

describe('migration of a document', () => {
  const kind: DocumentKind<readonly string[]> = {
    version: 3,
    migrations: [
      (content) => [content, 'from 1'],
      (content) => [...(content as readonly unknown[]), 'from 2'],
    ],
    parse: (content) => ({ content: content as readonly string[] }),
    print: (content) => content,
    empty: [],
  };

  it.each([
    [1, 'x', ['x', 'from 1', 'from 2']],
    [2, ['y'], ['y', 'from 2']],
    [3, ['z'], ['z']],
  ])('from version %i runs each step that is due, in order', (version, content, expected) => {
    const place = newPlace();
    writeFileSync(join(place.folder, 'doc.json'), JSON.stringify({ version, content }));
    expect(openDocument(place, 'doc', kind).content).toEqual(expected);
  });

  it('that fails keeps the file aside', () => {
    const place = newPlace();
    writeFileSync(join(place.folder, 'doc.json'), '{"version":2,"content":5}');
    expect(openDocument(place, 'doc', kind).unused[0]?.name).toMatch(/corrupt/);
  });
});

describe('a document in part damaged that cannot be copied aside', () => {
  it('is used as far as it goes, and never overwritten', () => {
    const place = newPlace();
    // Its name leaves no room for the end of a copy's name.
    const name = 'n'.repeat(240);
    const file = join(place.folder, `${name}.json`);
    const text = JSON.stringify({ version: 1, content: 'good and bad' });
    writeFileSync(file, text);
    const document = openDocument(place, name, {
      version: 1,
      migrations: [],
      parse: () => ({ content: 'good', damaged: [] }),
      print: (content) => content,
      empty: '',
    });
    expect(document.content).toBe('good');
    expect(document.unused).toEqual([{ reason: 'unreadable', name: `${name}.json`, holds: [] }]);
    expect(() => document.write('new')).toThrow('VK_RECORD_NOT_WRITTEN');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
