import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { TokenRecord } from '../../../../src/core/model/token-record.ts';
import { presentToken } from '../../../../src/core/tokens/copy-format.ts';
import type { CopyFormat } from '../../../../src/vocabulary/hand-out.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';

const URL_ = 'https://server.example.com/resource';
const usage = { method: 'GET', url: URL_, name: 'GitLab' };
const tokenOf = (text: string, tokenType: TokenRecord['tokenType'] = 'bearer') => ({
  accessToken: Secret.of('access-token', text),
  tokenType,
});
const token = tokenOf('mF_9.B5f-4.1JqM');

it.each<[CopyFormat, string]>([
  ['raw', 'mF_9.B5f-4.1JqM'],
  ['bearer', 'Authorization: Bearer mF_9.B5f-4.1JqM'],
  ['curl', `curl -H 'Authorization: Bearer mF_9.B5f-4.1JqM' '${URL_}'`],
  ['httpie', `http --auth-type=bearer --auth='mF_9.B5f-4.1JqM' GET '${URL_}'`],
  [
    'fetch',
    `await fetch("${URL_}", {\n  method: "GET",\n  headers: {\n` +
      '    Authorization: "Bearer mF_9.B5f-4.1JqM",\n  },\n});',
  ],
  ['environment', "export GITLAB_ACCESS_TOKEN='mF_9.B5f-4.1JqM'"],
])('a token as %s (RFC 6750 §2.1)', (format, text) => {
  expect(presentToken(token, format, usage)).toBe(text);
});

describe('a bound token goes with the DPoP scheme and its proof (RFC 9449 §7.1)', () => {
  const bound = tokenOf('Kz~8mXK1', 'dpop');
  const proven = { ...usage, method: 'POST', proof: 'eyJ0.e30.c2ln' };

  it.each<[CopyFormat, string]>([
    ['raw', 'Kz~8mXK1'],
    ['bearer', 'Authorization: DPoP Kz~8mXK1\nDPoP: eyJ0.e30.c2ln'],
    ['curl', `curl -X POST -H 'Authorization: DPoP Kz~8mXK1' -H 'DPoP: eyJ0.e30.c2ln' '${URL_}'`],
    ['httpie', `http POST '${URL_}' 'Authorization:DPoP Kz~8mXK1' 'DPoP:eyJ0.e30.c2ln'`],
    [
      'fetch',
      `await fetch("${URL_}", {\n  method: "POST",\n  headers: {\n` +
        '    Authorization: "DPoP Kz~8mXK1",\n    DPoP: "eyJ0.e30.c2ln",\n  },\n});',
    ],
    ['environment', "export GITLAB_ACCESS_TOKEN='Kz~8mXK1'"],
  ])('as %s', (format, text) => {
    expect(presentToken(bound, format, proven)).toBe(text);
  });

  it('as a header alone where nothing is proven yet', () => {
    expect(presentToken(bound, 'bearer', usage)).toBe('Authorization: DPoP Kz~8mXK1');
  });
});

it('curl asks for a head without waiting for a body, and reads no list into an address', () => {
  const url = 'https://rs.example/{a,b}?ids[]=1';
  expect(presentToken(token, 'curl', { ...usage, method: 'HEAD', url })).toBe(
    `curl --globoff --head -H 'Authorization: Bearer mF_9.B5f-4.1JqM' '${url}'`,
  );
});

/** VSCHAR may hold all of this (RFC 6749 Appendix A.12); the rest is what an address may hold. */
const HOSTILE = 'a\'b";$(touch /)`x`"\\ &|<>*!#~=:@{}[]</script>${x}\\\'';
const HOSTILE_URL = 'https://rs.example/it\'s?a=$HOME&b=`id`"&c=</script>';
const hostile = tokenOf(HOSTILE);
const there = { ...usage, url: HOSTILE_URL };

describe.skipIf(process.platform === 'win32')('a shell reads', () => {
  const words = (line: string): string[] =>
    execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' }).split('\n').slice(0, -1);

  it.each<[CopyFormat, string, readonly string[]]>([
    ['curl', 'curl', ['-H', `Authorization: Bearer ${HOSTILE}`, HOSTILE_URL]],
    ['httpie', 'http', ['--auth-type=bearer', `--auth=${HOSTILE}`, 'GET', HOSTILE_URL]],
  ])('%s as separate words, whatever token and address hold', (format, program, expected) => {
    const line = presentToken(hostile, format, there);
    expect(words(line.replace(program, String.raw`printf '%s\n'`))).toEqual(expected);
  });

  it('a variable with the token in it, and runs nothing', () => {
    const line = presentToken(hostile, 'environment', { ...there, name: "x'; touch /; '" });
    expect(words(`${line}; printf '%s\\n' "$X_TOUCH_ACCESS_TOKEN"`)).toEqual([HOSTILE]);
  });
});

it('JavaScript reads a fetch call with the token in it, also inside a page', () => {
  const text = presentToken(hostile, 'fetch', there);
  const calls: unknown[] = [];
  runInNewContext(`(async () => { ${text} })()`, {
    fetch: (...call: unknown[]) => calls.push(call),
  });
  expect(calls).toEqual([
    [HOSTILE_URL, { method: 'GET', headers: { Authorization: `Bearer ${HOSTILE}` } }],
  ]);
  expect(text).not.toContain('<');
});
