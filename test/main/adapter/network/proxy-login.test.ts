import { describe, expect, test } from 'vitest';
import { networkFault } from '../../../../src/main/adapter/network/network-fault.ts';
import { createSecretStore } from '../../../../src/core/connection/secret-store.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import {
  createProxyLogins,
  proxyLoginOf,
} from '../../../../src/main/adapter/network/proxy-login.ts';
import { fakeKeychain } from '../../../fake/keychain.ts';
import { networkSettings } from '../../../fake/network-settings.ts';

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

  test('is named in the failure, not the server, to which nothing was sent', () => {
    expect(networkFault(new Error('net::ERR_PROXY_AUTH_REQUESTED'))).toMatchObject({
      code: 'VK_PROXY_LOGIN_REQUIRED',
      fields: { sent: false },
    });
  });
});

describe('the login of a proxy that a person enters', () => {
  const ASKING = { ...PROXY, scheme: 'basic', realm: 'Corp' };
  const STATED = { HTTPS_PROXY: 'http://jo:stated@proxy.corp.example:3128' };
  const password = (text: string) => Secret.of('proxy-password', text);
  const rig = (env: Readonly<Record<string, string>> = {}) => {
    const keychain = fakeKeychain();
    const settings = networkSettings();
    const events: string[] = [];
    const logins = createProxyLogins({
      env,
      settings,
      secrets: createSecretStore(keychain),
      onChange: () => events.push('change'),
      onLogin: () => events.push('login'),
    });
    return { keychain, settings, events, logins };
  };

  test('is asked for when the proxy wants one that nobody has stated', async () => {
    const { logins, events } = rig();
    expect(await logins.answer(ASKING, false)).toBeUndefined();
    expect(logins.status().asking).toEqual([{ ...ASKING, isRefused: false }]);
    expect(await logins.answer(ASKING, false)).toBeUndefined();
    expect(events).toEqual(['change']);
  });

  test('is kept, its password in the keychain and nowhere else, and answers from then on', async () => {
    const { logins, keychain, settings, events } = rig();
    await logins.answer(ASKING, false);
    await logins.logIn(PROXY, 'jo', password('p:ss'));
    expect(logins.status()).toEqual({ asking: [], proxyLogins: [{ ...PROXY, username: 'jo' }] });
    expect(JSON.stringify(settings.get())).not.toContain('p:ss');
    expect(keychain.items.size).toBe(1);
    expect(events).toContain('login');
    expect(await logins.answer(ASKING, false)).toEqual({ username: 'jo', password: 'p:ss' });
  });

  test('is another proxy’s neither by port nor by host', async () => {
    const { logins } = rig();
    await logins.answer(ASKING, false);
    await logins.logIn(PROXY, 'jo', password('secret'));
    expect(await logins.answer({ ...ASKING, port: 3129 }, false)).toBeUndefined();
    expect(await logins.answer({ ...ASKING, host: 'evil.example' }, false)).toBeUndefined();
  });

  test.each([
    ['entered', {}],
    ['stated by the environment', STATED],
  ])('is asked for again where the one %s was refused', async (_what, env) => {
    const { logins } = rig(env);
    if (env === STATED) await logins.answer(ASKING, false);
    else {
      await logins.answer(ASKING, false);
      await logins.logIn(PROXY, 'jo', password('wrong'));
    }
    expect(await logins.answer(ASKING, false)).toBeDefined();
    expect(await logins.answer(ASKING, true)).toBeUndefined();
    expect(logins.status().asking).toEqual([{ ...ASKING, isRefused: true }]);
  });

  test('comes before the one that the environment states', async () => {
    const { logins } = rig(STATED);
    expect(await logins.answer(ASKING, false)).toMatchObject({ password: 'stated' });
    await logins.answer(ASKING, true);
    await logins.logIn(PROXY, 'jo', password('entered'));
    expect(await logins.answer(ASKING, false)).toMatchObject({ password: 'entered' });
  });

  test('is not asked for again once the person has declined', async () => {
    const { logins } = rig();
    await logins.answer(ASKING, false);
    logins.decline(PROXY);
    await logins.answer(ASKING, false);
    expect(logins.status().asking).toEqual([]);
  });

  test('is taken for no proxy that has not asked', async () => {
    const { logins, keychain } = rig();
    await expect(logins.logIn(PROXY, 'jo', password('x'))).rejects.toMatchObject({
      code: 'VK_INVALID_INPUT',
    });
    expect(keychain.items.size).toBe(0);
  });

  test('is forgotten with its password, and asked for when it is next needed', async () => {
    const { logins, keychain } = rig();
    await logins.answer(ASKING, false);
    await logins.logIn(PROXY, 'jo', password('secret'));
    await logins.forget(PROXY);
    expect(logins.status().proxyLogins).toEqual([]);
    expect(keychain.items.size).toBe(0);
    await logins.answer(ASKING, false);
    expect(logins.status().asking).toHaveLength(1);
  });

  test('of which a kill left the record alone is asked for, and not sent without its password', async () => {
    const { logins, settings } = rig();
    await settings.update({ proxyLogins: [{ ...PROXY, username: 'jo' }] });
    expect(await logins.answer(ASKING, false)).toBeUndefined();
    expect(logins.status().asking).toHaveLength(1);
  });

  test('is asked for by eight proxies at most at a time', async () => {
    const { logins } = rig();
    for (let port = 1; port <= 20; port += 1) await logins.answer({ ...ASKING, port }, false);
    expect(logins.status().asking).toHaveLength(8);
  });
});
