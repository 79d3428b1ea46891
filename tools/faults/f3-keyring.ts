/**
 * F3 of docs/reliability.md: `kill -9` against the real gnome-keyring. Program, keychain host and
 * keyring daemon are killed at random moments of refreshes that never pause; afterwards the login
 * must go on. Exits 1 where an invariant is broken.
 *
 * Usage: tsx tools/faults/f3-keyring.ts [kills, 300 where absent]
 */
import type { Rotation } from '../../test/fake/rotating-server.ts';
import { shootAtLogin, type Tally, type Target } from '../../test/keychain/f3/login.ts';

interface Setting {
  readonly rotation: Rotation;
  readonly tokenLength: number;
}

const SETTINGS: readonly Setting[] = [
  { rotation: 'grace', tokenLength: 600 },
  { rotation: 'grace', tokenLength: 6000 },
  { rotation: 'non-rotating', tokenLength: 6000 },
  { rotation: 'strict', tokenLength: 600 },
  { rotation: 'strict', tokenLength: 6000 },
];
/** Of six kills: mostly the program, as in life. */
const ROUND: readonly Target[] = [
  'program',
  'program',
  'keychain host',
  'program',
  'program',
  'keyring daemon',
];

const emptyTally = (): Tally => ({
  kills: { program: 0, 'keychain host': 0, 'keyring daemon': 0 },
  served: 0,
  unissued: 0,
  excessSends: 0,
  interrupted: 0,
  lost: 0,
  avoidable: 0,
});

/** Invariants I1 to I5: a server without grace may lose what no client could keep, others nothing. */
const isKept = ({ rotation }: Setting, tally: Tally): boolean =>
  tally.unissued === 0 &&
  tally.excessSends === 0 &&
  tally.avoidable === 0 &&
  tally.served > 0 &&
  (rotation === 'strict' || tally.lost === 0);

function* targets(count: number): Generator<Target, undefined> {
  for (let shot = 0; shot < count; shot += 1) {
    const target = ROUND[shot % ROUND.length];
    if (target !== undefined) yield target;
  }
  return undefined;
}

const runSetting = async (setting: Setting, kills: number): Promise<boolean> => {
  const tally = emptyTally();
  const shots = targets(kills);
  const fired = (): number => Object.values(tally.kills).reduce((sum, one) => sum + one, 0);
  while (fired() < kills) {
    await shootAtLogin(setting.rotation, setting.tokenLength, shots, tally);
  }
  const verdict = isKept(setting, tally) ? 'kept' : 'BROKEN';
  process.stdout.write(`${JSON.stringify({ test: 'F3', ...setting, ...tally, verdict })}\n`);
  return verdict === 'kept';
};

const kills = Number(process.argv[2] ?? 300);
const verdicts: boolean[] = [];
for (const setting of SETTINGS) {
  verdicts.push(await runSetting(setting, Math.ceil(kills / SETTINGS.length)));
}
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
