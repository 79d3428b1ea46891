import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { VerificationKey } from '../../../../src/core/model/seen-keys.ts';
import { createElectronKeyStore } from '../../../../src/main/adapter/store/electron-key-store.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';
import { newPlace, openConf } from './store-rig.ts';

const KEY: VerificationKey = {
  kid: 'key-1',
  algorithms: ['ES256'],
  jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
};
const SEEN = [{ keys: [KEY], firstSeen: FAKE_EPOCH, lastSeen: FAKE_EPOCH, isWhole: true }];
const ISSUERS = ['https://as.example', 'https://tenant.example/a.b'] as const;

describe('kept keys on electron-store', () => {
  it('are there at the next start, in a file of the person’s own', async () => {
    const place = newPlace();
    const store = createElectronKeyStore(place);
    for (const issuer of ISSUERS) await store.note(issuer, [KEY]);
    const next = createElectronKeyStore(place);
    for (const issuer of ISSUERS) expect(next.seen(issuer)).toEqual(SEEN);
    expect(next.seen('https://other.example')).toEqual([]);
    expect(statSync(join(place.folder, 'keys.json')).mode & 0o777).toBe(0o600);
  });

  it('lose one damaged issuer, not the others, and the damaged file is kept aside', async () => {
    const place = newPlace();
    const store = createElectronKeyStore(place);
    for (const issuer of ISSUERS) await store.note(issuer, [KEY]);
    const file = join(place.folder, 'keys.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"P-256"', '17'));
    const next = createElectronKeyStore(place);
    expect(ISSUERS.map((issuer) => next.seen(issuer).length).sort()).toEqual([0, 1]);
    expect(readdirSync(place.folder).some((name) => /^keys\.json\.corrupt-/.test(name))).toBe(true);
  });

  it.each(['', '{', '[]', '{"version":9,"content":[]}'])('start empty over %j', (text) => {
    const place = newPlace();
    writeFileSync(join(place.folder, 'keys.json'), text);
    expect(createElectronKeyStore(place).seen(ISSUERS[0])).toEqual([]);
  });

  it('take no private number from the file', async () => {
    const place = newPlace();
    await createElectronKeyStore(place).note(ISSUERS[0], [KEY]);
    const file = join(place.folder, 'keys.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"kty"', '"d":"secret","kty"'));
    expect(createElectronKeyStore(place).seen(ISSUERS[0])).toEqual([]);
  });

  it('of a later version are not used, and stay in the file when others are added', async () => {
    const place = newPlace();
    const file = join(place.folder, 'keys.json');
    const sets = [{ keys: [], firstSeen: 1, lastSeen: 2, isWhole: true, from: 'dnssec' }];
    const newer = [ISSUERS[0], sets];
    writeFileSync(file, JSON.stringify({ version: 1, content: [newer] }));
    const store = createElectronKeyStore(place);
    expect(store.seen(ISSUERS[0])).toEqual([]);
    await store.note(ISSUERS[1], [KEY]);
    const { content } = JSON.parse(readFileSync(file, 'utf8')) as { content: unknown };
    expect(content).toEqual([[ISSUERS[1], SEEN], newer]);
  });

  it('change nothing where they cannot be written', async () => {
    let full = false;
    const place = newPlace({
      openStore: (options) => {
        if (full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return openConf(options);
      },
    });
    full = true;
    const store = createElectronKeyStore(place);
    await expect(store.note(ISSUERS[0], [KEY])).rejects.toMatchObject({
      code: 'VK_DISK_FULL',
    });
    expect(store.seen(ISSUERS[0])).toEqual([]);
  });
});
