import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { activatedDescriptor } from '../../src/host/activation.ts';
import { useHost } from './host-rig.ts';

const host = useHost();
const UNITS = join(import.meta.dirname, '../../build/systemd');
const has = (tool: string): boolean => spawnSync(tool, ['--version']).status === 0;

// Builds, and starts several processes.
vi.setConfig({ testTimeout: 240_000 });

test('a descriptor that is meant for another process is not taken', () => {
  expect(activatedDescriptor({ LISTEN_PID: '12', LISTEN_FDS: '1' }, 12)).toBe(3);
  expect(activatedDescriptor({ LISTEN_PID: '11', LISTEN_FDS: '1' }, 12)).toBeUndefined();
  expect(activatedDescriptor({ LISTEN_FDS: '1' }, 12)).toBeUndefined();
  const environment = { LISTEN_PID: '12', LISTEN_FDS: '1', HOME: '/' };
  activatedDescriptor(environment, 12);
  expect(environment).toEqual({ HOME: '/' });
});

/** The agent behind a socket that systemd's own tool opens, as `systemd --user` does. */
const activate = () => {
  const { environment, home, profile, socket } = host();
  const credentials = join(home, 'credentials');
  mkdirSync(credentials, { recursive: true, mode: 0o700 });
  writeFileSync(join(credentials, 'valet-key'), 'a passphrase of the tests', { mode: 0o600 });
  mkdirSync(dirname(socket), { recursive: true, mode: 0o700 });
  const words = ['-l', socket, '-E', `CREDENTIALS_DIRECTORY=${credentials}`];
  const passed = Object.entries(environment).flatMap(([name, value]) => ['-E', `${name}=${value}`]);
  const agent = ['/usr/bin/env', 'vk', 'agent', '--profile', profile];
  const line = [...words, ...passed, ...agent];
  const child = spawn('systemd-socket-activate', line, {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { ended, listens: () => said.includes('Listening on'), said: () => said };
};

const SOON = { timeout: 60_000 };

test.skipIf(!has('systemd-socket-activate'))(
  'the first program that asks starts the agent behind the socket of systemd, where that is private',
  async () => {
    const { socket, vk } = host();
    const open = activate();
    await expect.poll(open.listens, SOON).toBe(true);
    // The tool gives it mode 0644 and has no option for another; the unit has SocketMode=.
    expect((await vk(['status'])).code).toBe(5);
    expect(await open.ended).toBe(2);
    expect(open.said()).toContain('(folder-not-private)');
    rmSync(socket);

    const { listens, said } = activate();
    await expect.poll(listens, SOON).toBe(true);
    chmodSync(socket, 0o600);
    expect((await vk(['status'])).code, said()).toBe(0);
    expect((await vk(['status'])).code, said()).toBe(0);
  },
);

test.skipIf(!has('systemd-analyze'))('the units are what systemd can read', () => {
  const units = ['socket', 'service'].map((kind) => join(UNITS, `valet-key-agent.${kind}`));
  const { status, stderr } = spawnSync(
    'systemd-analyze',
    ['--user', '--man=no', 'verify', ...units],
    {
      env: { ...process.env, XDG_RUNTIME_DIR: host().environment['XDG_RUNTIME_DIR'] },
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
