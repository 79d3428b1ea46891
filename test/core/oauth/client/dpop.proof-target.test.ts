import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { LOOPBACK_HOSTS, PUBLIC_HOSTS } from '../../../../src/core/model/issuer.ts';
import { proofTarget } from '../../../../src/core/oauth/client/dpop.ts';

const refusalOf = (text: string, policy = PUBLIC_HOSTS): unknown => {
  try {
    return proofTarget(text, policy);
  } catch (thrown) {
    if (!isValetKeyError(thrown, 'VK_INVALID_INPUT')) throw thrown;
    return thrown.fields;
  }
};

describe('an address to prove a request for (RFC 9449 §4.2)', () => {
  it.each([
    ['https://resource.example.org/protectedresource?q=1', PUBLIC_HOSTS],
    ['https://10.0.0.7/api', PUBLIC_HOSTS],
    ['http://127.0.0.1:4599/api/notes', LOOPBACK_HOSTS],
    ['http://[::1]:4599/api/notes', LOOPBACK_HOSTS],
  ])('may be %s', (text, policy) => {
    expect(proofTarget(text, policy)).toBe(text);
  });

  it('is spelled as every reader spells it', () => {
    expect(proofTarget('https://RS.example:443/a/../b', PUBLIC_HOSTS)).toBe('https://rs.example/b');
  });

  it.each([
    ['', 'is not a URL'],
    ['rs.example/api', 'is not a URL'],
    ['https:rs.example', 'is not a URL'],
    ['javascript:alert(1)', 'is not https'],
    ['http://rs.example/', 'is not https'],
    ['http://127.0.0.1/', 'is not https'],
    ['https://user@rs.example/', 'has user information'],
    ['https://rs.example/#top', 'has a fragment'],
    ['https://rs.example/a b', 'contains white space'],
    ['https://rs.example/\\evil', 'contains characters that a URL cannot hold'],
    [`https://rs.example/${'x'.repeat(2000)}`, 'is too long'],
  ])('may not be %j', (text, why) => {
    expect(refusalOf(text)).toMatchObject({ field: 'url', why });
  });

  it('may not be another host by http, whatever the connection allows', () => {
    expect(refusalOf('http://rs.example/', LOOPBACK_HOSTS)).toMatchObject({ why: 'is not https' });
  });
});
