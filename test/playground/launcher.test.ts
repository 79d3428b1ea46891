import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createPlaygroundLauncher } from '../../src/playground/launcher.ts';
import type {
  HostProcess,
  PlaygroundLauncher,
  PlaygroundPreferences,
} from '../../src/playground/launcher.ts';
import { get, refresh, signIn } from '../server/client.ts';
import { forkHost } from '../server/fork-host.ts';
import { inProcessHost } from '../server/in-process-host.ts';

// Real sockets, signatures and files: slow on a busy machine, never waiting for anything.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const INITIAL: PlaygroundPreferences = { accessTokenLifetime: 60, accessTokenFormat: 'jwt' };

const launchers: PlaygroundLauncher[] = [];
afterEach(() => Promise.all(launchers.splice(0).map((launcher) => launcher.stop())));

interface RigOptions {
  readonly initial?: PlaygroundPreferences;
  readonly spawn?: () => HostProcess;
  readonly preferredPort?: number;
}

const createRig = async ({
  initial = INITIAL,
  spawn = inProcessHost,
  preferredPort = 0,
}: RigOptions = {}) => {
  let preferences = initial;
  const hosts: HostProcess[] = [];
  const events: string[] = [];
  const launcher = createPlaygroundLauncher({
    spawn: () => {
      const host = spawn();
      hosts.push(host);
      return host;
    },
    preferredPort,
    dataFolder: await mkdtemp(join(tmpdir(), 'vk-launcher-')),
    settings: { read: () => preferences, write: (next) => (preferences = next) },
    log: { info: (event) => events.push(event), warn: (event) => events.push(event) },
  });
  launchers.push(launcher);
  return { launcher, hosts, events, preferences: () => preferences };
};

/** Resolves when the launcher's state is `state`. */
const reaching = (launcher: PlaygroundLauncher, state: string): Promise<void> =>
  new Promise((resolve) => {
    const end = launcher.onChange(() => {
      if (launcher.status().state !== state) return;
      end();
      resolve();
    });
  });

const occupy = (port: number) =>
  new Promise<{ port: number; release: () => Promise<unknown> }>((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ port: taken, release: () => new Promise((done) => server.close(done)) });
    });
  });

test('starts one process for many calls, on demand only, and stops it', async () => {
  const { launcher, hosts } = await createRig();
  expect(launcher.status()).toEqual({ state: 'stopped', ...INITIAL });
  expect(hosts).toHaveLength(0);
  const [first, second] = await Promise.all([launcher.ensureRunning(), launcher.ensureRunning()]);
  expect(first).toBe(second);
  expect(hosts).toHaveLength(1);
  expect(launcher.status()).toEqual({ state: 'running', issuer: first, ...INITIAL });
  await launcher.stop();
  expect(launcher.status().state).toBe('stopped');
  await expect(fetch(first)).rejects.toThrow();
});

test('after a crash it is back at the same issuer, and the sign-in still refreshes', async () => {
  const { launcher, hosts, events } = await createRig({ spawn: forkHost });
  const issuer = await launcher.ensureRunning();
  const { refreshToken } = await signIn(issuer);
  const back = reaching(launcher, 'running');
  hosts[0]?.kill();
  await back;
  expect(launcher.status().issuer).toBe(issuer);
  expect((await refresh(issuer, refreshToken)).status).toBe(200);
  expect(events).toEqual(['playground.listening', 'playground.ended', 'playground.listening']);
}, 60_000);

test('never moves away from the remembered port: another program there is a clear failure', async () => {
  const { port, release } = await occupy(0);
  const { launcher } = await createRig({ initial: { ...INITIAL, port } });
  await expect(launcher.ensureRunning()).rejects.toMatchObject({
    code: 'VK_PLAYGROUND_UNAVAILABLE',
    fields: { reason: 'EADDRINUSE', port },
  });
  expect(launcher.status().state).toBe('failed');
  await release();
  expect(await launcher.ensureRunning()).toBe(`http://127.0.0.1:${port}`);
});

test('the first time it takes any free port where the usual one is taken, and remembers it', async () => {
  const { port, release } = await occupy(0);
  const { launcher, hosts, preferences } = await createRig({ preferredPort: port });
  const issuer = await launcher.ensureRunning();
  await release();
  expect(hosts).toHaveLength(2);
  expect(preferences().port).not.toBe(port);
  expect(issuer).toBe(`http://127.0.0.1:${preferences().port}`);
});

test('a lifetime and format set while running hold for the next token', async () => {
  const { launcher, preferences } = await createRig();
  const issuer = await launcher.ensureRunning();
  launcher.configure({ accessTokenLifetime: 7, accessTokenFormat: 'opaque' });
  const { answer, accessToken } = await signIn(issuer);
  expect(answer.body['expires_in']).toBe(7);
  expect(accessToken).not.toContain('.');
  expect((await get(`${issuer}/api/notes`, accessToken)).status).toBe(200);
  expect(preferences()).toMatchObject({ accessTokenLifetime: 7, accessTokenFormat: 'opaque' });
});
