import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { providerSettingsSchema } from '../../../../src/core/model/provider-settings.ts';
import { createElectronProviderStore } from '../../../../src/main/adapter/store/electron-provider-store.ts';
import { newPlace } from './store-rig.ts';

const PROVIDER = providerSettingsSchema.parse({
  id: 'one',
  name: 'One',
  issuer: 'https://one.example',
  clientId: 'valet-key',
});

it.each([
  ['damaged', 'not JSON', /^providers\.json\.corrupt-/],
  ['newer', '{"version":9,"content":[]}', /^providers\.json$/],
  ['damaged', '{"version":1,"content":[{"id":5}]}', /^providers\.json\.corrupt-/],
] as const)(
  'a file of providers that is %s is kept whole and listed (%s)',
  (reason, text, name) => {
    const place = newPlace();
    writeFileSync(join(place.folder, 'providers.json'), text);
    const { unused, list } = createElectronProviderStore(place);
    expect(list()).toEqual([]);
    expect(unused).toEqual([{ reason, name: expect.stringMatching(name) as string, holds: [] }]);
    expect(readFileSync(join(place.folder, unused[0]?.name ?? ''), 'utf8')).toBe(text);
  },
);

it('a provider of a later version is listed by name and survives a change of the others', async () => {
  const place = newPlace();
  const file = join(place.folder, 'providers.json');
  const newer = { ...PROVIDER, id: 'two', name: 'Two', tokenEndpointAuthMethod: 'tls_client_auth' };
  writeFileSync(file, JSON.stringify({ version: 1, content: [newer, PROVIDER] }));
  const store = createElectronProviderStore(place);
  expect(store.list()).toEqual([PROVIDER]);
  expect(store.unused).toEqual([
    { reason: 'newer-records', name: 'providers.json', holds: ['Two'] },
  ]);
  await store.replaceAll([]);
  const { content } = JSON.parse(readFileSync(file, 'utf8')) as { content: unknown };
  expect(content).toEqual([newer]);
});
