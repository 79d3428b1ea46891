import { describe, expect, it } from 'vitest';
import { capabilitiesOfScope } from '../../../../src/core/catalogue/scope/scope-capability.ts';
import {
  PROVIDER_SCOPES,
  STANDARD_SCOPES,
} from '../../../../src/core/catalogue/scope/scope-meaning.ts';

const KNOWN = Object.entries(PROVIDER_SCOPES).flatMap(([preset, table]) =>
  Object.keys(table).map((token) => [token, preset] as const),
);

describe('what a scope token lets its holder do', () => {
  it.each(KNOWN)('%s of %s has a capability, as it has a sentence', (token, preset) => {
    expect(capabilitiesOfScope(token, preset)).not.toEqual([]);
  });

  it.each(Object.keys(STANDARD_SCOPES))('%s means the same at every server', (token) => {
    expect(capabilitiesOfScope(token)).not.toEqual([]);
    expect(capabilitiesOfScope(token, 'nobody')).toEqual(capabilitiesOfScope(token));
  });

  it('names all that one token gives, in the order of the columns', () => {
    expect(capabilitiesOfScope('https://mail.google.com/', 'google')).toEqual([
      'mail-read',
      'mail-write',
      'mail-send',
    ]);
    expect(capabilitiesOfScope('repo', 'github')).toEqual(['code-read', 'code-write']);
  });

  it.each(['', '__proto__', 'constructor', 'toString', 'repo '])(
    'guesses nothing of %j',
    (token) => {
      expect(capabilitiesOfScope(token, 'github')).toEqual([]);
      expect(capabilitiesOfScope('repo', token)).toEqual([]);
    },
  );
});
