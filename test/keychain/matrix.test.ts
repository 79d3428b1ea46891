import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import type { FakeClock } from '../fake/clock.ts';
import { CONDITIONS, type Condition } from './conditions.ts';
import { startDisplay, type Display } from './display.ts';
import { measureLag } from './lag.ts';
import { startKeyringSession, type KeyringSession } from './session.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { GRANT, NEW_GRANT, newProfile, openWorld, type TestProfile, type World } from './world.ts';

const NEW_TOKEN = Secret.of('refresh-token', 'the-refresh-token-of-a-new-sign-in');
const PAIRING = Secret.of('password', 'the-pairing-secret-of-a-consumer');

/** What a person or a program wants of the keychain. Gives nothing where it was done. */
const ACTIONS: Readonly<Record<string, (world: World<FakeClock>) => Promise<unknown>>> = {
  start: async ({ keychain, secrets }) => {
    const state = await keychain.probe();
    if (state === 'ready') expect(await secrets.readRefreshToken(GRANT)).toBeDefined();
  },
  refresh: ({ refresh }) => refresh(GRANT),
  'sign-in': ({ refreshes }) => refreshes.keep(NEW_GRANT, NEW_TOKEN),
  'delete grant': ({ refreshes }) => refreshes.forget(GRANT),
  'CLI request': async ({ secrets, refresh }) => {
    expect(await secrets.readSecret('password', 'consumer')).toBeDefined();
    await refresh(GRANT);
  },
};

const outcomeOf = async (action: Promise<unknown>): Promise<string> => {
  try {
    await action;
    return 'done';
  } catch (thrown) {
    if (isValetKeyError(thrown)) return thrown.code;
    throw thrown;
  }
};

const expectedOutcome = (condition: Condition, action: string): string => {
  if (action === 'start') return 'done';
  if (condition.isFull) return action === 'delete grant' ? 'VK_RECORD_NOT_WRITTEN' : 'done';
  return condition.failure ?? 'done';
};

/** While a prompt is up: the process is alive, no second call begins, and the caller gets a failure. */
const sitOutPrompt = async (
  session: KeyringSession,
  { clock, keychain }: World<FakeClock>,
): Promise<void> => {
  await session.prompted();
  await Promise.all([readFile('/dev/null'), lookup('127.0.0.1')]);
  await clock.advance(4);
  expect(keychain.state).toBe('waiting');
  await expect(keychain.get('g.other')).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
  await clock.advance(61);
};

/** A login and a paired consumer, from a healthy run before. */
const liveBefore = async (
  session: KeyringSession,
  profile: TestProfile,
): Promise<World<FakeClock>> => {
  const world = openWorld(session, profile);
  expect(await world.keychain.probe()).toBe('ready');
  await world.refreshes.keep(GRANT, profile.server.first);
  await world.secrets.writeSecret('consumer', PAIRING);
  return world;
};

/** The same profile at the next start of the program. */
const restarted = (
  before: World<FakeClock>,
  session: KeyringSession,
  profile: TestProfile,
): World<FakeClock> => {
  before.keychain.close();
  return openWorld(session, profile);
};

/** What a healthy run afterwards finds: nothing is lost, and what was done is done. */
const liveAfter = async (
  session: KeyringSession,
  profile: TestProfile,
  action: string,
  outcome: string,
): Promise<void> => {
  const world = openWorld(session, profile);
  expect(await world.keychain.probe()).toBe('ready');
  const isGone = action === 'delete grant' && outcome === 'done';
  if (!isGone) await world.refresh(GRANT);
  const kept = await world.secrets.readRefreshToken(GRANT);
  expect(kept?.refreshToken.expose()).toBe(isGone ? undefined : profile.server.current);
  expect(profile.server.isAlive).toBe(true);
  world.keychain.close();
};

describe('every state of the real gnome-keyring, crossed with everything the program does', () => {
  let display: Display;
  let disk: SmallDisk;
  beforeAll(async () => {
    display = await startDisplay();
    disk = await mountSmallDisk();
  });
  afterAll(async () => {
    display.stop();
    await disk.stop();
  });

  const sessionFor = ({ session }: Condition): Promise<KeyringSession> => {
    if (session === 'with a display') return startKeyringSession({ display: display.name });
    if (session === 'on the small disk') return startKeyringSession({ dataHome: disk.folder });
    return startKeyringSession(session);
  };

  const cells = CONDITIONS.flatMap((condition) =>
    Object.keys(ACTIONS).map((action) => ({
      condition,
      action,
      title: `${condition.name} × ${action}`,
    })),
  );

  it('has fifty cells', () => {
    expect(cells).toHaveLength(50);
  });

  it.each(cells)('$title', { timeout: 30_000 }, async ({ condition, action }) => {
    const session = await sessionFor(condition);
    const profile = await newProfile();
    const around = { session, disk };
    const before = await liveBefore(session, profile);
    const healthy = { ...profile.hash };
    const world = action === 'start' ? restarted(before, session, profile) : before;
    try {
      await condition.afflict(around);
      const lag = measureLag();
      const acting = outcomeOf(ACTIONS[action]?.(world) ?? Promise.reject(new Error(action)));
      if (condition.state === 'waiting') await sitOutPrompt(session, world);
      const outcome = await acting;
      const stoodStillMs = lag.stop();
      expect(outcome).toBe(expectedOutcome(condition, action));
      expect(world.keychain.state).toBe(condition.state);
      expect(world.strayWrites).toEqual([]);
      expect(world.log.of('keychain.host-died')).toEqual([]);
      expect(stoodStillMs).toBeLessThan(200);
      expect(profile.hash).toEqual(healthy);
      world.keychain.close();
      await condition.relieve(around);
      if (condition.state !== 'fault') await liveAfter(session, profile, action, outcome);
    } finally {
      world.keychain.close();
      await session.stop();
      await profile.remove();
      await disk.drain();
    }
  });
});
