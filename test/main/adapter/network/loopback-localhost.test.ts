import { get } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createLoopbackReceiver } from '../../../../src/main/adapter/network/loopback-receiver.ts';

describe('a redirect URI that says localhost, for servers that refuse 127.0.0.1', () => {
  test('is answered on both addresses that the name may lead to, and on no other name', async () => {
    const heard: string[] = [];
    const receiver = createLoopbackReceiver();
    const open = await receiver.open({ path: '/cb', host: 'localhost' }, (rawUrl) => {
      heard.push(rawUrl);
      return 'ignore';
    });
    const { port } = new URL(open.redirectUri);
    expect(open.redirectUri).toBe(`http://localhost:${port}/cb`);
    const ask = (address: string, host: string) =>
      new Promise<number>((resolve, reject) => {
        get({ host: address, port, path: '/cb?code=1', headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        }).on('error', reject);
      });
    expect(await ask('127.0.0.1', `localhost:${port}`)).toBe(400);
    expect(await ask('127.0.0.1', `127.0.0.1:${port}`)).toBe(421);
    const v6 = await ask('::1', `localhost:${port}`).catch(() => 'no IPv6 here');
    expect([400, 'no IPv6 here']).toContain(v6);
    expect(heard[0]).toBe(`http://localhost:${port}/cb?code=1`);
    await open.close();
  });
});
