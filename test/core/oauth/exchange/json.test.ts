import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { JSON_DEPTH, parseJsonStrictly } from '../../../../src/core/oauth/exchange/json.ts';

const refusalOf = (text: string, limits = {}): unknown => {
  try {
    parseJsonStrictly(text, limits);
  } catch (thrown) {
    return isValetKeyError(thrown) ? { code: thrown.code, why: thrown.fields['why'] } : thrown;
  }
  return undefined;
};

const malformed = (why: string) => ({ code: 'VK_RESPONSE_MALFORMED', why });

describe('parseJsonStrictly', () => {
  test('reads whatever JSON.parse reads, where no name repeats (RFC 8259)', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJsonStrictly(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('never throws anything but its own error, and takes no text JSON.parse refuses', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"a"',
      '1e9',
      '-',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 30 }), (fragments) => {
        const text = fragments.join('');
        const refusal = refusalOf(text);
        if (refusal === undefined) JSON.parse(text);
        else expect(refusal).toMatchObject({ code: 'VK_RESPONSE_MALFORMED' });
      }),
    );
  });

  test.each([
    ['{"a":1,"a":1}'],
    ['{"alg":"none","\\u0061lg":"RS256"}'],
    ['{"x":[{"b":1,"c":{},"b":2}]}'],
    ['{"a":[1,2],"b":{"a":1},"a":null}'],
    ['{"":1,"":2}'],
  ])('refuses a member named twice, by decoded name (RFC 8259 §4): %s', (text) => {
    expect(refusalOf(text)).toEqual(malformed('a member is named twice'));
  });

  test('lets equal names be in different objects, and equal values in one', () => {
    const text = '{"a":{"a":["a","a"]},"b":[{"a":1},{"a":1}]}';
    expect(parseJsonStrictly(text)).toEqual(JSON.parse(text));
  });

  test.each(['1e400', '-1e400', `1${'0'.repeat(400)}`, '{"exp":1E999}', '[0,9e+308]'])(
    'refuses a number that is no double (RFC 8259 §6): %.20s',
    (text) => {
      expect(refusalOf(text)).toEqual(malformed('a number too large'));
    },
  );

  test.each(['1e308', '"1e400"', '{"1e400":1}', '1e-400', '[0]'])(
    'takes a large text or a small number for what it is: %s',
    (text) => {
      expect(parseJsonStrictly(text)).toEqual(JSON.parse(text));
    },
  );

  test('counts open arrays and objects, not those that are closed (RFC 8259 §9)', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(refusalOf(nested(JSON_DEPTH))).toBeUndefined();
    expect(refusalOf(nested(JSON_DEPTH + 1))).toEqual(malformed('nested too deeply'));
    expect(refusalOf(`[${Array(100).fill('{}').join(',')}]`)).toBeUndefined();
    expect(refusalOf(nested(9), { depth: 8 })).toEqual(malformed('nested too deeply'));
  });

  test('keeps __proto__ as a member of its own, so that no prototype changes', () => {
    const value = parseJsonStrictly('{"__proto__":{"admin":true}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  test.each(['{"__proto__":1}', '{"a":{"\\u005f_proto__":1}}'])(
    'refuses __proto__ where it is told to: %s',
    (text) => {
      expect(refusalOf(text, { refuseProto: true })).toEqual(malformed('a forbidden member'));
    },
  );

  test.each(['', '{', '{"a"', '{a:1}', '[1,]', '{"a":1}x', '{"\\x":1}', '// c', 'NaN', "{'a':1}"])(
    'refuses what is not JSON, with the code it was given: %s',
    (text) => {
      const expected = { code: 'VK_METADATA_REFUSED', why: 'not JSON' };
      expect(refusalOf(text, { code: 'VK_METADATA_REFUSED' })).toEqual(expected);
    },
  );

  test('quotes nothing of the text, which may hold a token', () => {
    try {
      parseJsonStrictly('{"access_token":"2YotnFZFEjr1zCsicMWpAA",}');
      expect.unreachable();
    } catch (thrown) {
      const { cause, message, fields } = thrown as {
        cause?: unknown;
        message: string;
        fields: object;
      };
      expect([cause, message, JSON.stringify(fields)].join()).not.toContain('2YotnF');
      expect(cause).toBeUndefined();
    }
  });

  test('takes a heap of brackets, quotes or backslashes in linear time', () => {
    const size = 256 * 1024;
    const started = performance.now();
    for (const unit of ['[', '"', '\\', '"\\', '1', '{"a":', ',']) refusalOf(unit.repeat(size));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
