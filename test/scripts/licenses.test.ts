import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundledPackages, LIST, print } from '../../scripts/licenses.mjs';

test('the list of bundled packages is that of the lockfile; else run "npm run licenses"', () => {
  expect(readFileSync(LIST, 'utf8')).toBe(print(bundledPackages()));
});

test('it has what runs, with what that needs, and not what only builds', () => {
  const names = bundledPackages().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['react', 'react-aria', 'electron', 'koa']));
  expect(names).toContain('@github/keytar');
  for (const builder of ['vite', 'typescript', 'vitest', '@types/react']) {
    expect(names).not.toContain(builder);
  }
});
