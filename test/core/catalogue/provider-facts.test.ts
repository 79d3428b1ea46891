import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { presetById, PROVIDERS } from '../../../src/core/catalogue/catalogue.ts';
import { NOT_KNOWN, sourcesIn } from '../../../src/core/catalogue/fact.ts';
import { presetOf } from '../../../src/core/catalogue/preset.ts';
import { knownLifetime } from '../../../src/core/catalogue/preset-of-connection.ts';
import { days, type Provider } from '../../../src/core/catalogue/provider.ts';
import { loginExpiry } from '../../../src/core/expiry/login-expiry.ts';
import { parseIssuer, PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import { after } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { connectionOf } from '../../fixtures/connection.ts';

const named = PROVIDERS.map((one) => [one.id, one] as const);

/** What is a choice of ours or the shape of an address, and needs no source. */
const NO_FACTS = new Set(['id', 'name', 'defaultScope', 'discovery', 'placeholders', 'domains']);

/** The members of a provider that are neither a fact, nor said to be unknown, nor made of those. */
const unsourced = (value: unknown, path = ''): readonly string[] => {
  if (value === NOT_KNOWN) return [];
  if (typeof value !== 'object' || value === null) return [path];
  if ('source' in value && 'value' in value) {
    const [source] = sourcesIn(value);
    return source !== undefined && source.where.trim() !== '' ? [] : [path];
  }
  return Object.entries(value)
    .filter(([name]) => !NO_FACTS.has(name))
    .flatMap(([name, member]) => unsourced(member, `${path}.${name}`));
};

/** Facts that nobody has read in a source yet: each one that is found makes this list shorter. */
const FROM_MEMORY = `
  adfs:refresh amazon-cognito:claims atlassian:grantsPage atlassian:scopes auth0:claims
  authelia:refresh bitbucket:grantsPage bitbucket:scopes dropbox:scopes duende:refresh
  duende:server facebook:revocation facebook:scopeSeparator google:claims google:scopes
  keycloak:claims linkedin:grantsPage linkedin:revocation linkedin:scopes
  microsoft-entra:grantsPage microsoft-entra:scopeChange microsoft-entra:scopes notion:grantsPage
  notion:redirect okta:claims okta:grantsPage ory-hydra:refresh salesforce:scopes slack:grantsPage
  slack:scopeChange slack:scopes spotify:grantsPage spotify:scopes twitch:scopes vercel:refresh
  zitadel:refresh zoom:grantsPage zoom:revocation zoom:server
`
  .trim()
  .split(/\s+/);

describe('the facts of a provider', () => {
  it('are in a file that the catalogue knows, for every file in provider/', () => {
    const files = readdirSync('src/core/catalogue/provider').map((name) =>
      name.replace(/\.ts$/, ''),
    );
    expect(PROVIDERS.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  it.each(named)('of %s have a source and a date, each of them', (_id, provider) => {
    expect(unsourced(provider)).toEqual([]);
    for (const { where, readOn, kind } of sourcesIn(provider)) {
      expect(readOn).toMatch(/^20\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$/);
      expect(['documentation', 'report', 'memory']).toContain(kind);
      expect(where).not.toBe('');
    }
    expect(presetOf(provider).checkedOn).not.toBe('');
  });

  it('are found to lack a source where one is left out', () => {
    const [first] = PROVIDERS;
    const broken = { ...first, pkce: 'checked', server: { ...first?.server, issuer: 'https://x' } };
    expect(unsourced(broken).toSorted()).toEqual(['.pkce', '.server.issuer']);
  });

  it('are from memory nowhere but where this list says so', () => {
    const found = PROVIDERS.flatMap((provider) =>
      presetOf(provider).recalled.map((fact) => `${provider.id}:${fact}`),
    );
    expect(found.toSorted()).toEqual(FROM_MEMORY.toSorted());
  });
});

const lifetimeAt = (issuer: string, preset?: string) =>
  knownLifetime({
    issuer: parseIssuer(issuer, PUBLIC_HOSTS),
    ...(preset === undefined ? {} : { options: { preset } }),
  });

const example = ({ server }: Provider): string =>
  server.placeholders.reduce(
    (issuer, { name, example: value }) => issuer.replace(`{${name}}`, value),
    server.issuer.value,
  );

describe('how long a login lives', () => {
  it.each(named)(
    'is the same to the preset of %s and to the warning of its end',
    (id, provider) => {
      const { refreshToken, refreshTokenIdle } = presetOf(provider).lifetimes;
      expect(lifetimeAt(example(provider), id)).toEqual({
        ...(refreshToken === undefined ? {} : { age: refreshToken }),
        ...(refreshTokenIdle === undefined ? {} : { idle: refreshTokenIdle }),
      });
    },
  );

  it('is one number at Spotify and one at a GitHub App, whoever asks', () => {
    expect(presetById('spotify')?.lifetimes.refreshToken).toBe(days(181));
    expect(lifetimeAt('https://accounts.spotify.com')).toEqual({ age: days(181) });
    expect(presetById('github-app')?.lifetimes.refreshTokenIdle).toBe(15_897_600);
    expect(lifetimeAt('https://github.com')).toEqual({ idle: 15_897_600 });
  });

  it('is warned of at Zoom, where the preset knows it', () => {
    const issuer = parseIssuer('https://zoom.us', PUBLIC_HOSTS);
    const zoom = connectionOf({ issuer, options: { preset: 'zoom' } });
    expect(loginExpiry(zoom, FAKE_EPOCH)).toMatchObject({
      at: after(FAKE_EPOCH, days(90)),
      because: 'idle',
      source: 'known',
    });
  });

  it('is not taken from a preset whose issuer is another', () => {
    expect(lifetimeAt('https://as.example', 'spotify')).toEqual({});
  });
});
