import { get } from 'node:http';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createLoopbackReceiver } from '../../../../src/main/adapter/network/redirect-receivers.ts';
import type { LoopbackRedirectHost } from '../../../../src/vocabulary/oauth.ts';

const ask = (address: string, port: number, host: string, path = '/cb?code=1') =>
  new Promise<number>((resolve, reject) => {
    get({ host: address, port, path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });

const hasIpv6 = await new Promise<boolean>((resolve) => {
  const server = createServer().once('error', () => resolve(false));
  server.listen(0, '::1', () => server.close(() => resolve(true)));
});

const openAt = async (host: LoopbackRedirectHost, path = '/cb') => {
  const heard: string[] = [];
  const open = await createLoopbackReceiver().open({ path, host }, (rawUrl) => {
    heard.push(rawUrl);
    return 'ignore';
  });
  return { ...open, heard, port: Number(new URL(open.redirectUri).port) };
};

describe('what a redirect URI calls this machine', () => {
  test('localhost is answered on both addresses that the name may lead to, and under no other name', async () => {
    const { redirectUri, port, heard, close } = await openAt('localhost');
    expect(redirectUri).toBe(`http://localhost:${port}/cb`);
    expect(await ask('127.0.0.1', port, `localhost:${port}`)).toBe(400);
    expect(await ask('127.0.0.1', port, `127.0.0.1:${port}`)).toBe(421);
    if (hasIpv6) expect(await ask('::1', port, `localhost:${port}`)).toBe(400);
    expect(heard).toEqual(
      Array.from({ length: hasIpv6 ? 2 : 1 }, () => `http://localhost:${port}/cb?code=1`),
    );
    await close();
  });

  test.runIf(hasIpv6)('[::1] is answered on IPv6 alone', async () => {
    const { redirectUri, port, heard, close } = await openAt('[::1]');
    expect(redirectUri).toBe(`http://[::1]:${port}/cb`);
    expect(await ask('::1', port, `[::1]:${port}`)).toBe(400);
    await expect(ask('127.0.0.1', port, `[::1]:${port}`)).rejects.toThrow('ECONNREFUSED');
    expect(heard).toEqual([`http://[::1]:${port}/cb?code=1`]);
    await close();
  });

  test.runIf(hasIpv6)(
    'a port that somebody else has on IPv6 is not used for localhost',
    async () => {
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, '::1', resolve));
      const address = taken.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      const opening = createLoopbackReceiver().open(
        { path: '/cb', host: 'localhost', port },
        () => 'ignore',
      );
      await expect(opening).rejects.toMatchObject({
        code: 'VK_LOOPBACK_UNAVAILABLE',
        fields: { address: '::1', port },
      });
      await new Promise((resolve) => taken.close(resolve));
    },
  );

  test('a redirect URI without a path is answered at / and delivered as it was registered', async () => {
    const { redirectUri, port, heard, close } = await openAt('localhost', '');
    expect(redirectUri).toBe(`http://localhost:${port}`);
    expect(await ask('127.0.0.1', port, `localhost:${port}`, '/other?code=1')).toBe(404);
    expect(await ask('127.0.0.1', port, `localhost:${port}`, '/?code=1')).toBe(400);
    expect(heard).toEqual([`http://localhost:${port}?code=1`]);
    await close();
  });
});
