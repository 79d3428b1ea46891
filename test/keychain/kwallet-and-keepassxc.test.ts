import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startDisplay } from '../../tools/rig/display.ts';
import { startKeychain, type KeychainName } from '../../tools/rig/keychains.ts';
import type { Environment } from '../../tools/rig/process.ts';
import { startSessionBus } from '../../tools/rig/session-bus.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { keychainSuite } from '../port/keychain.suite.ts';
import { realKeychain } from './keyring.ts';
import { GRANT, NEW_GRANT, newProfile, openWorld, type World } from './world.ts';

/** A display, a bus that starts nothing by itself, and one keychain, which can be stopped and started. */
const startSession = async (name: KeychainName) => {
  const folder = await mkdtemp(join(tmpdir(), 'valet-key-keychain-'));
  const below = async (part: string): Promise<string> => {
    await mkdir(join(folder, part), { mode: 0o700 });
    return join(folder, part);
  };
  const bare: Environment = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: folder,
    XDG_CONFIG_HOME: await below('config'),
    XDG_DATA_HOME: await below('data'),
    XDG_CACHE_HOME: await below('cache'),
    XDG_RUNTIME_DIR: await below('run'),
  };
  const display = await startDisplay(bare, folder);
  const shown = { ...bare, DISPLAY: display.name };
  const bus = await startSessionBus(shown, folder, { withoutActivation: true });
  const env = { ...shown, DBUS_SESSION_BUS_ADDRESS: bus.address };
  let keychain = await startKeychain(name, env, folder);
  return {
    env,
    stopKeychain: () => keychain.stop(),
    endKeychain: (signal: 'SIGTERM' | 'SIGKILL') => keychain.end(signal),
    startKeychain: async () => {
      keychain = await startKeychain(name, env, folder);
    },
    stop: async () => {
      await keychain.stop();
      await bus.process.stop();
      await display.process.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const ENOUGH_MS = 60_000;

keychainSuite('kwallet', async () => {
  const session = await startSession('kwallet');
  const { keychain } = realKeychain(session);
  return {
    keychain,
    async stop() {
      keychain.close();
      await session.stop();
    },
  };
});

for (const name of ['kwallet', 'keepassxc'] as const) {
  describe(`a login that is kept in ${name}`, () => {
    it('is refreshed by the next run of the program', { timeout: ENOUGH_MS }, async () => {
      const session = await startSession(name);
      const profile = await newProfile();
      const before = openWorld(session, profile);
      expect(await before.keychain.probe()).toBe('ready');
      await before.refreshes.keep(GRANT, profile.server.first);
      before.keychain.close();

      const world = openWorld(session, profile);
      expect(await world.keychain.probe()).toBe('ready');
      await world.refresh(GRANT);
      const kept = await world.secrets.readRefreshToken(GRANT);
      expect(kept?.refreshToken.expose()).toBe(profile.server.current);
      expect(profile.server.current).not.toBe(profile.server.first.expose());
      await world.refreshes.forget(GRANT);
      expect(await world.secrets.readRefreshToken(GRANT)).toBeUndefined();
      world.keychain.close();
      await session.stop();
      await profile.remove();
    });

    it(
      'outlives a stop of the daemon, and is refreshed without a restart once it is back',
      {
        timeout: ENOUGH_MS,
      },
      async () => {
        const session = await startSession(name);
        const profile = await newProfile();
        const world = openWorld(session, profile);
        expect(await world.keychain.probe()).toBe('ready');
        await world.refreshes.keep(GRANT, profile.server.first);
        await session.stopKeychain();

        const unavailable = { code: 'VK_KEYCHAIN_UNAVAILABLE' };
        const added = Secret.of('refresh-token', 'the-refresh-token-of-a-new-sign-in');
        await expect(world.refresh(GRANT)).rejects.toMatchObject(unavailable);
        await expect(world.refreshes.keep(NEW_GRANT, added)).rejects.toMatchObject(unavailable);
        expect(world.keychain.state).toBe('absent');
        expect(profile.server.current).toBe(profile.server.first.expose());

        await session.startKeychain();
        expect(await world.keychain.probe()).toBe('ready');
        await world.refresh(GRANT);
        const kept = await world.secrets.readRefreshToken(GRANT);
        expect(kept?.refreshToken.expose()).toBe(profile.server.current);
        expect(profile.server.isAlive).toBe(true);
        expect(world.strayWrites).toEqual([]);
        world.keychain.close();
        await session.stop();
        await profile.remove();
      },
    );
  });
}

/** KWallet writes its file seconds after it has taken a value, and not when it is ended. */
describe.each(['SIGTERM', 'SIGKILL'] as const)(
  'kwallet, ended by %s right after a rotation',
  (signal) => {
    const start = async () => {
      const session = await startSession('kwallet');
      const profile = await newProfile();
      return {
        session,
        profile,
        open: () => openWorld(session, profile),
        async startAgain() {
          await session.endKeychain(signal);
          await session.startKeychain();
        },
        async stop(world: World) {
          world.keychain.close();
          await session.stop();
          await profile.remove();
        },
      };
    };

    it('costs no login: the next refresh restores the token', { timeout: ENOUGH_MS }, async () => {
      const { session, profile, open, startAgain, stop } = await start();
      const first = open();
      expect(await first.keychain.probe()).toBe('ready');
      await first.refreshes.keep(GRANT, profile.server.first);
      first.keychain.close();
      // Closing the wallet writes canary and first token.
      await session.stopKeychain();
      await session.startKeychain();

      const world = open();
      expect(await world.keychain.probe()).toBe('ready');
      await world.refresh(GRANT);
      await world.refreshes.keep(NEW_GRANT, profile.server.first);
      await startAgain();
      expect(await world.keychain.probe()).toBe('ready');
      // Without the copies in the journal, this is what would be left of the logins.
      const there = await world.secrets.readRefreshToken(GRANT);
      expect(there?.refreshToken.expose()).not.toBe(profile.server.current);
      await world.refresh(GRANT);
      expect(profile.server.isAlive).toBe(true);
      const kept = await world.secrets.readRefreshToken(GRANT);
      expect(kept?.refreshToken.expose()).toBe(profile.server.current);

      await startAgain();
      const next = open();
      expect(await next.keychain.probe()).toBe('ready');
      expect((await next.refreshes.newest(GRANT))?.expose()).toBe(profile.server.current);
      expect((await next.refreshes.newest(NEW_GRANT))?.expose()).toBe(
        profile.server.first.expose(),
      );
      world.keychain.close();
      await stop(next);
    });

    it(
      'does not put the keychain in fault: a lost canary reads as locked',
      { timeout: ENOUGH_MS },
      async () => {
        const { open, startAgain, stop } = await start();
        const world = open();
        expect(await world.keychain.probe()).toBe('ready');
        await startAgain();
        expect(await world.keychain.probe()).toBe('locked');
        expect(await world.keychain.probe()).toBe('locked');
        expect(world.keychain.mayBeReset).toBe(true);
        expect(await world.keychain.resetKeychain()).toBe('reset');
        expect(world.keychain.state).toBe('ready');
        expect(world.strayWrites).toEqual([
          'set probe while locked',
          'delete probe while locked',
          'set canary while locked',
        ]);
        await stop(world);
      },
    );
  },
);
