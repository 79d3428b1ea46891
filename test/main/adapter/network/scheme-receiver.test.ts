import { expect, test } from 'vitest';
import { createSchemeReceiver } from '../../../../src/main/adapter/network/redirect-receivers.ts';

test('RFC 8252 §7.1: the redirect URI is scheme, one colon, path; many may wait at one address', async () => {
  const receiver = createSchemeReceiver('dev.valetkey.app');
  const open = () => receiver.open({ path: '/oauth2/callback/p1' }, () => 'ignore');
  const [first, second] = await Promise.all([open(), open()]);
  expect([first.redirectUri, second.redirectUri]).toEqual([
    'dev.valetkey.app:/oauth2/callback/p1',
    'dev.valetkey.app:/oauth2/callback/p1',
  ]);
});
