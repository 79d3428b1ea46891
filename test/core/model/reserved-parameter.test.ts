import { describe, expect, it } from 'vitest';
import { isReservedParameter } from '../../../src/core/model/reserved-parameter.ts';

describe('a parameter that only Valet Key sets (RFC 6749 §3.1, RFC 7636 §4.3)', () => {
  it.each([
    'redirect_uri',
    'Redirect_URI',
    ' redirect_uri',
    'redirect_uri ',
    'redirect.uri',
    'redirect uri',
    'redirect_uri[]',
    'state[0]',
    'redirect_uri\0x',
    'ｓｔａｔｅ',
    'code.challenge',
    'code-challenge_method',
  ])('is taken from nobody, however it is spelled: %j', (name) => {
    expect(isReservedParameter(name)).toBe(true);
  });

  it.each(['audience', 'access_type', 'state_hint', 'my_scope', 'redirect', 'constructor', ''])(
    'is none of those that others may set: %j',
    (name) => {
      expect(isReservedParameter(name)).toBe(false);
    },
  );
});
