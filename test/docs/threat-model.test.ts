import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TEXT = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8');

interface Threat {
  readonly id: string;
  readonly isPlanned: boolean;
  readonly code: readonly string[];
  readonly tests: readonly { readonly path: string; readonly title: string }[];
}

/** A section of the page; its list may break lines anywhere but in a test's. */
const threatIn = (section: string): Threat => {
  const items = section.split(/\n(?=- )/);
  const startingWith = (start: string) => items.filter((item) => item.startsWith(`- ${start}`));
  return {
    id: section.split(' ', 1)[0] ?? '',
    isPlanned: startingWith('Planned: ').length > 0,
    code: startingWith('Code: ').flatMap((item) =>
      [...item.matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? ''),
    ),
    tests: startingWith('Test: ').map((item) => {
      const [, path = '', title = ''] = /`([^`]+)`: "(.+)"/.exec(item) ?? [];
      return { path, title };
    }),
  };
};

const THREATS = TEXT.split('\n### ').slice(1).map(threatIn);

/** The titles of a file's tests as they stand in it; of a template, its text between the backticks. */
const titlesIn = (path: string): ReadonlySet<string> => {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(ROOT, path), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isRunning(node.expression.getText(source))) {
      const [title] = node.arguments;
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.add(title.text);
      else if (title !== undefined) titles.add(title.getText(source).slice(1, -1));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
};

const isRunning = (callee: string): boolean =>
  /^(?:it|test)\b/.test(callee) && !/^(?:it|test)\.(?:skip|todo|fails)\b/.test(callee);

describe('the threat model', () => {
  it('has every threat from T1 to T32, and those of the agent and the command line', () => {
    const ids = THREATS.map(({ id }) => id);
    expect(ids.slice(0, 32)).toEqual(Array.from({ length: 32 }, (_, index) => `T${index + 1}`));
    const numbered = (letter: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
    expect(ids.slice(32)).toEqual([...numbered('A', 14), ...numbered('C', 7)]);
  });

  it.each(THREATS.filter(({ isPlanned }) => !isPlanned))(
    '$id names code and tests that are there, and tests that run',
    ({ code, tests }) => {
      expect(code.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
      expect(code.length).toBeGreaterThan(0);
      expect(tests.length).toBeGreaterThan(0);
      const missing = tests.filter(
        ({ path, title }) => !existsSync(join(ROOT, path)) || !titlesIn(path).has(title),
      );
      expect(missing).toEqual([]);
    },
  );

  it('calls planned only what has neither code nor test', () => {
    const planned = THREATS.filter(({ isPlanned }) => isPlanned);
    expect(planned.filter(({ code, tests }) => code.length + tests.length > 0)).toEqual([]);
  });
});
