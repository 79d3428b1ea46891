import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run, say, SetUpError } from './progress.mjs';

/**
 * What Electron and the keychain need to run at all. Debian 13 and Ubuntu 24.04 renamed libraries
 * with a 64-bit time_t, so either name will do.
 */
export const TO_RUN = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libsecret-1-0'],
  ['libnotify4'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['xdg-utils'],
];

/** What stands in for a desktop: display, browser, keychain, scheme handlers, a clipboard reader. */
const TO_STAND_IN_FOR_A_DESKTOP = [
  ['xvfb'],
  ['xauth'],
  ['gnome-keyring'],
  // KWallet cannot open a session without the plug-ins.
  ['libkf5wallet-bin'],
  ['libqca-qt5-2-plugins'],
  // KeePassXC asks in a window, which xdotool answers.
  ['keepassxc'],
  ['xdotool'],
  ['dbus'],
  ['dbus-x11'],
  ['libsecret-tools'],
  ['chromium'],
  ['chromium-headless-shell'],
  ['desktop-file-utils'],
  ['xclip'],
  ['fonts-dejavu-core'],
];

/** Real programs that tests of the command line hand tokens to; kubectl is tested where it is (Debian's is too old). */
const TO_TEST_WITH = [['git'], ['curl'], ['openssl'], ['groff-base'], ['golang-go']];

function installedAmong(names) {
  const format = ['-W', '-f', '${Package} ${db:Status-Status}\n'];
  const { stdout = '' } = spawnSync('dpkg-query', [...format, ...names], { encoding: 'utf8' });
  const lines = (stdout ?? '').split('\n').map((line) => line.split(' '));
  return new Set(lines.filter(([, status]) => status === 'installed').map(([name]) => name));
}

/** The packages of `wanted` of which no spelling is installed. */
function missingOf(wanted) {
  const installed = installedAmong(wanted.flat());
  return wanted.filter((spellings) => !spellings.some((name) => installed.has(name)));
}

function spellingKnownHere(spellings) {
  const isKnown = (name) =>
    spawnSync('apt-cache', ['show', '--no-all-versions', name], { stdio: 'ignore' }).status === 0;
  return spellings.find(isKnown) ?? spellings[0];
}

/** The prefix that makes a command run as root without asking, or undefined where there is none. */
export function asRoot() {
  if (process.getuid?.() === 0) return [];
  const canSudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return canSudo ? ['sudo', '-n'] : undefined;
}

/** Runs a command as root; answers its status, or undefined where that is not possible. */
export async function runAsRoot(command, options) {
  const prefix = asRoot();
  if (prefix === undefined) return undefined;
  const [program, ...args] = [...prefix, ...command];
  return run(program, args, options);
}

async function aptGet(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = async () =>
    runAsRoot(
      [
        ...['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '-qq'],
        ...['--no-install-recommends', ...missing.map(spellingKnownHere)],
      ],
      { env },
    );
  await runAsRoot(['apt-get', 'update', '-qq'], { env });
  return install();
}

/**
 * Installs the Debian packages that are missing, or says exactly which line would.
 *
 * @param needsDesktop also what stands in for a display, a browser, a keychain and a user
 * @param needsTools also what tokens are handed to in tests
 */
export async function installDebianPackages({ needsDesktop, needsTools }) {
  if (process.platform !== 'linux') return undefined;
  const wanted = [
    ...TO_RUN,
    ...(needsDesktop ? TO_STAND_IN_FOR_A_DESKTOP : []),
    ...(needsTools ? TO_TEST_WITH : []),
  ];
  if (!existsSync('/usr/bin/dpkg-query')) {
    say(`  This is not Debian: if something is missing, it is one of: ${wanted.flat().join(' ')}`);
    return undefined;
  }
  const missing = missingOf(wanted);
  if (missing.length === 0) return undefined;
  const names = missing.map(([name]) => name).join(' ');
  say(`  Debian packages: installing ${names}`);
  const status = await aptGet(missing);
  if (status === 0) return `installed ${names}`;
  const line = `apt-get install -y --no-install-recommends ${names}`;
  throw new SetUpError(
    status === undefined
      ? `These Debian packages are missing. As root, run:\n  ${line}`
      : `apt-get failed with status ${status}. As root, run:\n  ${line}`,
  );
}
