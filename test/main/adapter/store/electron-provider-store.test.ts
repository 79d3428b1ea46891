import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createElectronProviderStore } from '../../../../src/main/adapter/store/electron-provider-store.ts';
import { newPlace } from './store-rig.ts';

it.each([
  ['damaged', 'not JSON', /^providers\.json\.corrupt-/],
  ['newer', '{"version":9,"content":[]}', /^providers\.json\.newer-/],
  ['damaged', '{"version":1,"content":[{"id":5}]}', /^providers\.json\.corrupt-/],
] as const)('a file that is %s is kept aside whole and told (%s)', (reason, text, name) => {
  const place = newPlace();
  writeFileSync(join(place.folder, 'providers.json'), text);
  const { putAside, list } = createElectronProviderStore(place);
  expect(list()).toEqual([]);
  expect(putAside).toEqual({ reason, name: expect.stringMatching(name) as string });
  expect(readFileSync(join(place.folder, putAside?.name ?? ''), 'utf8')).toBe(text);
});
