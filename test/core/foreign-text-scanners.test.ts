import { describe, expect, it } from 'vitest';
import { foreignText } from '../../src/core/fault/foreign-text.ts';
import { parseRetryAfter } from '../../src/core/oauth/exchange/error-response.ts';
import {
  bodyFields,
  headerFields,
  traceField,
  urlParts,
} from '../../src/core/insight/trace/redacted-message.ts';
import { parseScope, scopeWithout } from '../../src/core/model/scope.ts';
import { parseChallenges } from '../../src/core/oauth/challenge.ts';
import { lookForNonceError } from '../../src/core/oauth/client/dpop.ts';
import { readChallenge } from '../../src/core/oauth/challenge.ts';
import { readPastedResource } from '../../src/core/sign-in/pasted-resource.ts';
import { describeToken } from '../../src/core/oauth/token/claims.ts';
import { findToken, frontChannelIn } from '../../src/core/oauth/token/find-token.ts';
import { parseJsonStrictly } from '../../src/core/oauth/exchange/json.ts';
import { redact } from '../../src/core/secret/redact.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { epochMs } from '../../src/vocabulary/instant.ts';

type Scanner = (text: string) => unknown;

const refusedOrRead = (text: string): unknown => {
  try {
    return parseJsonStrictly(text);
  } catch {
    return undefined;
  }
};

/** What a server can send in a header field. */
const FIELD_TEXT = /^[\x21-\x7e][\x20-\x7e]*$/;

const askedForNonce = (text: string): unknown => {
  if (!FIELD_TEXT.test(text)) return undefined;
  const headers = { 'dpop-nonce': 'n', 'www-authenticate': text };
  return lookForNonceError(new Response(null, { status: 401, headers }));
};

/** Everything that reads text which a server, a web page or a file has written. */
const SCANNERS: readonly (readonly [string, Scanner])[] = [
  ['redaction', redact],
  ['quoted foreign text', foreignText],
  ['a field of the trace', (text) => traceField('x', text)],
  ['headers of the trace', (text) => headerFields([['x', text]])],
  ['a form in the trace', (text) => bodyFields(text, 'application/x-www-form-urlencoded')],
  ['JSON in the trace', (text) => bodyFields(`{"a":${JSON.stringify(text)}}`, 'application/json')],
  ['a URL in the trace', (text) => urlParts(`https://as.example/${text}?x=${text}`)],
  ['finding a token', (text) => findToken(`x ${text}`)],
  ['finding a token in a redirect', (text) => frontChannelIn(`x:/#${text}`)],
  ['describing a token', describeToken],
  ['challenges', parseChallenges],
  ['a demand for more', readChallenge],
  ['a demand for more by its name', (text) => readChallenge(`WWW-Authenticate: ${text}`)],
  ['the addresses of resources', readPastedResource],
  ['a request for a nonce', askedForNonce],
  ['a scope', (text) => scopeWithout(parseScope(text), parseScope(`${text} more`))],
  ['JSON', refusedOrRead],
  ['JSON in a string', (text) => refusedOrRead(`"${text}`)],
  ['Retry-After', (text) => parseRetryAfter(text, epochMs(0))],
];

const PATTERNS: readonly string[] = [
  '-eyJ',
  'eyJ',
  '.eyJ',
  'eyJaaaaaa.',
  'eyJaaaaaa-',
  'code=',
  'code',
  '"code":"',
  '"token"  ',
  '"token":"\\',
  'bearer ',
  'dpop ',
  'dpop error="',
  'dpop error="x",',
  ' ',
  '\t',
  '\n',
  '\r\n ',
  '\\',
  '"',
  '\\"',
  'a=b,',
  '=',
  ',',
  '<',
  '#&',
  '#code=',
  '&access_token',
  '%',
  '{"a":',
  '[',
  '1',
  '1e',
  '-',
  '.',
  'a.',
  'a\u0301',
  '\u0301',
  '\u202e',
];

const SMALL = 8 * 1024;
const MIDDLE = 64 * 1024;
const LARGE = 1024 * 1024;
/** Below this the garbage collector tells more than the scanner. */
const NOISE_MS = 5;
/** Of a linear rule, measured where others use the processor too; a quadratic one has the square. */
const ALLOWANCE = 6;

/** Processor time, since the machine may be busy with something else. */
const elapsed = async (scan: Scanner, text: string): Promise<number> => {
  const start = process.cpuUsage();
  await scan(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};

/** The best of a few: what the scanner needs rather than what the machine was doing. */
const timeOf = async (scan: Scanner, pattern: string, length: number, times: number) => {
  const text = pattern.repeat(Math.ceil(length / pattern.length));
  let best = Infinity;
  for (let n = 0; n < times; n += 1) best = Math.min(best, await elapsed(scan, text));
  return Math.max(best, NOISE_MS);
};

/** How many times longer the longer text takes; measured again where it seems too much. */
const growth = async (scan: Scanner, pattern: string, from: number, to: number) => {
  let ratio = Infinity;
  for (let n = 0; n < 3 && ratio >= ALLOWANCE * (to / from); n += 1) {
    ratio = (await timeOf(scan, pattern, to, 1)) / (await timeOf(scan, pattern, from, 2));
  }
  return ratio;
};

describe('time spent on foreign text grows with its length and not with its square', () => {
  it.each(SCANNERS)('%s', { timeout: 120_000 }, async (_what, scan) => {
    for (const pattern of PATTERNS) {
      const first = await growth(scan, pattern, SMALL, MIDDLE);
      expect(first, `${JSON.stringify(pattern)}: 8 KiB to 64 KiB`).toBeLessThan(ALLOWANCE * 8);
      const second = await growth(scan, pattern, MIDDLE, LARGE);
      expect(second, `${JSON.stringify(pattern)}: 64 KiB to 1 MiB`).toBeLessThan(ALLOWANCE * 16);
    }
  });
});

describe('redaction of a long text', () => {
  it('leaves no half of a live secret where the text is cut', () => {
    const secret = Secret.of('access-token', `half-${'s'.repeat(300)}-secret`);
    for (const before of [16_383, 16_384, 16_200, 16_384 - 150]) {
      const text = `${'x '.repeat(before / 2)}${secret.expose()} after`;
      expect(redact(text)).not.toContain('half-');
      expect(foreignText(text)).not.toContain('half-');
    }
  });

  it('hides secrets also where many before them have made the text shorter', () => {
    const secret = Secret.of('access-token', `live-${'t'.repeat(1000)}`);
    const text = `${secret.expose()} `.repeat(40);
    expect(redact(text)).not.toContain('live-');
    expect(foreignText(text)).not.toContain('live-');
  });
});

describe('JWTs in a text', () => {
  const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
  it.each([
    ['alone', JWT, '[redacted-jwt]'],
    ['in a sentence', `took ${JWT}, then`, 'took [redacted-jwt], then'],
    ['after a hyphen', `a-${JWT}`, 'a-[redacted-jwt]'],
    ['after a dot', `v1.${JWT}`, 'v1.[redacted-jwt]'],
    ['encrypted', 'eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGFn', '[redacted-jwt]'],
    ['not a JWT', 'eyJ.a.b and eyJabcdef', 'eyJ.a.b and eyJabcdef'],
  ])('one %s is redacted', (_where, text, clean) => {
    expect(redact(text)).toBe(clean);
  });
});
