import { describe, expect, test } from 'vitest';
import { createSchemeReceiver } from '../../../src/main/adapter/scheme-receiver.ts';

const PATH = '/oauth2/callback/p1';
const REDIRECT = `dev.valetkey.app:${PATH}`;

describe('the private-use scheme redirect (RFC 8252 §7.1)', () => {
  test('hands out scheme, one colon, path, and passes on what arrives there, raw', async () => {
    const receiver = createSchemeReceiver('dev.valetkey.app');
    const delivered: string[] = [];
    const { redirectUri } = await receiver.open({ path: PATH }, (url) => {
      delivered.push(url);
      return 'proceed';
    });
    expect(redirectUri).toBe(REDIRECT);
    expect(receiver.receive(`${REDIRECT}?code=%41&state=x`)).toBe('proceed');
    expect(receiver.receive(`DEV.valetkey.APP:${PATH}?code=b`)).toBe('proceed');
    expect(receiver.receive(`${REDIRECT}?code=c#_=_`)).toBe('proceed');
    expect(delivered).toEqual([
      `${REDIRECT}?code=%41&state=x`,
      `DEV.valetkey.APP:${PATH}?code=b`,
      `${REDIRECT}?code=c#_=_`,
    ]);
  });

  test.each([
    'dev.valetkey.app:/oauth2/callback/p2?code=a',
    'dev.valetkey.app:/oauth2/callback/p1/?code=a',
    'dev.valetkey.app:/OAUTH2/callback/p1?code=a',
    'dev.valetkey.app:///oauth2/callback/p1?code=a',
    'dev.valetkey.app://oauth2/callback/p1?code=a',
    'dev.valetkey.app:/oauth2/callback/x/../p1?code=a',
    'dev.valetkey.app:/oauth2/callback/%701?code=a',
    'dev.valetkey.apple:/oauth2/callback/p1?code=a',
    'https://dev.valetkey.app/oauth2/callback/p1?code=a',
    '',
  ])('%s is ignored', async (url) => {
    const receiver = createSchemeReceiver('dev.valetkey.app');
    await receiver.open({ path: PATH }, () => 'proceed');
    expect(receiver.receive(url)).toBe('ignore');
  });

  test('nothing arrives once it is closed, and the path is free again', async () => {
    const receiver = createSchemeReceiver('dev.valetkey.app');
    const first = await receiver.open({ path: PATH }, () => 'proceed');
    await first.close();
    expect(receiver.receive(`${REDIRECT}?code=a`)).toBe('ignore');
    await receiver.open({ path: PATH }, () => 'fail');
    await first.close();
    expect(receiver.receive(`${REDIRECT}?code=a`)).toBe('fail');
  });

  test('two sign-ins cannot wait at one address', async () => {
    const receiver = createSchemeReceiver('dev.valetkey.app');
    await receiver.open({ path: PATH }, () => 'proceed');
    await expect(receiver.open({ path: PATH }, () => 'fail')).rejects.toMatchObject({
      code: 'VK_REDIRECT_URI_INVALID',
    });
    expect(receiver.receive(`${REDIRECT}?code=a`)).toBe('proceed');
  });
});
