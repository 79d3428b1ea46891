import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createIdentifyPeer, type Peer } from '../../src/agent/peer/peer.ts';
import {
  processStillIs,
  readPeerEvidence,
  systemFiles,
  type ProcFiles,
} from '../../src/agent/peer/process-facts.ts';
import { privateFolder } from './agent-server-rig.ts';

const isLinux = process.platform === 'linux';
const OWN_UID = process.getuid?.() ?? 0;

/** A socket that says who connected. */
const askedBy = async (
  path: string,
  ownUid: number,
): Promise<{ server: Server; peer: Promise<Peer> }> => {
  const identify = createIdentifyPeer(process.platform, ownUid);
  let heard = (_peer: Peer): void => undefined;
  const peer = new Promise<Peer>((resolve) => (heard = resolve));
  const server = createServer((socket) => {
    heard(identify(socket));
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  return { server, peer };
};

describe.runIf(isLinux)('who is at the other end of a socket', () => {
  it('comes from the kernel: process, script and folder', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vk-peer-')));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(privateFolder(), 'peer.sock');
    writeFileSync(
      join(folder, 'ask.cjs'),
      `require('net').connect(${JSON.stringify(path)}).resume()`,
    );
    const { peer } = await askedBy(path, OWN_UID);
    const child = spawn(process.execPath, ['ask.cjs'], { cwd: folder, stdio: 'ignore' });
    const found = await peer;
    const evidence = found.kind === 'ours' ? found.evidence : undefined;
    expect(evidence).toMatchObject({ uid: OWN_UID, folder });
    expect(evidence?.processes).toMatchObject([
      {
        pid: child.pid,
        executable: realpathSync(process.execPath),
        script: join(folder, 'ask.cjs'),
      },
    ]);
  });

  it('is nobody of ours where the kernel names another user', async () => {
    const path = join(privateFolder(), 'peer.sock');
    const { peer } = await askedBy(path, OWN_UID + 1);
    spawn(process.execPath, ['-e', `require('net').connect(${JSON.stringify(path)}).resume()`], {
      stdio: 'ignore',
    });
    expect(await peer).toEqual({ kind: 'foreign' });
  });
});

/** Files of /proc that a test makes up. */
const proc = (files: Readonly<Record<string, string>>): ProcFiles => {
  const get = (path: string): string => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  };
  return { read: get, link: get };
};

const stat = (parent: number, startedAt: string, name = 'bash') =>
  `7 (${name}) S ${parent} ${'0 '.repeat(17)}${startedAt} 0`;

const SHELL = {
  '/proc/7/stat': stat(1, '500'),
  '/proc/7/exe': '/usr/bin/bash',
  '/proc/7/cwd': '/home/jane',
  '/proc/7/cgroup': '0::/user.slice',
  '/proc/self/cgroup': '0::/user.slice',
  ...Object.fromEntries(
    ['7', 'self'].flatMap((who) =>
      ['ns/mnt', 'ns/pid', 'ns/user', 'root'].map((part) => [`/proc/${who}/${part}`, part]),
    ),
  ),
};

describe('what Linux says of a process', () => {
  it('is read behind a name that looks like more fields', () => {
    const files = proc({ ...SHELL, '/proc/7/stat': stat(1, '500', 'a) S 9 9 (b') });
    expect(readPeerEvidence(7, 1000, files)?.processes).toEqual([
      { pid: 7, startedAt: '500', executable: '/usr/bin/bash' },
    ]);
  });

  it('is nothing where another process has taken the number meanwhile', () => {
    let reads = 0;
    const files = proc(SHELL);
    const changing: ProcFiles = {
      ...files,
      read: (path) => (path === '/proc/7/stat' ? stat(1, String((reads += 1))) : files.read(path)),
    };
    expect(readPeerEvidence(7, 1000, changing)).toBeUndefined();
    expect(readPeerEvidence(8, 1000, files)).toBeUndefined();
  });

  it.each([
    ['deploy.sh', 'bash\0deploy.sh\0prod\0', '/home/jane/deploy.sh'],
    ['an option, which may hold code', 'python3\0-cprint()\0/opt/deploy.sh\0', undefined],
    ['an absolute script', 'bash\0/opt/deploy.sh\0', '/opt/deploy.sh'],
    ['code on the command line', 'bash\0-c\0curl example\0', undefined],
    ['nothing', 'bash\0', undefined],
  ])('names the script of an interpreter that was given %s', (_what, line, script) => {
    const files = proc({ ...SHELL, '/proc/7/cmdline': line });
    expect(readPeerEvidence(7, 1000, files)?.processes[0]?.script).toBe(script);
  });

  it.each(['ns/mnt', 'ns/pid', 'ns/user', 'root'])(
    'says that a process is elsewhere whose %s is another than ours, or not ours to read',
    (part) => {
      const of = (files: Readonly<Record<string, string>>) =>
        readPeerEvidence(7, 1000, proc(files))?.processes[0]?.isElsewhere;
      const { [`/proc/7/${part}`]: _, ...unreadable } = SHELL as Readonly<Record<string, string>>;
      expect(of(SHELL)).toBeUndefined();
      expect(of({ ...SHELL, [`/proc/7/${part}`]: 'mnt:[4026532999]' })).toBe(true);
      expect(of(unreadable)).toBe(true);
    },
  );

  it('ends with the first process that acts for itself: no others are read', () => {
    const files = proc({
      ...SHELL,
      '/proc/7/exe': '/usr/bin/curl',
      '/proc/7/stat': stat(8, '500'),
      ...Object.fromEntries(
        Object.entries(SHELL).map(([path, text]) => [path.replace('/7/', '/8/'), text]),
      ),
      '/proc/8/exe': '/usr/bin/ninja',
      '/proc/8/stat': stat(9, '400'),
      '/proc/9/stat': stat(1, '300'),
    });
    expect(readPeerEvidence(7, 1000, files)?.processes.map(({ pid }) => pid)).toEqual([7, 8]);
  });

  it.each([
    ['0::/user.slice/user@1000.service/app.slice/backup.service\n', 'backup.service'],
    ['0::/system.slice/nightly@2.service\n', 'nightly@2.service'],
    ['0::/user.slice/user@1000.service\n', undefined],
    ['0::/user.slice/user@1000.service/app.slice/app-konsole@0f.service\n', undefined],
    ['0::/user.slice/user@1000.service/app.slice/vte-spawn-1.scope\n', undefined],
  ])('names the service of %j', (cgroup, service) => {
    const files = proc({ ...SHELL, '/proc/7/cgroup': cgroup });
    expect(readPeerEvidence(7, 1000, files)?.service).toBe(service);
  });

  it('names no script that is longer than what is read of a command line', () => {
    const files = proc({ ...SHELL, '/proc/7/cmdline': `bash\0/opt/deploy` });
    expect(readPeerEvidence(7, 1000, files)?.processes[0]?.script).toBeUndefined();
    const file = join(privateFolder(), 'long');
    writeFileSync(file, 'x'.repeat(100_000));
    expect(systemFiles.read(file)).toHaveLength(4096);
  });

  it('is compared with what the process is now: gone, another one, another file, or stopped', () => {
    const first = { pid: 7, startedAt: '500', executable: '/usr/bin/bash' };
    const now = (changes: Readonly<Record<string, string>>) =>
      processStillIs(first, proc({ ...SHELL, ...changes }));
    expect(now({})).toBe('same');
    expect(processStillIs(first, proc({}))).toBe('changed');
    expect(now({ '/proc/7/stat': stat(1, '501') })).toBe('changed');
    expect(now({ '/proc/7/exe': '/usr/bin/other' })).toBe('changed');
    expect(now({ '/proc/7/stat': stat(1, '500').replace(' S ', ' T ') })).toBe('stopped');
  });

  it('names no script for what is no interpreter', () => {
    const files = proc({
      ...SHELL,
      '/proc/7/exe': '/usr/bin/curl',
      '/proc/7/cmdline': 'curl\0/v1/token\0',
    });
    expect(readPeerEvidence(7, 1000, files)?.processes[0]?.script).toBeUndefined();
  });

  it('names the container of a process that is not in ours', () => {
    const cgroup = '0::/system.slice/docker-0123456789abcdef0123456789abcdef.scope';
    expect(readPeerEvidence(7, 1000, proc({ ...SHELL, '/proc/7/cgroup': cgroup }))?.container).toBe(
      '0123456789ab',
    );
    expect(readPeerEvidence(7, 1000, proc(SHELL))?.container).toBeUndefined();
  });

  it('follows parents for a while, and no ring of them for ever', () => {
    const ring = proc({ ...SHELL, '/proc/7/stat': stat(7, '500') });
    expect(readPeerEvidence(7, 1000, ring)?.processes).toHaveLength(16);
  });
});
