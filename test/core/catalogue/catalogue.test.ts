import { describe, expect, it } from 'vitest';
import { LOOPBACK_HOSTS } from '../../../src/core/model/issuer.ts';
import { isReservedParameter } from '../../../src/core/model/reserved-parameter.ts';
import { isScopeToken, scopeOf } from '../../../src/core/model/scope.ts';
import { meaningOfScope, riskyTokens } from '../../../src/core/catalogue/scope/scope-catalogue.ts';
import {
  PROVIDER_SCOPES,
  STANDARD_SCOPES,
} from '../../../src/core/catalogue/scope/scope-meaning.ts';
import { presetById, PRESETS, resolvePreset } from '../../../src/core/catalogue/catalogue.ts';
import { FIXED_PORT, type Preset } from '../../../src/core/catalogue/preset.ts';

const named = PRESETS.map((one) => [one.id, one] as const);
const examplesOf = ({ server }: Preset) =>
  Object.fromEntries(server.placeholders.map(({ name, example }) => [name, example]));

describe('the presets', () => {
  it('are twenty at least, each with an id of its own', () => {
    expect(PRESETS.length).toBeGreaterThanOrEqual(20);
    expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
    for (const { id } of PRESETS) expect(id).toMatch(/^[a-z0-9-]{1,64}$/);
  });

  it.each(named)('%s: has addresses that pass the guards of any server', (_id, one) => {
    const resolved = resolvePreset(one, examplesOf(one));
    expect(resolved.issuer).not.toMatch(/[{}]/);
    if (!one.server.discovery) {
      expect(resolved.metadata?.token_endpoint).toMatch(/^https:/);
      expect(resolved.metadata?.authorization_endpoint).toMatch(/^https:/);
    }
    if (one.grantsPage !== undefined) expect(one.grantsPage).toMatch(/^https:/);
  });

  it.each(named)('%s: says exactly what to paste, in keeping with its own rules', (_id, one) => {
    const { hosts, port, privateUseScheme, paste } = one.redirect;
    const url = new URL(paste);
    expect(url.protocol === 'http:').toBe(hosts.length > 0);
    if (url.protocol === 'http:') {
      expect(hosts).toContain(url.hostname);
      expect(url.port).toBe(port === 'exact' ? String(FIXED_PORT) : '');
    } else {
      expect(privateUseScheme).toBe(true);
      expect(paste).toBe('dev.valetkey.app:/oauth2/callback');
    }
    expect(hosts.length > 0 || privateUseScheme).toBe(true);
  });

  it.each(named)(
    '%s: sets no parameter that is ours, and asks for sound scope tokens',
    (_id, one) => {
      expect(Object.keys(one.extraParameters).filter(isReservedParameter)).toEqual([]);
      expect(one.defaultScope.filter((token) => !isScopeToken(token))).toEqual([]);
    },
  );

  it.each(named)('%s: agrees with itself', (_id, one) => {
    const { by, ask } = one.refresh;
    if (by === 'scope') expect(one.defaultScope).toContain(ask);
    if (by === 'parameter') {
      expect(Object.entries(one.extraParameters).map((pair) => pair.join('='))).toContain(ask);
    }
    expect(one.publicClient).toBe(one.tokenEndpointAuthMethod === 'none');
    expect(one.revocation.kind === 'none').toBe(one.revocation.ends === 'nothing');
    if (one.revocation.kind === 'none') expect(one.grantsPage).toBeDefined();
    if (one.flow === 'device_code' && !one.server.discovery) {
      expect(one.server.endpoints.device_authorization_endpoint).toBeDefined();
    }
    for (const lifetime of Object.values(one.lifetimes)) expect(lifetime).toBeGreaterThan(0);
  });

  it.each(named)('%s: says when and where it was checked, and what was not', (_id, one) => {
    expect(one.checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(one.source.length).toBeGreaterThan(0);
    expect(new Set(one.recalled).size).toBe(one.recalled.length);
    for (const quirk of one.quirks) expect(quirk).toMatch(/^\S.*\.$/);
  });

  it('contradict each other where the providers do: Spotify refuses localhost, Entra wants it', () => {
    expect(presetById('spotify')?.redirect.hosts).not.toContain('localhost');
    expect(presetById('microsoft-entra')?.redirect.hosts).toEqual(['localhost']);
  });

  it('know what another scope does: added at GitHub, alone at Google, nothing where the app decides', () => {
    expect(presetById('github')).toMatchObject({
      scopeChange: { effect: 'adds' },
      recalled: expect.arrayContaining(['scopeChange']) as unknown,
    });
    expect(presetById('google')?.scopeChange).toEqual({ effect: 'replaces', isGranular: true });
    expect(presetById('github-app')).toMatchObject({
      scopeChange: { effect: 'fixed' },
      recalled: ['issuer'],
    });
    expect(presetById('okta')?.scopeChange.effect).toBe('unknown');
  });

  it('know which servers answer with other separators than they take', () => {
    expect(presetById('github')).toMatchObject({
      scopeSeparator: ' ',
      tokenResponse: { scopeSeparator: ',' },
    });
    expect(presetById('twitch')?.tokenResponse).toEqual({ scopeArray: true });
    expect(presetById('nobody')).toBeUndefined();
  });
});

describe('resolvePreset', () => {
  const keycloak = presetById('keycloak');
  const resolve = (values: Readonly<Record<string, string>>, policy = LOOPBACK_HOSTS) => {
    if (keycloak === undefined) throw new Error('the preset is gone');
    return resolvePreset(keycloak, values, policy);
  };

  it('fills in host and path', () => {
    expect(resolve({ host: 'sso.example.com:8443', realm: 'main' })).toEqual({
      issuer: 'https://sso.example.com:8443/realms/main',
    });
  });

  it.each([
    { host: 'sso.example.com', realm: '../../evil' },
    { host: 'sso.example.com/x', realm: 'main' },
    { host: 'user@evil.example', realm: 'main' },
    { host: 'sso.example.com', realm: 'main?x' },
    { host: 'sso.example.com', realm: '' },
    { host: 'sso.example.com', realm: '..' },
    { host: 'sso.example.com' },
  ])('takes nothing that would change the shape of the address: %j', (values) => {
    expect(() => resolve(values as Readonly<Record<string, string>>)).toThrow(
      expect.objectContaining({ code: 'VK_INVALID_INPUT' }),
    );
  });
});

describe('the scope catalogue', () => {
  const tables = { '': STANDARD_SCOPES, ...PROVIDER_SCOPES };
  const every = Object.entries(tables).flatMap(([preset, table]) =>
    Object.keys(table).map((token) => [preset, token] as const),
  );

  it.each(every)('%s %s: is a scope token with one plain sentence', (preset, token) => {
    expect(isScopeToken(token)).toBe(true);
    const meaning = meaningOfScope(token, preset);
    expect(meaning?.token).toBe(token);
    expect(meaning?.sentence).toMatch(/^[A-Z][^<>]*\.$/);
    expect(['low', 'medium', 'high']).toContain(meaning?.risk);
  });

  it('belongs to presets that exist, and to the playground', () => {
    const others = Object.keys(PROVIDER_SCOPES).filter((id) => presetById(id) === undefined);
    expect(others).toEqual(['playground']);
  });

  it('knows a token at its own provider, and OpenID Connect everywhere', () => {
    expect(meaningOfScope('repo', 'github')?.risk).toBe('high');
    expect(meaningOfScope('repo', 'gitlab')).toBeUndefined();
    expect(meaningOfScope('repo')).toBeUndefined();
    expect(meaningOfScope('openid', 'github')?.risk).toBe('low');
  });

  it.each(['__proto__', 'constructor', 'toString'])('guesses nothing: %s', (token) => {
    expect(meaningOfScope(token, 'github')).toBeUndefined();
    expect(meaningOfScope('repo', token)).toBeUndefined();
  });

  it('picks out what deserves a second look', () => {
    const scope = scopeOf(['openid', 'offline_access', 'api', 'unheard-of']);
    expect(riskyTokens(scope, 'gitlab').map(({ token }) => token)).toEqual(['api']);
  });
});
