import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenPrivately } from '../../src/agent/socket.ts';
import { agentSocketPath } from '../../src/vocabulary/agent.ts';
import { askSocket, privateFolder } from './agent-server-rig.ts';

const listener = (): Server => {
  const server = createServer((_request, response) => response.end('{"is":"ours"}'));
  onTestFinished(() => void server.close());
  return server;
};

/** Leaves a socket file behind at which nobody answers, as a program does that is killed. */
const leaveStale = (path: string): void => {
  const program = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', program, path]);
};

describe('the agent’s socket', () => {
  it('is for its user alone from its first moment, in a folder for its user alone', async () => {
    const path = join(privateFolder(), 'run', 'agent.sock');
    await listenPrivately(listener(), path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    expect((await askSocket(path, { path: '/' })).json).toEqual({ is: 'ours' });
  });

  it('takes the place of one that a killed program left', async () => {
    const path = join(privateFolder(), 'run', 'agent.sock');
    mkdirSync(join(path, '..'), { mode: 0o700 });
    leaveStale(path);
    expect(lstatSync(path).isSocket()).toBe(true);
    await listenPrivately(listener(), path);
    expect((await askSocket(path, { path: '/' })).json).toEqual({ is: 'ours' });
  });

  it('does not take the place of one at which somebody answers', async () => {
    const path = join(privateFolder(), 'run', 'agent.sock');
    await listenPrivately(listener(), path);
    await expect(listenPrivately(listener(), path)).rejects.toMatchObject({ obstacle: 'in-use' });
    expect((await askSocket(path, { path: '/' })).json).toEqual({ is: 'ours' });
  });

  it.each([
    ['a file', (path: string) => writeFileSync(path, 'mine')],
    ['a link', (path: string) => symlinkSync('/nowhere', path)],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('does not take the place of %s', async (_what, put) => {
    const path = join(privateFolder(), 'run', 'agent.sock');
    mkdirSync(join(path, '..'), { mode: 0o700 });
    put(path);
    await expect(listenPrivately(listener(), path)).rejects.toMatchObject({
      obstacle: 'not-a-socket',
    });
    expect(lstatSync(path).isSocket()).toBe(false);
    if (lstatSync(path).isFile()) expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('does not follow a link to a stale socket', async () => {
    const folder = privateFolder();
    const path = join(folder, 'run', 'agent.sock');
    mkdirSync(join(path, '..'), { mode: 0o700 });
    leaveStale(join(folder, 'other.sock'));
    symlinkSync(join(folder, 'other.sock'), path);
    await expect(listenPrivately(listener(), path)).rejects.toMatchObject({
      obstacle: 'not-a-socket',
    });
    expect(existsSync(join(folder, 'other.sock'))).toBe(true);
  });

  it.each([0o750, 0o701, 0o777])('is not put into a folder of mode %o', async (mode) => {
    const path = join(privateFolder(), 'run', 'agent.sock');
    mkdirSync(join(path, '..'));
    chmodSync(join(path, '..'), mode);
    await expect(listenPrivately(listener(), path)).rejects.toMatchObject({
      obstacle: 'folder-not-private',
    });
    expect(existsSync(path)).toBe(false);
  });

  it('is not put into a folder that is a link', async () => {
    const folder = privateFolder();
    mkdirSync(join(folder, 'real'), { mode: 0o700 });
    symlinkSync(join(folder, 'real'), join(folder, 'run'));
    await expect(
      listenPrivately(listener(), join(folder, 'run', 'agent.sock')),
    ).rejects.toMatchObject({
      obstacle: 'folder-not-private',
    });
    expect(existsSync(join(folder, 'real', 'agent.sock'))).toBe(false);
  });

  it('is not bound at a path that would be cut', async () => {
    const folder = privateFolder();
    const path = join(folder, 'x'.repeat(108 - folder.length - 1));
    expect(Buffer.byteLength(path)).toBe(108);
    await expect(listenPrivately(listener(), path, 'linux')).rejects.toMatchObject({
      obstacle: 'path-too-long',
    });
    await expect(listenPrivately(listener(), path.slice(0, 104), 'darwin')).rejects.toMatchObject({
      obstacle: 'path-too-long',
    });
  });

  it('is not opened where its rules cannot be kept', async () => {
    await expect(listenPrivately(listener(), 'agent', 'win32')).rejects.toMatchObject({
      obstacle: 'not-supported',
    });
  });

  it.each([
    [{ VALET_KEY_SOCKET: '/a/b.sock', XDG_RUNTIME_DIR: '/run/user/1000' }, '/a/b.sock'],
    [{ XDG_RUNTIME_DIR: '/run/user/1000' }, '/run/user/1000/valet-key/agent.sock'],
    [
      { VALET_KEY_SOCKET: '', XDG_RUNTIME_DIR: 'relative' },
      '/home/jane/.local/state/valet-key/run/agent.sock',
    ],
    [{}, '/home/jane/.local/state/valet-key/run/agent.sock'],
  ])('is, with the environment %j, at %s', (env, path) => {
    expect(agentSocketPath(env, '/home/jane', join)).toBe(path);
  });
});
