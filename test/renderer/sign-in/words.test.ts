import { describe, expect, test } from 'vitest';
import type { DoctorView } from '../../../src/contract/app.ts';
import {
  emptyDraft,
  presetDraft,
  proposedScope,
  type Draft,
} from '../../../src/renderer/sign-in/draft/draft.ts';
import { fieldsOf, isAdvanced } from '../../../src/renderer/sign-in/draft/fields.ts';
import { GRANTS } from '../../../src/renderer/sign-in/draft/grant-words.ts';
import {
  otherRecalled,
  presetFacts,
  presetLine,
  presetsFound,
} from '../../../src/renderer/sign-in/draft/preset-words.ts';
import { redirectDoubt, redirectUriOf } from '../../../src/renderer/sign-in/draft/registration.ts';
import {
  scopeMeaning,
  scopeTeller,
  suggestedScopes,
} from '../../../src/renderer/sign-in/add/scope-part.tsx';
import { issuerTyped, waysFound } from '../../../src/renderer/sign-in/draft/ways.ts';
import { connection } from '../harness/fixtures.ts';
import { preset } from './preset.ts';

const known: DoctorView['redirectBases'] = [
  { method: 'loopback', base: 'http://127.0.0.1' },
  { method: 'private-use-scheme', base: 'dev.valetkey.app:' },
];
const at = (issuer: string, part: Partial<Draft> = {}): Draft => ({
  ...emptyDraft('issuer'),
  issuer,
  ...part,
});

describe('which fields a grant needs', () => {
  test.each(GRANTS.filter((grant) => grant !== 'authorization_code'))(
    '%s has no redirect and no parameters of an authorization request',
    (grant) => {
      const fields = fieldsOf({ ...emptyDraft('issuer'), grant });
      for (const name of ['redirectMethod', 'redirectUri', 'prompt', 'extraParameters'] as const) {
        expect(fields.has(name)).toBe(false);
      }
    },
  );

  test('a secret and a key are asked for only where the method needs them', () => {
    const fields = (authMethod: 'none' | 'client_secret_basic' | 'private_key_jwt') =>
      fieldsOf({ ...emptyDraft('issuer'), authMethod });
    expect(fields('none').has('clientSecret')).toBe(false);
    expect(fields('client_secret_basic').has('clientSecret')).toBe(true);
    expect(fields('private_key_jwt').has('clientSecret')).toBe(false);
    expect(fields('private_key_jwt').has('privateKey')).toBe(true);
  });

  test('a problem in a closed part opens it; one in sight does not', () => {
    expect(isAdvanced('understood')).toBe(true);
    expect(isAdvanced('endpoints.token_endpoint')).toBe(false);
  });
});

describe('the redirect URI to register', () => {
  test('has any loopback port where the server takes it (RFC 8252 §7.3), and is to the letter what a person states', () => {
    const draft = at(' https://as.example/ ');
    expect(redirectUriOf(draft, undefined, known)).toBe('http://127.0.0.1/redirect/as.example');
    const fixed = { ...draft, redirectUri: ' http://localhost:8080/cb ' };
    expect(redirectUriOf(fixed, undefined, known)).toBe('http://localhost:8080/cb');
  });

  test('is in the provider’s own spelling before ours, and gives way to what a person states', () => {
    const base = 'http://localhost:47615';
    const strict = preset({ redirect: { method: 'loopback', base, port: 'exact' } });
    const draft = { ...presetDraft(strict), placeholders: { host: 'gitlab.com' } };
    expect(redirectUriOf(draft, strict, known)).toBe(`${base}/redirect/gitlab.com`);
    expect(redirectUriOf({ ...draft, redirectUri: 'http://[::1]:5000' }, strict, known)).toBe(
      'http://[::1]:5000',
    );
    expect(redirectUriOf({ ...draft, redirectMethod: 'private-use-scheme' }, strict, known)).toBe(
      'dev.valetkey.app:/redirect/gitlab.com',
    );
  });

  test('is not known while the server is half typed: each has a redirect URI of its own', () => {
    const draft = presetDraft(preset());
    expect(redirectUriOf(draft, preset(), known)).toBeUndefined();
    expect(redirectUriOf(at('as.example'), undefined, known)).toBeUndefined();
  });

  test('is what the client is registered with already, by an older login', () => {
    const issuer = 'https://gitlab.example.com';
    const older = connection(1, { redirectUri: 'http://localhost:8080/oauth2/callback' });
    const same = at(issuer, { clientId: older.clientId });
    expect(redirectUriOf(same, undefined, known, [older])).toBe(older.redirectUri);
    const others = [at(issuer, { clientId: 'x' }), { ...same, registers: true }];
    for (const other of others) {
      expect(redirectUriOf(other, undefined, known, [older])).toBe(
        'http://127.0.0.1/redirect/gitlab.example.com',
      );
    }
  });

  test('is nothing where the grant has no redirect, or while it is not known', () => {
    const draft = emptyDraft('issuer');
    expect(redirectUriOf(draft, undefined)).toBeUndefined();
    expect(
      redirectUriOf({ ...draft, grant: 'client_credentials' }, undefined, known),
    ).toBeUndefined();
  });

  test('is doubted by the doctor only for the chosen method', () => {
    const checks = [{ name: 'scheme-handler', outcome: 'fail', found: '' } as const];
    expect(redirectDoubt('loopback', checks)).toBeUndefined();
    expect(redirectDoubt('private-use-scheme', checks)).toContain('scheme');
  });
});

describe('a preset in words', () => {
  test('one line says what client it wants and how the answer comes back', () => {
    expect(presetLine(preset())).toBe('Public client, loopback on any port');
    expect(presetLine(preset({ publicClient: false, flow: 'device_code' }))).toBe(
      'Needs a client secret, device code',
    );
  });

  test('lifetimes are words, and a fact from memory is marked as one', () => {
    const facts = presetFacts(
      preset({
        lifetimes: { accessToken: 7200, refreshTokenIdle: 7_776_000 },
        recalled: ['lifetimes'],
      }),
    );
    const marked = facts.filter(({ recalled }) => recalled);
    expect(marked).toEqual([
      {
        name: 'Lifetimes',
        words: 'Access token 2 hours. Refresh token gone after 90 days without use.',
        recalled: true,
      },
    ]);
  });

  test('every recalled fact without a row of its own is named', () => {
    expect(otherRecalled(preset({ recalled: ['server', 'pkce', 'lifetimes'] }))).toEqual([
      'an address of the server',
      'the PKCE check',
    ]);
  });

  test('is found by the words of its line', () => {
    const other = preset({ id: 'x', name: 'Other', publicClient: false });
    expect(presetsFound([preset(), other], 'secret').map(({ id }) => id)).toEqual(['x']);
    expect(presetsFound([preset(), other], '')).toHaveLength(2);
  });
});

describe('what is typed into the search', () => {
  test('an address leads to the ways that take one, that of an API first', () => {
    expect(waysFound('https://login.example.com').map(({ source }) => source)).toEqual([
      'resource',
      'issuer',
      'manual',
    ]);
    expect(issuerTyped('login.example.com')).toBe('https://login.example.com');
    expect(issuerTyped('google')).toBe('');
  });
});

describe('scopes', () => {
  test('a scope token has the words main knows, and none where they are not known', () => {
    const api = { token: 'api', sentence: 'Does everything you can do.', risk: 'high' } as const;
    expect(scopeMeaning('api', [api])).toBe(api);
    expect(scopeMeaning('repo:delete', [api])).toEqual({ token: 'repo:delete' });
    expect(scopeTeller({ source: 'playground', preset: undefined })).toEqual({
      preset: 'playground',
    });
    expect(scopeTeller({ source: 'preset', preset: 'gitlab' })).toEqual({ preset: 'gitlab' });
    expect(scopeTeller({ source: 'issuer', preset: undefined })).toEqual({});
  });

  test('only what is not asked for yet is offered, narrowed by what is typed', () => {
    const draft = { scope: ['openid'], scopeEntry: 'email prof', source: 'issuer' } as const;
    expect(suggestedScopes(draft, undefined)).toEqual(['profile']);
  });

  test('what the server says it knows is offered in place of the usual scope tokens', () => {
    const draft = { scope: ['read'], scopeEntry: '', source: 'issuer' } as const;
    expect(suggestedScopes(draft, undefined, ['read', 'write'])).toEqual(['write']);
  });

  test.each([
    ['a server of OAuth 2.0 alone (H-003)', ['read', 'write'], []],
    ['one that does not say', undefined, []],
    ['an OpenID provider without lasting logins', ['email', 'openid'], ['openid', 'email']],
  ])(
    'of the usual scope tokens only those are proposed that the server knows: %s',
    (_what, known, proposed) => {
      expect(emptyDraft('issuer').scope).toEqual([]);
      expect(proposedScope(known)).toEqual(proposed);
    },
  );
});
