/**
 * Measures the agent and `vk` beside Debian's oidc-agent, in turn (A B A B) in one run on one machine. Nothing is
 * asserted: times are the machine's, ratios are ours to look at.
 *
 * Usage: npm run bench:agent [-- --write --short]   (--write puts the figures into docs/benchmarks.json)
 */
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { build } from 'vite';
import { buildNativeVk, hasGo } from '../../scripts/package/native-vk.mjs';
import { connectionId } from '../../test/fixtures/connection.ts';
import { startIssuer, type BenchIssuer } from '../bench/issuer.ts';
import { hasOidcAgent, startOidcAgent } from '../bench/oidc-agent.ts';

const execute = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Of what takes a few milliseconds; `--short` is for a look, or for a busy machine. */
const ROUNDS = process.argv.includes('--short') ? 200 : 1000;

if (!hasOidcAgent()) throw new Error('oidc-agent is not here (Debian: oidc-agent-cli).');

/** One way to ask, as caller.mjs reads it. */
interface Way {
  readonly way: 'plain' | 'http' | 'kept' | 'run' | 'many';
  readonly socket?: string;
  readonly body?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly count?: number;
}

const measure = async (
  rounds: number,
  warmUp: number,
  contenders: readonly Way[],
): Promise<readonly (readonly number[])[]> => {
  const caller = join(import.meta.dirname, 'caller.mjs');
  const task = JSON.stringify({ rounds, warmUp, contenders });
  const { stdout } = await execute(process.execPath, [caller, task], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as number[][];
};

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  0;

const round = (value: number): number => Number(value.toPrecision(3));

interface Figure {
  readonly name: string;
  readonly ours: { readonly p50: number; readonly p95: number; readonly requests?: number };
  readonly theirs: { readonly p50: number; readonly p95: number; readonly requests?: number };
  /** Ours by theirs, p50. */
  readonly ratio: number;
  readonly aim: number;
}
const figures: Figure[] = [];

const compare = (
  name: string,
  aim: number,
  [ours = [], theirs = []]: readonly (readonly number[])[],
  requests: { readonly ours?: number; readonly theirs?: number } = {},
): void => {
  const of = (values: readonly number[], count: number | undefined) => ({
    p50: round(quantile(values, 0.5)),
    p95: round(quantile(values, 0.95)),
    ...(count === undefined ? {} : { requests: count }),
  });
  const [a, b] = [of(ours, requests.ours), of(theirs, requests.theirs)];
  const figure = { name, ours: a, theirs: b, ratio: round(a.p50 / b.p50), aim };
  figures.push(figure);
  const words = ({ p50, p95, requests: count }: Figure['ours']): string =>
    `${p50} ms (p95 ${p95})${count === undefined ? '' : `, ${count} requests`}`;
  say(`${name}\n  Valet Key   ${words(a)}\n  oidc-agent  ${words(b)}`);
  say(`  ratio       ${figure.ratio} (aim ${aim}): ${figure.ratio <= aim ? 'reached' : 'missed'}`);
};

const folder = await mkdtemp(join(tmpdir(), 'valet-key-bench-agent-'));
const startIssuers = async (): Promise<readonly [BenchIssuer, BenchIssuer]> => [
  await startIssuer(),
  await startIssuer(),
];
const ourIssuers = await startIssuers();
const theirIssuers = await startIssuers();

const socket = join(folder, 'run', 'agent.sock');
const agent = fork(
  join(import.meta.dirname, 'agent-process.ts'),
  [folder, socket, ...ourIssuers.map(({ url }) => url)],
  { execArgv: ['--import', 'tsx'], cwd: ROOT },
);
await once(agent, 'message');
const oidcAgent = await startOidcAgent(theirIssuers);

// Relative to the repository: the configuration says so.
const outDir = join('.cache', 'bench-agent');
await build({ configFile: join(ROOT, 'vite.cli.config.ts'), build: { outDir } });
const out = join(ROOT, outDir);
const onNode = join(out, 'vk.mjs');
const vk = hasGo() ? buildNativeVk(out) : onNode;

const ourEnvironment = { VALET_KEY_SOCKET: socket };
const login = (index: number): string => connectionId(index + 1);
const ours = (index: number, ...options: readonly string[]): Way => ({
  way: 'run',
  command: [vk, 'token', login(index), ...options],
  environment: ourEnvironment,
});
const theirs = (index: number, ...options: readonly string[]): Way => ({
  way: 'run',
  command: ['oidc-token', ...options, `bench${String(index)}`],
  environment: oidcAgent.environment,
});

try {
  // Approves, and fills both caches.
  await measure(1, 1, [ours(0), theirs(0), ours(1), theirs(1)]);

  const body = JSON.stringify({ connection: login(0) });
  const theirBody = JSON.stringify({
    request: 'access_token',
    account: 'bench0',
    min_valid_period: 60,
    application_hint: 'bench',
  });
  const theirSocket = oidcAgent.environment['OIDC_SOCK'] ?? '';
  const peer: Way = { way: 'plain', socket: theirSocket, body: theirBody };
  compare(
    'A cached token by the socket, a new connection each',
    1,
    await measure(ROUNDS, ROUNDS / 10, [{ way: 'http', socket, body }, peer]),
  );
  compare(
    'A cached token by the socket, one kept connection (oidc-agent: a new one each, it keeps none)',
    1,
    await measure(ROUNDS, ROUNDS / 10, [{ way: 'kept', socket, body }, peer]),
  );
  const floor: Way = { way: 'run', command: ['/bin/true'] };
  const whole = await measure(ROUNDS / 2, ROUNDS / 20, [ours(0), theirs(0), floor]);
  compare('A cached token, the whole process: vk token beside oidc-token', 0.9, whole);
  const processFloor = { p50: round(quantile(whole[2] ?? [], 0.5)) };
  say(`  (starting /bin/true: ${processFloor.p50} ms)`);
  const node = { ...ours(0), command: [onNode, 'token', login(0)] };
  compare('The same with vk on Node', 0.9, await measure(20, 2, [node, theirs(0)]));

  for (const issuer of [...ourIssuers, ...theirIssuers]) issuer.delay = 50;
  const scoped = await measure(20, 1, [ours(0, '--scope', 'read'), theirs(0, '--scope', 'read')]);
  compare('A token for fewer scopes, asked for again; the server takes 50 ms', 0.05, scoped);

  for (const count of [32, 128]) {
    const rounds: [number[], number[]] = [[], []];
    const requests: [number, number] = [0, 0];
    for (let at = 0; at < 2; at += 1) {
      for (const issuer of [ourIssuers[0], theirIssuers[0]]) issuer.lifetime = 8;
      await wait(5100);
      await measure(1, 0, [ours(0, '--min-valid', '1d'), theirs(0, '--force-new')]);
      await wait(9000);
      for (const issuer of [ourIssuers[0], theirIssuers[0]]) issuer.lifetime = 3600;
      for (const [who, way, issuer] of [
        [0, ours(0), ourIssuers[0]],
        [1, theirs(0), theirIssuers[0]],
      ] as const) {
        const before = issuer.requests();
        const [taken] = await measure(1, 0, [{ ...way, way: 'many', count }]);
        rounds[who].push(taken?.[0] ?? 0);
        requests[who] += (issuer.requests() - before) / 2;
      }
    }
    const [a, b] = requests;
    compare(`${count} callers at expiry, a server that rotates and takes 50 ms`, 0.3, rounds, {
      ours: a,
      theirs: b,
    });
  }

  await wait(5100);
  const hung: [number[], number[]] = [[], []];
  for (const [who, way, slow, issuer] of [
    [0, ours(0), ours(1, '--min-valid', '1d'), ourIssuers[1]],
    [1, theirs(0), theirs(1, '--force-new'), theirIssuers[1]],
  ] as const) {
    issuer.delay = 3000;
    const waiting = measure(1, 0, [slow]);
    await wait(600);
    hung[who].push(...((await measure(1, 0, [way]))[0] ?? []));
    await waiting;
  }
  compare("A cached token, while another account's server takes 3 s", 0.05, hung);

  agent.send('memory');
  const [rss] = (await once(agent, 'message')) as [number];
  say(`Resident memory of the agent's process: ${Math.round(rss / 2 ** 20)} MB`);
  if (process.argv.includes('--write')) {
    const machine = { cores: cpus().length, load: loadavg()[0], node: process.version };
    const text = { takenOn: new Date().toISOString().slice(0, 10), machine, processFloor, figures };
    writeFileSync(join(ROOT, 'docs', 'benchmarks.json'), `${JSON.stringify(text, null, 2)}\n`);
  }
} finally {
  agent.kill();
  await oidcAgent.stop();
  for (const issuer of [...ourIssuers, ...theirIssuers]) issuer.close();
  await rm(folder, { recursive: true, force: true });
}
