import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeToken } from '../../../../src/core/oauth/token/claims.ts';
import { jsonMembers } from '../../../../src/core/oauth/exchange/json.ts';

/** Random inputs take long on a busy machine. */
const PROPERTY_TIME = 60_000;

const base64url = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const jwt = (payload: unknown, header: unknown = { alg: 'RS256' }): string =>
  `${base64url(header)}.${base64url(payload)}.c2ln`;

describe('describeToken', () => {
  it('shows the example of RFC 7519 §3.1', () => {
    const token =
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9' +
      '.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ' +
      '.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    expect(describeToken(token)).toEqual({
      format: 'jwt',
      header: [
        { name: 'typ', text: '"JWT"', clipped: false },
        { name: 'alg', text: '"HS256"', clipped: false },
      ],
      claims: [
        { name: 'iss', text: '"joe"', clipped: false },
        { name: 'exp', text: '1300819380', instant: 1_300_819_380_000, clipped: false },
        { name: 'http://example.com/is_root', text: 'true', clipped: false },
      ],
      notes: [],
    });
  });

  it('reads what is left of a JWT without its signature, and says that it was cut off', () => {
    const [header = '', payload = ''] = jwt({ iss: 'joe' }).split('.');
    const cutOff = { format: 'jwt', header: [{ name: 'alg' }], notes: ['cut-off'] };
    expect(describeToken(`${header}.${payload}`)).toMatchObject({
      ...cutOff,
      claims: [{ name: 'iss' }],
    });
    expect(describeToken(`${header}.${payload.slice(0, -3)}`)).toMatchObject({
      ...cutOff,
      claims: [],
    });
  });

  it.each([
    ['a signed cookie of two parts', `${base64url({ user: 'joe' })}.c2ln`],
    ['a text with a dot', 'mF_9.B5f-4'],
  ])('does not take %s for a JWT that was cut off', (_what, text) => {
    expect(describeToken(text)).toMatchObject({ format: 'opaque', notes: [] });
  });

  it('clips long values and long names, never inside a character', () => {
    const [claim] = describeToken(
      jwt({ ['n'.repeat(500)]: `${'x'.repeat(4093)}\u{1f600}y` }),
    ).claims;
    expect(claim?.name).toHaveLength(200);
    expect(claim?.text).toBe(`"${'x'.repeat(4093)}…`);
    expect(claim?.clipped).toBe(true);
  });

  it('shows both of a repeated claim, and says so (RFC 7519 §4)', () => {
    const { claims, notes } = describeToken(jwt('{"sub":"alice","sub":"admin"}'));
    expect(claims).toEqual([
      { name: 'sub', text: '"alice"', clipped: false },
      { name: 'sub', text: '"admin"', clipped: false, remark: 'repeated' },
    ]);
    expect(notes).toEqual(['repeated-member']);
  });

  it('says of an instant in milliseconds that it is far away', () => {
    const { claims } = describeToken(jwt({ exp: 1_767_225_600_000, iat: 'now', nbf: null }));
    expect(claims.map(({ remark }) => remark)).toEqual([
      'far-future',
      'not-a-number',
      'not-a-number',
    ]);
  });

  it('keeps numbers as they are written', () => {
    const text = jwt('{"a":12345678901234567890,"b":1.0,"c":-0,"d":1E2}');
    expect(describeToken(text).claims.map((claim) => claim.text)).toEqual([
      '12345678901234567890',
      '1.0',
      '-0',
      '1E2',
    ]);
  });

  it('is not confused by braces and quotes in strings', () => {
    const payload = { a: '},{"b":1', c: ['\\"', { d: ']' }], e: {} };
    expect(describeToken(jwt(payload)).claims.map(({ name }) => name)).toEqual(['a', 'c', 'e']);
  });

  it('calls a token without a signature unsigned', () => {
    expect(describeToken(`${base64url({ alg: 'RS256' })}.${base64url({})}.`).notes).toEqual([
      'not-signed',
    ]);
  });

  it('takes deep nesting and a great many members without complaint', () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(describeToken(jwt(deep)).claims[0]?.clipped).toBe(true);
    const many = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`c${index}`, index]),
    );
    expect(describeToken(jwt(many)).claims).toHaveLength(500);
  });

  it(
    'never throws, and never lets a control or bidirectional mark through',
    () => {
      const token = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.tuple(fc.json(), fc.json()).map(([header, payload]) => jwt(payload, header)),
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()).map((payload) => jwt(payload)),
      );
      fc.assert(
        fc.property(token, (text) => {
          const { header, claims } = describeToken(text);
          for (const { name, text: shown } of [...header, ...claims]) {
            expect(name + shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
            expect(shown.length).toBeLessThanOrEqual(4096);
          }
        }),
        { numRuns: 300 },
      );
    },
    PROPERTY_TIME,
  );
});

describe('jsonMembers', () => {
  it(
    'finds the members JSON.parse finds, with the same values',
    () => {
      fc.assert(
        fc.property(
          fc.dictionary(fc.string(), fc.jsonValue()),
          fc.integer({ min: 0, max: 4 }),
          (object, indent) => {
            const text = JSON.stringify(object, undefined, indent);
            const members = jsonMembers(text) ?? [];
            expect(
              members.map(({ name, source }) => [name, JSON.parse(source) as unknown]),
            ).toEqual(Object.entries(JSON.parse(text) as object));
          },
        ),
      );
    },
    PROPERTY_TIME,
  );

  it.each(['', '[]', '1', 'null', '{', '{"a":1}x'])('has none in %j', (text) => {
    expect(jsonMembers(text)).toBeUndefined();
  });
});
