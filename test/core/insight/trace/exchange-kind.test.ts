import { expect, it } from 'vitest';
import { CITATION, exchangeKind } from '../../../../src/core/insight/trace/exchange-kind.ts';

const METADATA = {
  token_endpoint: 'https://as.example/token',
  jwks_uri: 'https://as.example/jwks',
  userinfo_endpoint: 'https://as.example/userinfo',
  revocation_endpoint: 'https://as.example/revoke',
  introspection_endpoint: 'https://as.example/introspect',
  device_authorization_endpoint: 'https://as.example/device',
  pushed_authorization_request_endpoint: 'https://as.example/par',
  registration_endpoint: 'https://as.example/register',
};

it.each([
  ['token', 'grant_type=authorization_code', 'code-exchange', 'RFC 6749 §4.1.3'],
  ['token', 'grant_type=refresh_token', 'refresh', 'RFC 6749 §6'],
  ['token', 'grant_type=client_credentials', 'client-credentials', 'RFC 6749 §4.4.2'],
  ['token', 'grant_type=password', 'password', 'RFC 6749 §4.3.2'],
  [
    'token',
    'grant_type=urn:ietf:params:oauth:grant-type:device_code',
    'device-token',
    'RFC 8628 §3.4',
  ],
  [
    'token',
    'grant_type=urn:ietf:params:oauth:grant-type:token-exchange',
    'token-exchange',
    'RFC 8693 §2.1',
  ],
  [
    'token',
    'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer',
    'jwt-bearer',
    'RFC 7523 §2.1',
  ],
  ['token', 'grant_type=constructor', 'other-token-request', 'RFC 6749 §3.2'],
  ['token', '', 'other-token-request', 'RFC 6749 §3.2'],
  ['jwks', '', 'key-set', 'RFC 7517 §5'],
  ['userinfo', '', 'userinfo', 'OIDC Core §5.3.1'],
  ['revoke', 'token=x', 'revocation', 'RFC 7009 §2.1'],
  ['introspect', 'token=x', 'introspection', 'RFC 7662 §2.1'],
  ['device', 'scope=x', 'device-authorization', 'RFC 8628 §3.1'],
  ['par', 'response_type=code', 'pushed-authorization', 'RFC 9126 §2.1'],
  ['register', '', 'registration', 'RFC 7591 §3.1'],
  ['register/s6BhdRkqt3', '', 'registration-management', 'RFC 7592 §2'],
  ['register?client_id=s6BhdRkqt3', '', 'registration-management', 'RFC 7592 §2'],
  ['registered', '', 'protected-resource', 'RFC 6750 §2'],
  ['.well-known/oauth-authorization-server', '', 'metadata', 'RFC 8414 §3.1'],
  ['.well-known/openid-configuration', '', 'provider-configuration', 'OIDC Discovery §4.1'],
  ['elsewhere', '', 'protected-resource', 'RFC 6750 §2'],
])('a request to %s with the form %j is of the kind %s, by %s', (path, form, kind, spec) => {
  const found = exchangeKind(`https://as.example/${path}`, new URLSearchParams(form), METADATA);
  expect(found).toBe(kind);
  expect(CITATION[found].spec).toBe(spec);
});

it('every kind of exchange has a title and a section', () => {
  for (const { title, spec } of Object.values(CITATION)) {
    expect(title).not.toBe('');
    expect(spec).toMatch(/^(RFC \d{4}|OIDC (Core|Discovery)) §[\d.]+$/);
  }
});
