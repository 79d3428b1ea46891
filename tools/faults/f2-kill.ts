/**
 * F2 of docs/reliability.md: `kill -9` of the program's keeping while four callers refresh without
 * pause. Keychain and journal are files on disk, the server is in this process. Exits 1 where an
 * invariant is broken.
 *
 * Usage: tsx tools/faults/f2-kill.ts [kills a setting, 1000 where absent] [JSON file] [server-bytes,
 * such as strict-600; all where absent]
 */
import { writeFile } from 'node:fs/promises';
import type { Rotation } from '../../test/fake/rotating-server.ts';
import { bundle } from '../../test/keychain/bundle.ts';
import {
  emptyTally,
  shootAtLogin,
  startPrograms,
  type Programs,
  type Tally,
} from '../../test/faults/kill-login.ts';
import { startTokenServer } from '../../test/faults/token-server.ts';

interface Setting {
  readonly rotation: Rotation;
  readonly tokenLength: number;
}

const SETTINGS: readonly Setting[] = (['strict', 'grace', 'non-rotating'] as const).flatMap(
  (rotation) => [600, 6000, 20_000].map((tokenLength) => ({ rotation, tokenLength })),
);
/** Logins under fire at once. */
const LANES = 2;

/** Invariants I1 to I6: a server without grace may lose what no client could keep, others nothing. */
const isKept = ({ rotation }: Setting, tally: Tally): boolean =>
  tally.unissued === 0 &&
  tally.excessSends === 0 &&
  tally.avoidable === 0 &&
  tally.readable === 0 &&
  tally.refreshes > 0 &&
  (rotation === 'strict' || tally.lost === 0);

const percentile = (sorted: readonly number[], share: number): number | undefined => {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? undefined : Math.round(value * 10) / 10;
};

const figures = (setting: Setting, { windows, ...tally }: Tally) => {
  const sorted = windows.toSorted((a, b) => a - b);
  return {
    ...setting,
    ...tally,
    window: {
      measured: sorted.length,
      p50: percentile(sorted, 0.5),
      p95: percentile(sorted, 0.95),
      p99: percentile(sorted, 0.99),
    },
  };
};

const runSetting = async (
  tokens: Awaited<ReturnType<typeof startTokenServer>>,
  programs: readonly Programs[],
  setting: Setting,
  kills: number,
) => {
  const tally = emptyTally();
  const lane = async (own: Programs): Promise<void> => {
    while (tally.kills < kills) await shootAtLogin(tokens, own, setting, kills, tally);
  };
  await Promise.all(programs.map(lane));
  const line = { test: 'F2', ...figures(setting, tally), kept: isKept(setting, tally) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  return line;
};

const kills = Number(process.argv[2] ?? 1000);
const output = process.argv[3];
const only = process.argv[4];
const chosen = SETTINGS.filter(
  ({ rotation, tokenLength }) => only === undefined || only === `${rotation}-${tokenLength}`,
);
const bundled = await bundle(
  new URL('../../test/faults/program-under-fire.ts', import.meta.url),
  'f2-child',
);
const programs = Array.from({ length: LANES }, () => startPrograms(bundled));
const tokens = await startTokenServer();
const lines = [];
for (const setting of chosen) lines.push(await runSetting(tokens, programs, setting, kills));
for (const own of programs) own.close();
await tokens.close();
if (output !== undefined) await writeFile(output, `${JSON.stringify(lines, null, 2)}\n`);
process.exitCode = lines.every(({ kept }) => kept) ? 0 : 1;
