import { describe, expect, it } from 'vitest';
import { exchangeName } from '../../../../src/core/insight/trace/exchange-name.ts';
import { lessonOf } from '../../../../src/renderer/pages/flow/exchange-lessons.ts';

const METADATA = {
  jwks_uri: 'https://as.example/jwks',
  userinfo_endpoint: 'https://as.example/userinfo',
  revocation_endpoint: 'https://as.example/revoke',
  introspection_endpoint: 'https://as.example/introspect',
  device_authorization_endpoint: 'https://as.example/device',
  pushed_authorization_request_endpoint: 'https://as.example/par',
  registration_endpoint: 'https://as.example/register',
};

const GRANTS = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'password',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
];

describe('every message of the flow teaches something', () => {
  it.each(Object.values(METADATA))('at %s', (url) => {
    expect(lessonOf(exchangeName(url, new URLSearchParams(), METADATA).spec)?.why).toMatch(/\.$/);
  });

  it.each(GRANTS)('with the grant type %s', (grantType) => {
    const form = new URLSearchParams({ grant_type: grantType });
    expect(lessonOf(exchangeName('https://as.example/token', form, {}).spec)?.why).toMatch(/\.$/);
  });

  it.each(['RFC 6749 §4.1.1', 'RFC 6749 §3.1', 'RFC 6749 §4.1.2', 'RFC 6750 §2'])(
    'and so does %s',
    (spec) => expect(lessonOf(spec)?.why).toMatch(/\.$/),
  );

  it('but for what nobody has heard of', () => {
    expect(lessonOf('RFC 9999 §1')).toBeUndefined();
    expect(lessonOf('constructor')).toBeUndefined();
  });
});
