import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { LOOPBACK_HOSTS, PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import { planImport } from '../../../src/core/provider-settings/import-providers.ts';
import {
  LARGEST_PROVIDER_FILE,
  printProviderFile,
  readProviderFile,
} from '../../../src/core/provider-settings/provider-file.ts';
import { importProviders } from '../../../src/core/provider-settings/import-providers.ts';
import { createElectronProviderStore } from '../../../src/main/adapter/store/electron-provider-store.ts';
import { readImportFile } from '../../../src/main/adapter/system/import-file.ts';
import { badInputs, verdictOf } from '../../fixtures/bad-inputs.ts';
import { newPlace, openConf } from '../../main/adapter/store/store-rig.ts';

const PROVIDER = {
  id: 'acme',
  name: 'Acme',
  issuer: 'https://as.example',
  clientId: 'valet-key',
  scopes: ['openid'],
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const fileOf = (...providers: readonly object[]): Uint8Array =>
  bytesOf(JSON.stringify({ version: 1, providers }));
const read = (...providers: readonly object[]) =>
  readProviderFile(fileOf(...providers), PUBLIC_HOSTS);

const refusalOf = (action: () => unknown) => {
  try {
    action();
  } catch (thrown) {
    if (isValetKeyError(thrown, 'VK_INVALID_INPUT')) return thrown.fields;
    throw thrown;
  }
  throw new Error('expected a refusal');
};

/** A provider with one member of the case's text, such as `"clientSecret":"s3cr3t"`. */
const withMember = (text: string): object => {
  const [member] = /"\w+":(?:"[^"]*"|\{[^}]*\}|\[.*\])/.exec(text) ?? [];
  return { ...PROVIDER, ...(JSON.parse(`{${member}}`) as object) };
};

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'valet-key-import-'));

const refuseFile = (path: string, why: string) =>
  expect(readImportFile(path, LARGEST_PROVIDER_FILE)).rejects.toMatchObject({
    code: 'VK_INVALID_INPUT',
    fields: { why },
  });

const scenarios: Readonly<Record<string, (input: string) => void | Promise<void>>> = {
  'PI-002': async () => {
    const path = join(newFolder(), 'big.json');
    writeFileSync(path, '');
    truncateSync(path, 50_000_000);
    await refuseFile(path, 'too large');
    const bytes = new Uint8Array(LARGEST_PROVIDER_FILE + 1);
    expect(refusalOf(() => readProviderFile(bytes, PUBLIC_HOSTS))['why']).toBe(
      'larger than 256 KiB',
    );
  },
  'PI-003': () => {
    const bytes = bytesOf('{"version":99,"accounts":[]}');
    expect(refusalOf(() => readProviderFile(bytes, PUBLIC_HOSTS))).toEqual({
      why: 'a version we cannot read',
      supported: '1 to 1',
    });
  },
  'PI-004': (input) =>
    expect(refusalOf(() => readProviderFile(bytesOf(input), PUBLIC_HOSTS))).toEqual({
      why: 'an unknown member',
      member: 'extra',
    }),
  'PI-005': () =>
    expect(refusalOf(() => read({ ...PROVIDER, id: '../../../../etc/cron.d/x' }))).toEqual({
      why: 'missing or malformed',
      member: 'id',
      provider: '1',
    }),
  'PI-007': () => expect(refusalOf(() => read({ ...PROVIDER, id: 'a.b' }))['member']).toBe('id'),
  'PI-008': async (input) => {
    const imported = read(withMember(input));
    expect(JSON.stringify(imported.providers)).not.toContain('s3cr3t');
    expect(imported.clientSecrets.get('acme')?.expose()).toBe('s3cr3t');
    const place = newPlace();
    const kept: [string, string][] = [];
    const ports = {
      providers: createElectronProviderStore(place),
      freeze: () => Promise.resolve(),
      secrets: {
        deleteSecret: () => Promise.resolve(),
        writeSecret: async (name: string, secret: { expose(): string }) =>
          void kept.push([name, secret.expose()]),
      },
    };
    const plan = planImport(imported, []);
    await importProviders(ports)(plan, imported, { keepSecrets: true });
    expect(kept).toEqual([['provider-acme', 's3cr3t']]);
    expect(readFileSync(join(place.folder, 'providers.json'), 'utf8')).not.toContain('s3cr3t');
  },
  'PI-010': (input) =>
    expect(refusalOf(() => read(withMember(input)))).toEqual({
      why: 'is not https',
      member: 'authorizationEndpoint',
      provider: '1',
    }),
  'PI-011': () => {
    const sameId = [PROVIDER, { ...PROVIDER, clientId: 'other' }];
    expect(refusalOf(() => read(...sameId))).toMatchObject({ first: 'acme', second: 'acme' });
    const sameClient = [PROVIDER, { ...PROVIDER, id: 'acme-2' }];
    expect(refusalOf(() => read(...sameClient))).toMatchObject({ first: 'acme', second: 'acme-2' });
  },
  'PI-013': (input) =>
    expect(refusalOf(() => read(withMember(input)))).toEqual({
      why: 'sets redirect_uri, which Valet Key sets',
      member: 'extraAuthParams',
      provider: '1',
    }),
  'PI-014': (input) => expect(refusalOf(() => read(withMember(input)))['member']).toBe('scopes'),
  'PI-016': () => {
    const text = JSON.stringify({ version: 1, providers: [] });
    const hostile = [
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      bytesOf(`\ufeff${text}`),
      bytesOf(text.replace('[]', '\0[]')),
      Buffer.concat([Buffer.from([0xff]), bytesOf(text)]),
    ];
    for (const bytes of hostile) {
      expect(refusalOf(() => readProviderFile(bytes, PUBLIC_HOSTS))['why']).toBe('not UTF-8 JSON');
    }
  },
  'PI-017': async () => {
    const folder = newFolder();
    const target = join(folder, 'file.json');
    writeFileSync(target, fileOf(PROVIDER));
    expect(
      readProviderFile(await readImportFile(target, LARGEST_PROVIDER_FILE), PUBLIC_HOSTS).providers,
    ).toHaveLength(1);
    symlinkSync(target, join(folder, 'link.json'));
    execFileSync('mkfifo', [join(folder, 'fifo.json')]);
    await refuseFile(join(folder, 'link.json'), 'cannot be opened');
    await refuseFile(join(folder, 'fifo.json'), 'not a regular file');
    await refuseFile('/dev/zero', 'not a regular file');
    await refuseFile(folder, 'not a regular file');
    await refuseFile(join(folder, 'absent.json'), 'cannot be opened');
  },
  'PI-018': () => {
    const many = Array.from({ length: 10_000 }, () => ({}));
    expect(refusalOf(() => read(...many))).toEqual({ why: 'more than 200 providers' });
  },
  'PI-020': () => {
    const texts = [
      '{"version":1,"providers":[]} // ours',
      '{"version":1,"providers":[],}',
      '{"version":1,"providers":[],"__proto__":{"admin":true}}',
      '{"version":1,"providers":[],"\\u005f_proto__":{}}',
      '{"version":1,"version":1,"providers":[]}',
    ];
    for (const text of texts) refusalOf(() => readProviderFile(bytesOf(text), PUBLIC_HOSTS));
  },
  'PI-021': async () => {
    const place = newPlace();
    await createElectronProviderStore(place).replaceAll(read(PROVIDER).providers);
    const before = readFileSync(join(place.folder, 'providers.json'), 'utf8');
    let full = true;
    const store = createElectronProviderStore({
      ...place,
      openStore: (options) => {
        if (full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return openConf(options);
      },
    });
    const imported = read(
      { ...PROVIDER, clientSecret: 's3cr3t' },
      { ...PROVIDER, id: 'b', clientId: 'b' },
    );
    const plan = planImport(imported, store.list());
    const refuse = () => Promise.reject(new Error('must not be asked'));
    const secrets = { writeSecret: refuse, deleteSecret: refuse };
    const freeze = refuse;
    const run = () =>
      importProviders({ providers: store, secrets, freeze })(plan, imported, { keepSecrets: full });
    await expect(run()).rejects.toMatchObject({ code: 'VK_DISK_FULL' });
    expect(readFileSync(join(place.folder, 'providers.json'), 'utf8')).toBe(before);
    expect(store.list().map(({ id }) => id)).toEqual(['acme']);
    full = false;
    await run();
    expect(
      createElectronProviderStore(place)
        .list()
        .map(({ id }) => id),
    ).toEqual(['acme', 'b']);
  },
};

describe('bad inputs: provider.import', () => {
  const cases = badInputs('provider.import');

  it('has a scenario for every case, and no other', () => {
    expect(Object.keys(scenarios)).toEqual(cases.map(({ id }) => id));
    expect(new Set(cases.map(verdictOf))).toEqual(new Set(['REJECT_IMPORT', 'STRIP', 'UNCHANGED']));
  });

  it.each(cases.map((one) => [one.id, one.expect, one.input] as const))(
    '%s: %s',
    (id, _why, input) => scenarios[id]?.(input),
  );
});

describe('a file of providers', () => {
  it('reads back what it prints, with defaults filled in', () => {
    const { providers } = read(PROVIDER, {
      ...PROVIDER,
      id: 'b',
      clientId: 'b',
      loopbackPort: 4000,
    });
    const printed = bytesOf(printProviderFile(providers));
    expect(readProviderFile(printed, PUBLIC_HOSTS).providers).toEqual(providers);
    expect(providers[0]).toMatchObject({
      tokenEndpointAuthMethod: 'none',
      redirectMethod: 'loopback',
    });
  });

  it.each([
    ['issuer', { issuer: 'http://as.example' }],
    ['tokenEndpoint', { tokenEndpoint: 'https://192.168.1.1/token' }],
    ['tokenEndpoint', { tokenEndpoint: 'https://as.example/t#x' }],
    ['tokenEndpoint', { tokenEndpoint: 'https://as.example/t?client_id=x' }],
    ['jwksUri', { jwksUri: 'file:///etc/passwd' }],
    ['name', { name: 'Ac\u202eme' }],
    ['clientId', { clientId: 'a\nb' }],
    ['clientId', { clientId: '' }],
    ['loopbackPort', { loopbackPort: 80 }],
    ['redirectPath', { redirectPath: '//evil.example/' + '?' }],
    ['redirectPath', { redirectPath: '/redirect/honest.example' }],
    ['scopes', { scopes: 'openid' }],
    ['resource', { resource: 'https://api.example/#x' }],
    ['clientSecret', { clientSecret: '' }],
  ])('refuses a provider by its %s: %j', (member, change) => {
    expect(refusalOf(() => read({ ...PROVIDER, ...change }))).toMatchObject({
      member,
      provider: '1',
    });
  });

  it('names an unknown member and never shows its value', () => {
    const fields = refusalOf(() => read({ ...PROVIDER, refreshToken: 'rt-value' }));
    expect(fields).toEqual({ why: 'an unknown member', member: 'refreshToken', provider: '1' });
  });

  it('may name a server in a private network, with endpoints beside it', () => {
    const internal = {
      ...PROVIDER,
      issuer: 'https://keycloak.lan',
      tokenEndpoint: 'https://10.0.0.1/token',
    };
    expect(readProviderFile(fileOf(internal), PUBLIC_HOSTS).providers).toHaveLength(1);
  });

  it('may name this computer in developer mode', () => {
    const local = { ...PROVIDER, issuer: 'http://127.0.0.1:8080' };
    expect(readProviderFile(fileOf(local), LOOPBACK_HOSTS).providers).toHaveLength(1);
  });
});

describe('planImport (RFC 9700 §4.4)', () => {
  it('says which hosts come and go, before anything is done', () => {
    const existing = read(PROVIDER, { ...PROVIDER, id: 'same', clientId: 'same' }).providers;
    const imported = read(
      { ...PROVIDER, tokenEndpoint: 'https://evil.example/token' },
      { ...PROVIDER, id: 'same', clientId: 'same' },
      { ...PROVIDER, id: 'new', clientId: 'new', issuer: 'https://xn--e1awd7f.example' },
    );
    expect(planImport(imported, existing)).toMatchObject({
      added: [{ id: 'new', name: 'Acme', added: ['xn--e1awd7f.example'], removed: [] }],
      changed: [{ id: 'acme', name: 'Acme', added: ['evil.example'], removed: [] }],
      unchanged: ['same'],
      withSecret: [],
    });
  });

  it('keeps providers that the file does not name', () => {
    const existing = read({ ...PROVIDER, id: 'kept', clientId: 'kept' }).providers;
    expect(planImport(read(PROVIDER), existing).result.map(({ id }) => id)).toEqual([
      'kept',
      'acme',
    ]);
  });

  it('does not take the order of members for a change', () => {
    const { providers } = read(PROVIDER);
    const shuffled = providers.map((one) => Object.fromEntries(Object.entries(one).reverse()));
    expect(planImport(read(...shuffled), providers)).toMatchObject({
      changed: [],
      unchanged: ['acme'],
    });
  });

  it('refuses an existing client under another id', () => {
    const existing = read({ ...PROVIDER, id: 'old' }).providers;
    expect(refusalOf(() => planImport(read(PROVIDER), existing))).toMatchObject({
      first: 'old',
      second: 'acme',
    });
  });
});
