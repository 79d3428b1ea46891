import { describe, expect, it } from 'vitest';
import { LOOPBACK_HOSTS } from '../../../src/core/model/issuer.ts';
import { isReservedParameter } from '../../../src/core/model/reserved-parameter.ts';
import { isScopeToken } from '../../../src/core/model/scope.ts';
import { presetById, PRESETS } from '../../../src/core/catalogue/catalogue.ts';
import type { Preset } from '../../../src/core/catalogue/preset.ts';
import { FIXED_PORT } from '../../../src/core/catalogue/provider.ts';
import { resolvePreset } from '../../../src/core/oauth/discovery/metadata.ts';

const named = PRESETS.map((one) => [one.id, one] as const);
const examplesOf = ({ server }: Preset) =>
  Object.fromEntries(server.placeholders.map(({ name, example }) => [name, example]));

describe('the presets', () => {
  it('are thirty-five at least, each with an id of its own', () => {
    expect(PRESETS.length).toBeGreaterThanOrEqual(35);
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
    const { hosts, port, privateUseScheme, base } = one.redirect;
    const url = new URL(base);
    expect(url.protocol === 'http:').toBe(hosts.length > 0);
    if (url.protocol === 'http:') {
      expect(hosts).toContain(url.hostname);
      expect(url.port).toBe(port === 'exact' ? String(FIXED_PORT) : '');
    } else {
      expect(privateUseScheme).toBe(true);
      expect(base).toBe('dev.valetkey.app:');
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
    if (one.revocation.kind === 'none') {
      expect(['nothing', 'unknown']).toContain(one.revocation.ends);
      // Who knows that there is no way must know the page.
      if (one.revocation.ends === 'nothing') expect(one.grantsPage).toBeDefined();
    } else expect(one.revocation.ends).not.toBe('nothing');
    if (one.flow === 'device_code' && !one.server.discovery) {
      expect(one.server.endpoints.device_authorization_endpoint).toBeDefined();
    }
    for (const lifetime of Object.values(one.lifetimes)) expect(lifetime).toBeGreaterThan(0);
  });

  it.each(named)('%s: says when and where it was checked, and what was not', (_id, one) => {
    expect(one.checkedOn).toMatch(/^20\d\d-\d\d(?:-\d\d)?$/);
    expect(one.source.length).toBeGreaterThan(0);
    expect(new Set(one.recalled).size).toBe(one.recalled.length);
    for (const quirk of one.quirks) expect(quirk).toMatch(/^\S.*\.$/);
  });

  it('contradict each other where the providers do: Spotify refuses localhost, Entra wants it', () => {
    expect(presetById('spotify')?.redirect.hosts).not.toContain('localhost');
    expect(presetById('microsoft-entra')?.redirect.hosts).toEqual(['localhost']);
  });

  it('know what another scope does: added at GitHub, alone at Google, nothing where the app decides', () => {
    expect(presetById('github')?.scopeChange.effect).toBe('adds');
    expect(presetById('google')?.scopeChange).toEqual({ effect: 'replaces', isGranular: true });
    expect(presetById('github-app')?.scopeChange.effect).toBe('fixed');
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
