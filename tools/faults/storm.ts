/**
 * 10 000 logins that all have to be kept alive at once, over real loopback HTTP: how many requests
 * run together, whether any login is refreshed twice, how long the event loop is held up and how much
 * memory the program takes. Exits 1 where a bound is broken.
 *
 * Usage: tsx tools/faults/storm.ts [logins, 10000 where absent]
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { MOST_RUNNING_AT_A_HOST } from '../../src/core/expiry/refresh-schedule.ts';
import { openStorm } from '../../test/faults/storm-rig.ts';

const LONGEST_LAG_MS = 200;
/** For the process: Node itself, the logins, and the server that answers them. */
const MOST_MEMORY_MB = 700;

const logins = Number(process.argv[2] ?? 10_000);
const storm = await openStorm(logins);
const lag = monitorEventLoopDelay({ resolution: 10 });
const stop = new AbortController();
const start = performance.now();
lag.enable();
const ended = storm.keepAlive.run(stop.signal);
let peak = 0;
while (storm.refreshed() < logins && performance.now() - start < 600_000) {
  peak = Math.max(peak, process.memoryUsage.rss());
  await wait(50);
}
lag.disable();
const seconds = (performance.now() - start) / 1000;
await wait(500);
stop.abort();
await ended;
await storm.close();

const figures = {
  test: 'storm',
  logins,
  refreshed: storm.refreshed(),
  requests: storm.requests(),
  mostAtOnce: storm.mostAtOnce(),
  seconds: Math.round(seconds * 10) / 10,
  lagP99Ms: Math.round(lag.percentile(99) / 1e5) / 10,
  peakMemoryMb: Math.round(peak / 1e6),
};
const kept =
  figures.refreshed === logins &&
  figures.requests === logins &&
  figures.mostAtOnce <= MOST_RUNNING_AT_A_HOST &&
  figures.lagP99Ms < LONGEST_LAG_MS &&
  figures.peakMemoryMb < MOST_MEMORY_MB;
process.stdout.write(`${JSON.stringify({ ...figures, kept })}\n`);
process.exitCode = kept ? 0 : 1;
