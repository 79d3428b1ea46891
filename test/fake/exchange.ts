import type { Exchange } from '../../src/core/oauth/exchange/exchange.ts';
import type { Http } from '../../src/core/port/http.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { FAKE_EPOCH } from './clock.ts';

/** An exchange with `https://server.example.com`, as the client of RFC 6749's examples, without secret. */
export const exchangeOver = (http: Http, changes: Partial<Exchange> = {}): Exchange => ({
  http,
  metadata: {
    issuer: 'https://server.example.com',
    token_endpoint: 'https://server.example.com/token',
    revocation_endpoint: 'https://server.example.com/revoke',
    introspection_endpoint: 'https://server.example.com/introspect',
    userinfo_endpoint: 'https://server.example.com/userinfo',
    device_authorization_endpoint: 'https://server.example.com/device_authorization',
    pushed_authorization_request_endpoint: 'https://server.example.com/par',
    registration_endpoint: 'https://server.example.com/register',
  },
  registration: {
    clientId: 's6BhdRkqt3',
    tokenEndpointAuthMethod: 'none',
    redirectMethod: 'loopback',
    redirectPath: '/cb',
  },
  allowLoopback: false,
  now: FAKE_EPOCH,
  ...changes,
});

/** The same client with the secret of RFC 6749 §2.3.1, sent the way that is given. */
export const confidential = (
  http: Http,
  tokenEndpointAuthMethod: 'client_secret_basic' | 'client_secret_post' = 'client_secret_basic',
  changes: Partial<Exchange> = {},
): Exchange => {
  const exchange = exchangeOver(http);
  return {
    ...exchange,
    registration: { ...exchange.registration, tokenEndpointAuthMethod },
    clientSecret: Secret.of('client-secret', 'gX1fBAt3bV'),
    ...changes,
  };
};

/** An Http that must not be used: the judging half of an exchange sends nothing. */
export const noHttp: Http = () => Promise.reject(new Error('a judgement sent a request'));
