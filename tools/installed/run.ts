/**
 * Installs the .deb that `npm run package` made, as root, and lets an ordinary user do the main job
 * with it, sandbox on; upgrades it while that user has a login; looks at what others may read; and
 * purges it. Exits 1 where a promise is not kept.
 *
 * Usage: node --import tsx tools/installed/run.ts FILE.deb (and see `npm run package -- --installed`)
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ROOT } from '../rig/runtime.ts';
import { OPEN_TO_OTHERS } from './open-files.ts';

const PACKAGE = 'valet-key';
const EXECUTABLE = '/opt/valet-key/valet-key';
const COMMANDS = ['vk', 'valet-key', 'git-credential-valet-key', 'docker-credential-valet-key'];
const USER = `vk-try-${process.pid}`;
const [deb = ''] = process.argv.slice(2);

const faults: string[] = [];
const say = (line: string): void => void process.stdout.write(`  ${line}\n`);
const look = (isKept: boolean, promise: string): void => {
  say(`${isKept ? 'kept' : 'NOT KEPT'}: ${promise}`);
  if (!isKept) faults.push(promise);
};

const apt = (...args: readonly string[]): void => {
  execFileSync('apt-get', ['-y', '-qq', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
};

/** The same package under a higher version: what an update is to dpkg. */
const nextVersionOf = (file: string, folder: string): string => {
  const tree = join(folder, 'next');
  execFileSync('dpkg-deb', ['--raw-extract', file, tree]);
  const control = join(tree, 'DEBIAN', 'control');
  const text = readFileSync(control, 'utf8').replace(/^Version: (.*)$/m, 'Version: $1+next');
  writeFileSync(control, text);
  const next = join(folder, 'next.deb');
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Zgzip', '-z1', tree, next], {
    stdio: 'ignore',
  });
  rmSync(tree, { recursive: true });
  return next;
};

interface Person {
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

const addUser = (): Person => {
  execFileSync('useradd', ['--create-home', '--shell', '/bin/bash', USER]);
  const idOf = (flag: string) => Number(execFileSync('id', [flag, USER], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g'), home: `/home/${USER}` };
};

const asPerson = ({ uid, gid, home }: Person, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', ...args], {
    uid,
    gid,
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TMPDIR: home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });

const ended = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => child.once('close', (status) => resolve(status ?? 1)));

const doMainJob = async (person: Person): Promise<void> => {
  const folder = join(person.home, 'guided');
  const job = asPerson(person, ['tools/guided/run.ts', EXECUTABLE, folder]);
  job.stdout?.pipe(process.stdout);
  look((await ended(job)) === 0, 'an ordinary user does the main job, with the sandbox on');
};

const upgradeDuringLogin = async (person: Person, next: string): Promise<void> => {
  const logs = join(person.home, 'logs');
  const login = asPerson(person, ['tools/installed/login.ts', EXECUTABLE, logs]);
  const status = ended(login);
  const lines = createInterface({ input: login.stdout ?? process.stdin })[Symbol.asyncIterator]();
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    say(line.value);
    if (!line.value.startsWith('signed in')) continue;
    apt('install', next);
    login.stdin?.end('upgraded\n');
  }
  const ending = await status;
  look(ending !== OPEN_TO_OTHERS, "no file of the person's profile is open to others");
  look(ending === 0, 'an upgrade keeps the login, which then gives a token');
};

const tryCommands = (person: Person): void => {
  const { uid, gid, home } = person;
  const run = (command: string, args: readonly string[]): number | null =>
    spawnSync(command, args, { uid, gid, env: { PATH: process.env['PATH'], HOME: home } }).status;
  const missing = COMMANDS.filter((name) => run('sh', ['-c', `command -v ${name}`]) !== 0);
  look(missing.length === 0, `on the path: ${COMMANDS.join(', ')}`);
  look(run('vk', ['--version']) === 0 && run('vk', ['manual']) === 0, 'vk runs');
  const completion = '/usr/share/bash-completion/completions/vk';
  look(run('bash', ['-c', `. ${completion} && complete -p vk`]) === 0, 'bash completes vk');
  const entry = '/usr/share/applications/dev.valetkey.app.desktop';
  look(run('desktop-file-validate', [entry]) === 0, 'the desktop entry is one');
};

const filesOfPackage = (): readonly string[] =>
  execFileSync('dpkg', ['-L', PACKAGE], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => file.includes(PACKAGE) || file.includes('/vk'));

if (process.getuid?.() !== 0) throw new Error('Only root can install a package.');
if (existsSync(EXECUTABLE)) throw new Error(`${EXECUTABLE} is there already: nothing was touched.`);
const folder = mkdtempSync(join(tmpdir(), 'valet-key-installed-'));
const person = addUser();
try {
  apt('install', deb);
  const files = filesOfPackage();
  say(`installed: ${files.length} files`);
  tryCommands(person);
  await doMainJob(person);
  await upgradeDuringLogin(person, nextVersionOf(deb, folder));
  apt('purge', PACKAGE);
  const left = [...files, `/etc/apparmor.d/${PACKAGE}`].filter((file) => existsSync(file));
  look(
    left.length === 0,
    `a purge leaves nothing of the program${left.map((f) => `\n    ${f}`).join('')}`,
  );
} finally {
  if (existsSync(EXECUTABLE)) apt('purge', PACKAGE);
  spawnSync('userdel', ['--remove', USER], { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
}
if (faults.length > 0) process.exitCode = 1;
