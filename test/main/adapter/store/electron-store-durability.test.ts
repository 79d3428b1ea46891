import type * as NodeFs from 'node:fs';
import { statSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { createElectronSettingsStore } from '../../../../src/main/adapter/store/electron-settings-store.ts';
import { newPlace } from './store-rig.ts';

const synced = vi.hoisted((): number[] => []);

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof NodeFs>();
  return {
    ...original,
    fsyncSync: (handle: number) => {
      synced.push(original.fstatSync(handle).ino);
      original.fsyncSync(handle);
    },
  };
});

it('a document is durable by name too: its folder is synced after it', async () => {
  const place = newPlace();
  await createElectronSettingsStore(place).update({ theme: 'dark' });
  expect(synced.at(-1)).toBe(statSync(place.folder).ino);
});
