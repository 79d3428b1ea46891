/**
 * F11 of docs/reliability.md: two processes started at once with the same user data, again and again.
 * Exactly one may own them. Exits 1 where both or neither live on.
 *
 * Usage: tsx tools/faults/f11-two-owners.ts [starts]
 */
import { setTimeout as pause } from 'node:timers/promises';
import { startDesktop } from '../rig/desktop.ts';
import { builtApp } from '../rig/runtime.ts';
import { startOther } from '../rig/start-again.ts';

const starts = Number(process.argv[2] ?? '5');
/** The loser ends before it has a window; Chromium alone lets it ask the winner for twenty seconds. */
const PATIENCE_MS = 120_000;
/** How long the winner is watched after the loser has gone. */
const WATCHED_MS = 300;

const desktop = await startDesktop();
const program = await builtApp();
const figures = { starts, oneOwner: 0, twoOwners: 0, noOwner: 0 };
try {
  for (let start = 0; start < starts; start += 1) {
    const both = [startOther(program, desktop.env), startOther(program, desktop.env)];
    const exits = both.map(({ exited }) => exited.then(() => 'exited'));
    const late = () => pause(PATIENCE_MS, 'late', { ref: false });
    const first = await Promise.race([...exits, late()]);
    const second = await Promise.race([Promise.all(exits), pause(WATCHED_MS, 'alive')]);
    if (first === 'late') figures.twoOwners += 1;
    else if (second === 'alive') figures.oneOwner += 1;
    else figures.noOwner += 1;
    both.forEach((one) => one.kill());
    await Promise.all(both.map(({ exited }) => exited));
  }
} finally {
  await desktop.stop();
}
const held = figures.oneOwner === starts;
process.stdout.write(`${JSON.stringify({ ...figures, verdict: held ? 'held' : 'BROKEN' })}\n`);
process.exitCode = held ? 0 : 1;
