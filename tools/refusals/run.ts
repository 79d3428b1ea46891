/**
 * Starts an unpacked release as an ordinary user, with the sandbox on, once for each switch that must
 * not pass: each has to end it at once. `node --import tsx tools/refusals/run.ts FOLDER EXECUTABLE`
 */
import { spawn } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BLOCKED_SWITCHES } from '../../src/main/instance/blocked-switches.ts';

/** Of a process that has refused its command line: `EXIT_STATUS.refused` of src/main/index.ts. */
const REFUSED = 2;
/** `nobody` on every Linux; root has no sandbox that could be on. */
const ORDINARY = { uid: 65_534, gid: 65_534 };
/** Chromium drops these around an argument. */
const SPACES = ['', ' ', '\t', '\n'];
const AT_ONCE = 4;
const LONGEST_MS = 30_000;

const [folder = '', executable = ''] = process.argv.slice(2);

/** A stand-in's package becomes a release by losing the mark that it is none. */
const makeRelease = (): string => {
  const place = mkdtempSync(join(tmpdir(), 'valet-key-release-'));
  cpSync(folder, place, { recursive: true });
  for (const mark of ['NOT-FOR-RELEASE.txt', 'resources/NOT-FOR-RELEASE.txt'])
    rmSync(join(place, mark), { force: true });
  return place;
};

const isRoot = process.getuid?.() === 0;

const start = (program: string, home: string, args: readonly string[]): Promise<number | string> =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: home },
      stdio: 'ignore',
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
      ...(isRoot ? ORDINARY : {}),
    });
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (status, signal) => resolve(status ?? signal ?? 'unknown'));
  });

const lines = [
  ...BLOCKED_SWITCHES.map((name, at) => `${SPACES[at % SPACES.length] ?? ''}--${name}=0`),
  ...SPACES.flatMap((space) => [`${space}--remote-debugging-port=0`, `${space}--no-sandbox`]),
  '-inspect',
  '--never-heard-of',
];

const place = makeRelease();
const home = mkdtempSync(join(tmpdir(), 'valet-key-home-'));
if (isRoot) {
  chownSync(home, ORDINARY.uid, ORDINARY.gid);
  chownSync(place, ORDINARY.uid, ORDINARY.gid);
}
const program = join(place, executable);
const passed: string[] = [];
try {
  const waiting = [...lines];
  const work = async (): Promise<void> => {
    for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
      const status = await start(program, home, [line]);
      if (status !== REFUSED) passed.push(`${JSON.stringify(line)}: ${String(status)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // Without a display it fails later, and otherwise: that shows that the refusals were refusals.
  const control = await start(program, home, ['--lang=en']);
  if (control === REFUSED) passed.push('"--lang=en" was refused as well');
} finally {
  for (const made of [place, home]) rmSync(made, { recursive: true, force: true });
}
process.stdout.write(`  refused: ${lines.length - passed.length} of ${lines.length} switches\n`);
if (passed.length > 0) {
  process.stdout.write(`  not refused:\n    ${passed.join('\n    ')}\n`);
  process.exitCode = 1;
}
