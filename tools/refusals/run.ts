/**
 * Starts an unpacked release as an ordinary user, with the sandbox on, once for each switch that must
 * not pass: each has to end it at once. `node --import tsx tools/refusals/run.ts FOLDER EXECUTABLE`
 */
import { spawn } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BLOCKED_SWITCHES } from '../../src/main/instance/command-line.ts';

/** What the program says of a command line that it refuses: src/main/index.ts. */
const REFUSAL = 'Valet Key does not start with';
/** `nobody` on every Linux; root has no sandbox that could be on. */
const ORDINARY = { uid: 65_534, gid: 65_534 };
/** Chromium drops these around an argument. */
const SPACES = ['', ' ', '\t', '\n'];
const AT_ONCE = 4;
/** `--wait-for-debugger` lets Chromium wait for 60 s before it reads on. */
const LONGEST_MS = 90_000;

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

interface Outcome {
  readonly status: number | string;
  readonly isRefused: boolean;
  /** False where Chromium gave up before the program's own code ran: there is no profile yet. */
  readonly hasProfile: boolean;
}

const start = async (program: string, argument: string): Promise<Outcome> => {
  const home = mkdtempSync(join(tmpdir(), 'valet-key-home-'));
  if (isRoot) chownSync(home, ORDINARY.uid, ORDINARY.gid);
  const child = spawn(program, [argument], {
    env: { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
    ...(isRoot ? ORDINARY : {}),
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const status = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const hasProfile = readdirSync(home).length > 0;
  rmSync(home, { recursive: true, force: true });
  return { status, isRefused: Buffer.concat(said).includes(REFUSAL), hasProfile };
};

/** Chromium itself ends at once where a switch and the sandbox cannot be had together. */
const didNotStart = ({ status, isRefused, hasProfile }: Outcome): boolean =>
  isRefused || (status !== 0 && status !== 'SIGKILL' && !hasProfile);

const lines = [
  ...BLOCKED_SWITCHES.map((name, at) => `${SPACES[at % SPACES.length] ?? ''}--${name}=0`),
  ...SPACES.flatMap((space) => [`${space}--remote-debugging-port=0`, `${space}--no-sandbox`]),
  '-inspect',
  '--never-heard-of',
];

const place = makeRelease();
if (isRoot) chownSync(place, ORDINARY.uid, ORDINARY.gid);
const program = join(place, executable);
const passed: string[] = [];
try {
  const waiting = [...lines];
  const work = async (): Promise<void> => {
    for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
      const outcome = await start(program, line);
      if (!didNotStart(outcome)) passed.push(`${JSON.stringify(line)}: ${String(outcome.status)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // Without a display it fails later, with a profile: that shows that the refusals were refusals.
  const control = await start(program, '--lang=en');
  if (didNotStart(control)) passed.push('"--lang=en" was refused as well');
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.stdout.write(`  refused: ${lines.length - passed.length} of ${lines.length} switches\n`);
if (passed.length > 0) {
  process.stdout.write(`  not refused:\n    ${passed.join('\n    ')}\n`);
  process.exitCode = 1;
}
