import { expect, test } from 'vitest';
import { bundledPackages } from '../../scripts/bundled-packages.mjs';
import { licenses } from '../../scripts/package/licenses.mjs';

test('each package of the program is named with its version above its licence', () => {
  const { text, missing } = licenses();
  expect(missing).toEqual([]);
  for (const { name, version, license } of bundledPackages()) {
    expect(text).toContain(`\n${name} ${version} (${license})\n`);
  }
});

test('the copyright lines of the packages themselves are in the text', () => {
  const { text } = licenses();
  expect(text).toContain('Copyright (c) 2018 Filip Skokan');
  expect(text).toContain('SIL OPEN FONT LICENSE');
  expect(text).toContain('Apache License');
});

test('a package that is not installed, or has terms nobody can read, is missing', () => {
  const gone = { name: 'gone', version: '1.0.0', license: 'MIT', path: 'node_modules/not-there' };
  const unread = {
    name: 'client-only',
    version: '0.0.1',
    license: 'BSD-3-Clause',
    path: 'node_modules/client-only',
  };
  expect(licenses([gone, unread]).missing).toEqual(['gone@1.0.0', 'client-only@0.0.1']);
});
