import { describe, expect, it } from 'vitest';
import {
  parseLoopbackRedirect,
  registeredRedirectUri,
} from '../../../src/core/model/client-registration.ts';

describe('a loopback redirect URI that somebody else has registered (RFC 8252 §7.3)', () => {
  it.each([
    ['http://127.0.0.1:8080/callback', { redirectPath: '/callback', loopbackPort: 8080 }],
    ['http://localhost:8080', { redirectPath: '', loopbackHost: 'localhost', loopbackPort: 8080 }],
    ['http://localhost/', { redirectPath: '/', loopbackHost: 'localhost' }],
    [
      'http://[::1]:9000/a/b.c/',
      { redirectPath: '/a/b.c/', loopbackHost: '[::1]', loopbackPort: 9000 },
    ],
  ])('%s is used to the letter', (text, stated) => {
    const redirect = parseLoopbackRedirect(text);
    expect(redirect).toEqual({ redirectMethod: 'loopback', ...stated });
    expect(registeredRedirectUri({ ...redirect, tokenEndpointAuthMethod: 'none' })).toBe(text);
  });

  it.each([
    'https://localhost:8080/cb',
    'http://as.example/cb',
    'http://localhost.evil.example/cb',
    'http://user@localhost:8080/cb',
    'http://localhost:8080/cb?x=1',
    'http://localhost:8080/cb#x',
    'http://localhost:8080//evil',
    'http://localhost:8080/a/../b',
    'http://localhost:80/cb',
    'http://localhost:70000/cb',
    'http://127.0.0.2:8080/cb',
    'http://0.0.0.0:8080/cb',
    'urn:ietf:wg:oauth:2.0:oob',
    '',
  ])('%j is refused, and it is said why', (text) => {
    expect(() => parseLoopbackRedirect(text)).toThrow(
      expect.objectContaining({
        code: 'VK_REDIRECT_URI_INVALID',
        fields: { redirectUri: text, why: expect.any(String) },
      }),
    );
  });
});
