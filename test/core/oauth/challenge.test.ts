import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges, tokenChallengeIn } from '../../../src/core/oauth/challenge.ts';

const flat = (field: string) =>
  parseChallenges(field).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('parseChallenges (RFC 9110 §11.6.1)', () => {
  it('tells apart the two challenges of the RFC’s own example', () => {
    expect(
      flat('Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""'),
    ).toEqual([
      ['basic', { realm: 'simple' }],
      ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
    ]);
  });

  it.each([
    ['', []],
    ['Bearer', [['bearer', {}]]],
    [
      'Basic, Bearer',
      [
        ['basic', {}],
        ['bearer', {}],
      ],
    ],
    ['Negotiate', [['negotiate', {}]]],
    [
      'Negotiate YII=, Bearer error=invalid_token',
      [
        ['negotiate', {}],
        ['bearer', { error: 'invalid_token' }],
      ],
    ],
    [' , Bearer  error = "a,b" ,, scope="x y"', [['bearer', { error: 'a,b', scope: 'x y' }]]],
    ['Bearer ERROR="x", error="y"', [['bearer', { error: 'x' }]]],
    ['Bearer realm="unclosed', [['bearer', {}]]],
    ['error="x"', []],
    ['Bearer error="x", \u0000\u0001', [['bearer', { error: 'x' }]]],
  ])('reads %j', (field, expected) => {
    expect(flat(field)).toEqual(expected);
  });

  it('never throws and always ends', () => {
    const part = fc.constantFrom('Bearer', ' ', ',', '=', '"', '\\', 'error', 'a', '==', '\t', 'é');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        for (const { scheme } of parseChallenges(parts.join(''))) expect(scheme).not.toBe('');
      }),
    );
  }, 60_000);
});

describe('tokenChallengeIn', () => {
  it('reads the step-up challenges of RFC 9470 §3', () => {
    expect(
      tokenChallengeIn(
        'Bearer error="insufficient_user_authentication", ' +
          'error_description="A different authentication level is required", acr_values="myACR"',
      ),
    ).toEqual({ kind: 'step-up', acrValues: 'myACR' });
    expect(
      tokenChallengeIn(
        'Bearer error="insufficient_user_authentication", ' +
          'error_description="More recent authentication is required", max_age="5"',
      ),
    ).toEqual({ kind: 'step-up', maxAge: 5 });
  });

  it('finds it behind other schemes, with scope, in either token scheme', () => {
    expect(
      tokenChallengeIn(
        'Basic realm="x", DPoP error="insufficient_user_authentication", max_age=0, acr_values="a b", scope="pay"',
      ),
    ).toEqual({ kind: 'step-up', acrValues: 'a b', maxAge: 0, scope: ['pay'] });
  });

  it.each(['-1', '1.5', '1e3', 'soon', '99999999999', ''])('leaves out max_age=%j', (maxAge) => {
    expect(
      tokenChallengeIn(`Bearer error="insufficient_user_authentication", max_age="${maxAge}"`),
    ).toEqual({ kind: 'step-up' });
  });

  it('does not pass on what a request could not carry', () => {
    const acr = `Bearer error="insufficient_user_authentication", acr_values="a\u0007b"`;
    expect(tokenChallengeIn(acr)).toEqual({ kind: 'step-up' });
  });

  it('reads the other two of RFC 6750 §3.1', () => {
    expect(
      tokenChallengeIn(
        'Bearer realm="example", error="invalid_token", error_description="The access token expired"',
      ),
    ).toEqual({ kind: 'invalid-token', description: 'The access token expired' });
    expect(tokenChallengeIn('Bearer error="insufficient_scope", scope="write read"')).toEqual({
      kind: 'insufficient-scope',
      scope: ['read', 'write'],
    });
  });

  it.each(['', 'Bearer', 'Basic error="invalid_token"', 'Bearer error="constructor"'])(
    'asks for nothing by %j',
    (field) => {
      expect(tokenChallengeIn(field)).toBeUndefined();
    },
  );
});
