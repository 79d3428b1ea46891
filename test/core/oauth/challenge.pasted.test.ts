import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChallenge } from '../../../src/core/oauth/challenge.ts';

const STEP_UP =
  'Bearer error="insufficient_user_authentication", ' +
  'error_description="A different authentication level is required", acr_values="myACR"';
const asked = {
  kind: 'challenge',
  challenge: { kind: 'step-up', acrValues: 'myACR' },
  unusable: [],
};

describe('a pasted refusal of an API', () => {
  it.each([
    ['the value alone', STEP_UP],
    ['with the field’s name', `WWW-Authenticate: ${STEP_UP}`],
    [
      'the response of RFC 9470 §3',
      `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: ${STEP_UP.replace(', ', ',\r\n  ')}\r\n\r\n{}`,
    ],
    [
      'as curl -v prints it',
      `< HTTP/2 401 \n< content-type: text/plain\n< www-authenticate: ${STEP_UP}\n< `,
    ],
    ['behind another field', `www-authenticate: Basic realm="x"\nWWW-Authenticate: ${STEP_UP}`],
    ['among blanks', `\n\n   ${STEP_UP}\n`],
  ])('is read: %s', (_, text) => {
    expect(readChallenge(text)).toEqual(asked);
  });

  it.each([
    ['', { why: 'no-challenge' }],
    ['"', { why: 'no-challenge' }],
    ['HTTP/1.1 401 Unauthorized\nContent-Type: text/plain\n\nno', { why: 'no-challenge' }],
    ['Basic realm="x"', { why: 'other-scheme', found: 'basic' }],
    ['Bearer realm="x"', { why: 'no-error' }],
    ['Bearer error="invalid_request"', { why: 'other-error', found: 'invalid_request' }],
    ['Bearer error="a\u202eb"', { why: 'other-error', found: 'a b' }],
  ])('%j asks for nothing, and it is said why', (text, why) => {
    expect(readChallenge(text)).toMatchObject({ kind: 'nothing-asked' });
    const { found, ...rest } = { found: undefined, ...readChallenge(text) };
    expect(rest).toMatchObject({ why: why.why });
    expect(found === undefined).toBe(!('found' in why));
  });

  it('says which parameters cannot be sent on', () => {
    expect(
      readChallenge(
        'Bearer error="insufficient_user_authentication", acr_values="a  b", max_age="soon", scope="pay \u00e9"',
      ),
    ).toEqual({
      kind: 'challenge',
      challenge: { kind: 'step-up', scope: ['pay'] },
      unusable: ['acr_values', 'max_age', 'scope'],
    });
  });

  it('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200, unit: 'binary' }),
        (text) => void readChallenge(text),
      ),
    );
  }, 60_000);
});
