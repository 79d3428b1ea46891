import { describe, expect, test } from 'vitest';
import { networkFault } from '../../../../src/main/adapter/network/network-fault.ts';
import { proxyLoginOf } from '../../../../src/main/adapter/network/proxy-login.ts';

const PROXY = { host: 'proxy.corp.example', port: 3128 };

describe('a proxy that wants a login (RFC 9110 §15.5.8)', () => {
  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'ALL_PROXY'])(
    'gets the one that %s states for it',
    (name) => {
      const env = { [name]: 'http://jo%40corp:p%3Ass@proxy.corp.example:3128' };
      expect(proxyLoginOf(env, PROXY)).toEqual({ username: 'jo@corp', password: 'p:ss' });
    },
  );

  test.each([
    ['another host', { host: 'evil.example', port: 3128 }],
    ['another port', { host: 'proxy.corp.example', port: 3129 }],
  ])('gets none that is stated for %s', (_what, proxy) => {
    const env = { HTTPS_PROXY: 'http://jo:secret@proxy.corp.example:3128' };
    expect(proxyLoginOf(env, proxy)).toBeUndefined();
  });

  test.each([
    ['without a login', 'http://proxy.corp.example:3128'],
    ['that is no address', 'proxy.corp.example'],
  ])('is nobody’s where the variable is one %s', (_what, text) => {
    expect(proxyLoginOf({ HTTPS_PROXY: text }, PROXY)).toBeUndefined();
  });

  test('keeps a percent sign that stands for itself', () => {
    const env = { HTTPS_PROXY: 'http://jo:50%@proxy.corp.example:3128' };
    expect(proxyLoginOf(env, PROXY)).toEqual({ username: 'jo', password: '50%' });
  });

  test('is told apart from the server, to which nothing was sent', () => {
    expect(networkFault(new Error('net::ERR_PROXY_AUTH_REQUESTED'))).toMatchObject({
      code: 'VK_PROXY_LOGIN_REQUIRED',
      fields: { sent: false },
    });
  });
});
