/**
 * F11 of docs/reliability.md: two processes started at once with the same user data, again and again.
 * Exactly one may own them. Where it runs as root, another user of the machine listens all the while
 * at the profile's abstract address and tries to lock its file: that may change nothing. Exits 1 where
 * both or neither live on.
 *
 * Usage: tsx tools/faults/f11-two-owners.ts [starts]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { profileAddress } from '../../src/main/instance/profile-lock.ts';
import { startDesktop } from '../rig/desktop.ts';
import { builtApp } from '../rig/runtime.ts';
import { startOther } from '../rig/start-again.ts';

const starts = Number(process.argv[2] ?? '5');
/** The loser ends before it has a window; Chromium alone lets it ask the winner for twenty seconds. */
const LONGEST_WAIT_MS = 120_000;
/** How long the winner is watched after the loser has gone. */
const WATCHED_MS = 300;

/** The user `nobody`. */
const NOBODY = 65_534;
/** Says `ready` once it has the address; then tries for the lock's file until it is killed. */
const ATTACK = `
  const [address, file] = process.argv.slice(1);
  require('node:net').createServer().listen('\\0' + address, () => console.log('ready'));
  setInterval(() => {
    try {
      require('node:fs').openSync(file, 'r');
      console.log('opened');
    } catch {}
  }, 20);`;

/** Another user of the machine, who wants to keep the program from starting. */
const startAttacker = async (profile: string) => {
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const args = ['--eval', ATTACK, profileAddress(profile).slice(1), join(profile, 'lock')];
  const attacker = spawn(process.execPath, args, {
    cwd: '/',
    env: {},
    uid: NOBODY,
    gid: NOBODY,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  attacker.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
  await once(attacker.stdout, 'data');
  return {
    hasOpened: () => said.join('').includes('opened'),
    kill: () => void attacker.kill('SIGKILL'),
  };
};

const desktop = await startDesktop();
const attacker = process.getuid?.() === 0 ? await startAttacker(desktop.profile) : undefined;
const program = await builtApp();
const isAttacked = attacker !== undefined;
const figures = { starts, isAttacked, oneOwner: 0, twoOwners: 0, noOwner: 0 };
try {
  for (let start = 0; start < starts; start += 1) {
    const both = [startOther(program, desktop.env), startOther(program, desktop.env)];
    const exits = both.map(({ exited }) => exited.then(() => 'exited'));
    const late = () => pause(LONGEST_WAIT_MS, 'late', { ref: false });
    const first = await Promise.race([...exits, late()]);
    const second = await Promise.race([Promise.all(exits), pause(WATCHED_MS, 'alive')]);
    if (first === 'late') figures.twoOwners += 1;
    else if (second === 'alive') figures.oneOwner += 1;
    else figures.noOwner += 1;
    both.forEach((one) => one.kill());
    await Promise.all(both.map(({ exited }) => exited));
  }
} finally {
  attacker?.kill();
  await desktop.stop();
}
const held = figures.oneOwner === starts && attacker?.hasOpened() !== true;
process.stdout.write(`${JSON.stringify({ ...figures, verdict: held ? 'held' : 'BROKEN' })}\n`);
process.exitCode = held ? 0 : 1;
