import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { findNode22 } from './node-22.ts';

/**
 * Runs every authorization scenario of MCP's official conformance suite against `vk mcp` and the agent, and
 * writes docs/mcp-conformance.md; fails where a scenario fails that the baseline does not name, and where one
 * passes that it names.
 */
const ROOT = join(import.meta.dirname, '../..');
const SUITE = join(ROOT, 'node_modules/@modelcontextprotocol/conformance');
const CLIENT = 'node --import tsx test/conformance/client.ts';
/** Milliseconds for one scenario, on a machine that does other things too. */
const LONGEST = 180_000;
const AT_ONCE = 2;

interface Result {
  readonly name: string;
  readonly specification: string;
  readonly passed: boolean;
  /** As the suite counts its checks. */
  readonly checks: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What the suite prints, also where it fails. */
const suite = (node: string, ...words: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 };
    execFile(node, [join(SUITE, 'dist/index.js'), ...words], options, (_failed, out, err) =>
      resolve(`${out}\n${err}`),
    );
  });

const scenariosOf = (list: string) =>
  [...list.matchAll(/^ {2}- (auth\/[\w-]+) \[(.*)\]$/gm)].map(
    ([, name = '', specification = '']) => ({
      name,
      specification: specification.replaceAll(',', ', '),
    }),
  );

const runScenario = async (
  node: string,
  { name, specification }: ReturnType<typeof scenariosOf>[number],
): Promise<Result> => {
  const words = ['--command', CLIENT, '--scenario', name, '--timeout', String(LONGEST)];
  const printed = await suite(node, 'client', ...words);
  const [, checks = 'none'] = /Passed: (\d+\/\d+, \d+ failed, \d+ warnings)/.exec(printed) ?? [];
  const passed = printed.includes('OVERALL: PASSED') && checks.includes(' 0 failed, 0 warnings');
  say(`${name}  ${passed ? 'pass' : 'FAIL'}  ${checks}`);
  if (!passed && !Object.hasOwn(baseline, name)) say(printed.slice(-6000));
  return { name, specification, passed, checks };
};

const page = (
  results: readonly Result[],
  reasons: Record<string, string>,
  version: string,
): string => {
  const passed = results.filter((one) => one.passed).length;
  const rows = results.map(({ name, specification, passed: isPassed, checks }) => {
    const word = isPassed ? 'pass' : `not passed: ${reasons[name] ?? 'see the log'}`;
    return `| \`${name}\` | ${specification} | ${word} | ${checks.split(',')[0] ?? ''} |`;
  });
  return [
    '# MCP conformance\n',
    `The official suite (npm \`@modelcontextprotocol/conformance\` ${version}), every authorization scenario that it`,
    'lists, with the extensions and drafts. The client under test knows nothing of OAuth: it starts `vk mcp` for the',
    'server’s address. The agent is the program’s own core and agent on a real socket and network, with records and',
    'secrets in memory; the browser is a robot that follows one redirect, the person agrees to all they are asked.',
    '`npm run test:conformance` writes this page.\n',
    `${passed} of ${results.length} scenarios pass.\n`,
    '| Scenario | Specification | Result | Checks |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
};

const readJson = async (path: string): Promise<Record<string, string>> =>
  JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;

if (!existsSync(join(ROOT, 'out/cli/mcp.mjs'))) throw new Error('Run "npm run build" first.');
const node = await findNode22(ROOT);
const { version = '' } = await readJson(join(SUITE, 'package.json'));
const baseline = await readJson(join(import.meta.dirname, 'baseline.json'));
const [only] = process.argv.slice(2);
const left = scenariosOf(await suite(node, 'list')).filter(({ name }) => (only ?? name) === name);
const order = left.map(({ name }) => name);
const results: Result[] = [];
const work = async (): Promise<void> => {
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    results.push(await runScenario(node, next));
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, work));
const sorted = results.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
const surprises = sorted.filter(({ name, passed }) => passed === Object.hasOwn(baseline, name));
for (const { name, passed } of surprises) {
  say(
    `${name}: ${passed ? 'passes; take it out of the baseline' : 'fails, and the baseline does not name it'}`,
  );
}
if (only === undefined && sorted.length > 0) {
  const path = join(ROOT, 'docs/mcp-conformance.md');
  const options = { ...(await resolveConfig(path)), filepath: path };
  await writeFile(path, await format(page(sorted, baseline, version), options));
}
process.exitCode = surprises.length > 0 || sorted.length === 0 ? 1 : 0;
