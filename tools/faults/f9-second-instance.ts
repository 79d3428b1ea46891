/**
 * F9 of docs/reliability.md: while the first instance is stopped in the middle of a refresh, a second one
 * comes with an argument of 100 KiB and a third with a short link. Chromium would kill an owner of
 * the lock that does not answer for twenty seconds. The first instance must live on with the login
 * it had. Exits 1 where it does not.
 *
 * Usage: tsx tools/faults/f9-second-instance.ts [rounds] [seconds stopped]
 */
import { setTimeout as pause } from 'node:timers/promises';
import { command } from '../rig/bridge.ts';
import { startDesktop } from '../rig/desktop.ts';
import { dismissErrorBox } from '../rig/error-box.ts';
import { builtApp } from '../rig/runtime.ts';
import { connectionById, signIn, toPlayground } from '../rig/sign-in.ts';
import { startAgain, startOther } from '../rig/start-again.ts';

const rounds = Number(process.argv[2] ?? '5');
const stoppedMs = Number(process.argv[3] ?? '2') * 1000;
const LINK = 'dev.valetkey.app:/oauth2/callback/playground?code=';
const huge = LINK + 'x'.repeat(100 * 1024);
const SHORT = `${LINK}short&state=none`;
/** Two refreshes of one login are never closer than this (REFRESH_FLOOR). */
const FLOOR_MS = 5100;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const desktop = await startDesktop();
const program = await builtApp();
const figures = { rounds, refused: 0, alive: 0, refreshed: 0, lost: 0 };
try {
  const { page, pid } = await desktop.launch(program);
  const { id: connectionId } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  for (let round = 0; round < rounds; round += 1) {
    await pause(FLOOR_MS);
    const refresh = command(page, 'token.refresh', { connectionId });
    process.kill(pid, 'SIGSTOP');
    const until = pause(stoppedMs);
    if ((await startAgain(program, desktop.env, huge)) === 2) figures.refused += 1;
    const third = startOther(program, desktop.env, SHORT);
    await dismissErrorBox(desktop.env, third.pid);
    if ((await third.exited) === 3) figures.refused += 1;
    await until;
    if (isAlive(pid)) figures.alive += 1;
    process.kill(pid, 'SIGCONT');
    await refresh;
    figures.refreshed += 1;
  }
  const { standing } = await connectionById(page, connectionId);
  figures.lost = standing.kind === 'active' ? 0 : 1;
} finally {
  await desktop.stop();
}
const held =
  figures.refused === 2 * rounds &&
  figures.alive === rounds &&
  figures.refreshed === rounds &&
  figures.lost === 0;
process.stdout.write(`${JSON.stringify({ ...figures, verdict: held ? 'held' : 'BROKEN' })}\n`);
process.exitCode = held ? 0 : 1;
