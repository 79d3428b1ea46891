import { expect, test } from 'vitest';
import { bundledPackages } from '../../scripts/bundled-packages.mjs';
import { packages } from 'virtual:bundled-packages';

test('the module that the About dialog imports holds every bundled package', () => {
  const shown = bundledPackages().map(({ name, version, license }) => ({ name, version, license }));
  expect(packages).toEqual(shown);
  expect(packages.every(({ license }) => license !== '')).toBe(true);
});

test('the bundled packages are what runs, with what that needs, and not what only builds', () => {
  const names = bundledPackages().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['react', 'react-aria', 'electron', 'koa']));
  expect(names).toContain('@github/keytar');
  for (const builder of ['vite', 'typescript', 'vitest', '@types/react']) {
    expect(names).not.toContain(builder);
  }
});
