import { FuseV1Options } from '@electron/fuses';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { faultsOfFuses, FUSES } from '../../scripts/package/fuses.mjs';

const folder = mkdtempSync(join(tmpdir(), 'fuses-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What marks the fuses in every Electron: electron/fuses, `src/constants.ts`. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The part of an Electron executable that holds its fuses, with these set. */
const executableWith = (states: Readonly<Record<string, '0' | '1'>>): string => {
  const wire = Object.entries(states).map(
    ([name, state]) => [FuseV1Options[name as keyof typeof FuseV1Options], state] as const,
  );
  const bytes = Array.from({ length: wire.length }, (_, index) => {
    const found = wire.find(([place]) => (place as number) === index);
    return (found?.[1] ?? '0').charCodeAt(0);
  });
  const path = join(folder, 'valet-key');
  const head = Buffer.from(`before ${SENTINEL}`);
  writeFileSync(path, Buffer.concat([head, Buffer.from([1, wire.length, ...bytes])]));
  return path;
};

describe('the fuses of a package', () => {
  test('are each of those that a release needs, as it needs them', () => {
    expect(FUSES).toEqual({
      RunAsNode: '0',
      EnableCookieEncryption: '0',
      EnableNodeOptionsEnvironmentVariable: '0',
      EnableNodeCliInspectArguments: '0',
      EnableEmbeddedAsarIntegrityValidation: '1',
      OnlyLoadAppFromAsar: '1',
      LoadBrowserProcessSpecificV8Snapshot: '0',
      GrantFileProtocolExtraPrivileges: '0',
    });
  });

  test('are right as they are built', async () => {
    expect(await faultsOfFuses(executableWith(FUSES))).toEqual([]);
  });

  test('a package with any fuse set otherwise is refused, and the fuse is named', async () => {
    for (const [name, state] of Object.entries(FUSES)) {
      const changed = { ...FUSES, [name]: state === '1' ? '0' : '1' } as const;
      expect(await faultsOfFuses(executableWith(changed))).toEqual([
        `fuse ${name} is not ${state === '1' ? 'on' : 'off'}`,
      ]);
    }
  });

  test('are asked for in the same way by the packager', () => {
    const yml = readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
    for (const [name, state] of Object.entries(FUSES)) {
      const key = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
      expect(yml).toContain(`\n  ${key}: ${String(state === '1')}\n`);
    }
  });
});
