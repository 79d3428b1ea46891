import { describe, expect, it } from 'vitest';
import { PROVIDERS } from '../../../src/core/catalogue/catalogue.ts';
import { valueOf } from '../../../src/core/catalogue/fact.ts';
import {
  allMeanings,
  knownScopes,
  meaningOfScope,
  PLAYGROUND_SCOPES,
  riskyTokens,
  STANDARD_SCOPES,
} from '../../../src/core/catalogue/scope-catalogue.ts';
import { isScopeToken, scopeOf } from '../../../src/core/model/scope.ts';

const TABLES = [
  ['', STANDARD_SCOPES] as const,
  ['playground', PLAYGROUND_SCOPES] as const,
  ...PROVIDERS.map(({ id, scopes }) => [id, valueOf(scopes, {})] as const),
];
const every = TABLES.flatMap(([preset, table]) =>
  Object.keys(table).map((token) => [preset, token] as const),
);
const capabilitiesOf = (token: string, preset?: string) =>
  meaningOfScope(token, preset)?.capabilities;

describe('the scope catalogue', () => {
  it.each(every)(
    'explains %s %s by one plain sentence, a risk and a capability',
    (preset, token) => {
      expect(isScopeToken(token)).toBe(true);
      const meaning = meaningOfScope(token, preset);
      expect(meaning?.token).toBe(token);
      expect(meaning?.sentence).toMatch(/^[A-Z][^<>]*\.$/);
      expect(['low', 'medium', 'high']).toContain(meaning?.risk);
      expect(meaning?.capabilities).not.toEqual([]);
    },
  );

  it('knows a token at its own provider, and OpenID Connect everywhere', () => {
    expect(meaningOfScope('repo', 'github')?.risk).toBe('high');
    expect(meaningOfScope('repo', 'gitlab')).toBeUndefined();
    expect(meaningOfScope('repo')).toBeUndefined();
    expect(meaningOfScope('openid', 'github')?.risk).toBe('low');
  });

  it.each(Object.keys(STANDARD_SCOPES))('gives %s the same meaning at every server', (token) => {
    expect(meaningOfScope(token)).toBeDefined();
    expect(meaningOfScope(token, 'nobody')).toEqual(meaningOfScope(token));
  });

  it('names all that one token gives, in the order of the columns', () => {
    expect(capabilitiesOf('https://mail.google.com/', 'google')).toEqual([
      'mail-read',
      'mail-write',
      'mail-send',
    ]);
    expect(capabilitiesOf('repo', 'github')).toEqual(['code-read', 'code-write']);
  });

  it.each(['', '__proto__', 'constructor', 'toString', 'repo '])(
    'guesses nothing of %j',
    (token) => {
      expect(meaningOfScope(token, 'github')).toBeUndefined();
      expect(meaningOfScope('repo', token)).toBeUndefined();
    },
  );

  it('picks out the tokens of a scope that deserve a second look', () => {
    const scope = scopeOf(['openid', 'offline_access', 'api', 'unheard-of']);
    expect(riskyTokens(scope, 'gitlab').map(({ token }) => token)).toEqual(['api']);
  });

  it('lists what can be asked for: the provider’s own tokens first, each once', () => {
    const google = { id: 'google', defaultScope: ['openid', 'email'] };
    const tokens = knownScopes(google).map(({ token }) => token);
    expect(tokens.at(-1)).toBe('email');
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(allMeanings('nobody').map(({ token }) => token)).toEqual(Object.keys(STANDARD_SCOPES));
  });
});
