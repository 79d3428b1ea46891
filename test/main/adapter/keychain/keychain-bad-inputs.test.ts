import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { badInputs } from '../../../fixtures/bad-inputs.ts';
import { realKeychain } from '../../../keychain/keyring.ts';
import { keychainRig } from './keychain-rig.ts';

type Scenario = () => Promise<void>;

const NOT_WRITTEN = { code: 'VK_RECORD_NOT_WRITTEN' };
const SOURCES = fileURLToPath(new URL('../../../../src', import.meta.url));

const refusedBeforeAsking = async (...values: readonly string[]): Promise<void> => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    const rig = keychainRig({ platform });
    await rig.keychain.probe();
    for (const value of values) {
      await expect(rig.keychain.set('g.x', value)).rejects.toMatchObject(NOT_WRITTEN);
    }
    expect(rig.changes()).toEqual([]);
  }
};

const lockedIsNotAbsent: Scenario = async () => {
  const rig = keychainRig();
  await rig.keychain.probe();
  rig.host.items.set('g.x', 'a grant');
  rig.host.behave(() => ({ kind: 'done', value: null }));
  await expect(rig.keychain.get('g.x')).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
  expect(rig.changes()).toEqual([]);
};

/** The canary reads back at first and is gone when it is read again: the keyring locked between. */
const lockedInBetween: Scenario = async () => {
  const rig = keychainRig();
  await rig.keychain.probe();
  let canaryReads = 0;
  rig.host.behave(({ item }) => {
    if (item !== 'canary') return { kind: 'done', value: null };
    canaryReads += 1;
    return { kind: 'done', value: canaryReads === 1 ? 'canary-of-this-profile' : null };
  });
  await expect(rig.keychain.get('g.x')).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
  expect(canaryReads).toBe(2);
};

const oneCallInFlight: Scenario = async () => {
  const rig = keychainRig();
  await rig.keychain.probe();
  rig.host.behave(({ item }) => (item === 'canary' ? undefined : 'hang'));
  const reads = ['g.1', 'g.2', 'g.3', 'g.4'].map((item) => rig.keychain.get(item));
  const settled = Promise.allSettled(reads);
  await rig.clock.advance(0);
  await rig.clock.advance(61);
  expect(rig.host.mostInFlight).toBe(1);
  expect((await settled).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
};

const neverSearched: Scenario = async () => {
  const callers = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => {
      const code = readFileSync(join(SOURCES, name), 'utf8').replaceAll(
        /\/\*[\s\S]*?\*\/|\/\/.*/g,
        '',
      );
      return /find(?:Credentials|Password)/.test(code);
    });
  expect(callers).toEqual([]);
};

/** A libsecret that the dynamic linker refuses: keytar's real loader fails on it. */
const withoutLibsecret: Scenario = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'valet-key-no-libsecret-'));
  await writeFile(join(folder, 'libsecret-1.so.0'), 'not a library');
  const env = { PATH: process.env['PATH'], LD_LIBRARY_PATH: folder };
  const { keychain } = realKeychain({ env });
  try {
    // On a full machine the host may first be so slow that the state is "waiting".
    await vi.waitFor(async () => expect(await keychain.probe()).toBe('no-native'), 15_000);
    const failure = await keychain.get('g.x').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'VK_KEYCHAIN_UNAVAILABLE',
      fields: { state: 'no-native', install: 'libsecret-1-0' },
    });
  } finally {
    keychain.close();
    await rm(folder, { recursive: true });
  }
};

const diskFull: Scenario = async () => {
  const rig = keychainRig();
  await rig.keychain.set('g.x', 'old');
  rig.host.behave(({ op }) =>
    op === 'set'
      ? { kind: 'refused', detail: "Couldn't create item: An error occurred on the device" }
      : undefined,
  );
  await expect(rig.keychain.set('g.x', 'new')).rejects.toMatchObject(NOT_WRITTEN);
  expect(rig.keychain.state).toBe('ready');
  expect(await rig.keychain.get('g.x')).toBe('old');
};

/** KC-002 to KC-004 are about headers and chunks: test/core/tokens/durable drives those. */
const scenarios: Readonly<Record<string, Scenario>> = {
  'KC-001': async () => {
    await lockedIsNotAbsent();
    await lockedInBetween();
  },
  'KC-005': () => refusedBeforeAsking('v'.repeat(2401), 'v'.repeat(2560), 'v'.repeat(2561)),
  'KC-006': () => refusedBeforeAsking('abc\0def', 'abc\ud800', 'abc😀', 'é'),
  'KC-007': oneCallInFlight,
  'KC-008': neverSearched,
  'KC-009': withoutLibsecret,
  'KC-010': diskFull,
};

const KEEPING = ['KC-002', 'KC-003', 'KC-004'];
const AREAS = ['keychain.read', 'keychain.write', 'keychain.any', 'keychain.find', 'keychain.load'];

describe('bad inputs of the keychain', () => {
  const cases = AREAS.flatMap(badInputs).filter(({ id }) => !KEEPING.includes(id));

  it('has a scenario for every case', () => {
    expect(Object.keys(scenarios).sort()).toEqual(cases.map(({ id }) => id).sort());
  });

  it.each(cases)('$id: $input', async ({ id }) => {
    await scenarios[id]?.();
    expect.hasAssertions();
  });
});
