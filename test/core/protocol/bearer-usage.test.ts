import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { presentToken } from '../../../src/core/protocol/bearer-usage.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

const token = Secret.of('access-token', 'mF_9.B5f-4.1JqM');

it.each([
  ['raw', 'mF_9.B5f-4.1JqM'],
  ['bearer', 'Authorization: Bearer mF_9.B5f-4.1JqM'],
  ['curl', "curl -H 'Authorization: Bearer mF_9.B5f-4.1JqM' 'https://server.example.com/resource'"],
] as const)('a token as %s (RFC 6750 §2.1)', (format, text) => {
  expect(presentToken(token, format, 'https://server.example.com/resource')).toBe(text);
});

it.skipIf(process.platform === 'win32')(
  'a shell reads the curl line as three words, whatever token and address hold',
  () => {
    const hostile = Secret.of('access-token', 'a\'b;$(touch /)`x`"\\ &|<>*');
    const url = "https://rs.example/it's?a=$HOME&b=`id`";
    const line = presentToken(hostile, 'curl', url).replace('curl', 'printf "%s\\n"');
    expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })).toBe(
      `-H\nAuthorization: Bearer ${hostile.expose()}\n${url}\n`,
    );
  },
);
