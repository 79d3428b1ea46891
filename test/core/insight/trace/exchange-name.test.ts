import { expect, it } from 'vitest';
import { exchangeName } from '../../../../src/core/insight/trace/exchange-name.ts';

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
  ['token', 'grant_type=authorization_code', 'RFC 6749 §4.1.3'],
  ['token', 'grant_type=refresh_token', 'RFC 6749 §6'],
  ['token', 'grant_type=client_credentials', 'RFC 6749 §4.4.2'],
  ['token', 'grant_type=password', 'RFC 6749 §4.3.2'],
  ['token', 'grant_type=urn:ietf:params:oauth:grant-type:device_code', 'RFC 8628 §3.4'],
  ['token', 'grant_type=urn:ietf:params:oauth:grant-type:token-exchange', 'RFC 8693 §2.1'],
  ['token', 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer', 'RFC 7523 §2.1'],
  ['token', 'grant_type=constructor', 'RFC 6749 §3.2'],
  ['token', '', 'RFC 6749 §3.2'],
  ['jwks', '', 'RFC 7517 §5'],
  ['userinfo', '', 'OIDC Core §5.3.1'],
  ['revoke', 'token=x', 'RFC 7009 §2.1'],
  ['introspect', 'token=x', 'RFC 7662 §2.1'],
  ['device', 'scope=x', 'RFC 8628 §3.1'],
  ['par', 'response_type=code', 'RFC 9126 §2.1'],
  ['register', '', 'RFC 7591 §3.1'],
  ['register/s6BhdRkqt3', '', 'RFC 7592 §2'],
  ['register?client_id=s6BhdRkqt3', '', 'RFC 7592 §2'],
  ['registered', '', 'RFC 6750 §2'],
  ['.well-known/oauth-authorization-server', '', 'RFC 8414 §3.1'],
  ['.well-known/openid-configuration', '', 'OIDC Discovery §4.1'],
  ['elsewhere', '', 'RFC 6750 §2'],
])('%s with %j is specified in %s', (path, form, spec) => {
  const name = exchangeName(`https://as.example/${path}`, new URLSearchParams(form), METADATA);
  expect(name.spec).toBe(spec);
  expect(name.title).not.toBe('');
});
