import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundledPackages } from '../../scripts/bundled-packages.mjs';
import { sbom } from '../../scripts/package/sbom.mjs';

const root = mkdtempSync(join(tmpdir(), 'vk-sbom-'));
writeFileSync(join(root, 'a.node'), 'compiled');
const pinned = sbom();
const packed = sbom({ electron: '33.4.11', root, files: ['a.node'] });
const purls = (bill: typeof pinned) => bill.components.map(({ purl }) => purl);

test('the bill of materials holds what is shipped, each with a hash, and nothing that only builds', () => {
  expect(pinned.bomFormat).toBe('CycloneDX');
  for (const { name, version } of bundledPackages()) {
    expect(purls(pinned)).toContain(`pkg:npm/${name.replace('@', '%40')}@${version}`);
  }
  expect(pinned.components).toHaveLength(bundledPackages().length);
  expect(pinned.components.filter(({ hashes = [] }) => hashes.length === 0)).toEqual([]);
  expect(purls(pinned).join(' ')).not.toMatch(/vitest|typescript@|electron-builder/);
});

test('the runtime that is packed stands in the bill in place of the pinned one', () => {
  expect(purls(packed)).toContain('pkg:npm/electron@33.4.11');
});

test('a native module is in the bill with its own SHA-256', () => {
  const [file] = packed.components.filter(({ type }) => type === 'file');
  const content = createHash('sha256').update('compiled').digest('hex');
  expect(file).toMatchObject({ name: 'a.node', hashes: [{ alg: 'SHA-256', content }] });
});

test('no moment and no random number is in the bill, so that two builds can be compared', () => {
  expect(Object.keys(pinned)).not.toContain('serialNumber');
  expect(JSON.stringify(pinned)).not.toMatch(/"timestamp"/);
});
