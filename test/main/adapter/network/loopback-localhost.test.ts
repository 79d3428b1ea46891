import { get } from 'node:http';
import { createServer, Server, type ListenOptions } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
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

  test('a redirect URI without a path is answered at / and delivered as it was registered', async () => {
    const { redirectUri, port, heard, close } = await openAt('localhost', '');
    expect(redirectUri).toBe(`http://localhost:${port}`);
    expect(await ask('127.0.0.1', port, `localhost:${port}`, '/other?code=1')).toBe(404);
    expect(await ask('127.0.0.1', port, `localhost:${port}`, '/?code=1')).toBe(400);
    expect(heard).toEqual([`http://localhost:${port}?code=1`]);
    await close();
  });
});

/** The system answers so where a server asks for an address; undefined lets it have it. */
type Refuse = (address: string, port: number) => string | undefined;

/** A machine that refuses some addresses; gives what was asked for, in order. */
const onMachine = (refuse: Refuse) => {
  const asked: string[] = [];
  const listen: unknown = Reflect.get(Server.prototype, 'listen');
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server, ...args) {
    const { host = '', port = 0 } = args[0] as unknown as ListenOptions;
    asked.push(`${host} ${port === 0 ? 'any' : 'same'}`);
    const code = refuse(host, port);
    if (code === undefined) Reflect.apply(listen as () => void, this, args);
    else setImmediate(() => this.emit('error', Object.assign(new Error(code), { code })));
    return this;
  });
  return asked;
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('localhost on a machine whose address families differ', () => {
  test.each(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])('IPv4 alone is enough (%s)', async (code) => {
    onMachine((address) => (address === '::1' ? code : undefined));
    const { port, close } = await openAt('localhost');
    expect(await ask('127.0.0.1', port, `localhost:${port}`)).toBe(400);
    await close();
  });

  test.runIf(hasIpv6)('IPv6 alone is enough', async () => {
    onMachine((address) => (address === '127.0.0.1' ? 'EADDRNOTAVAIL' : undefined));
    const { port, close, heard } = await openAt('localhost');
    expect(await ask('::1', port, `localhost:${port}`)).toBe(400);
    expect(heard).toEqual([`http://localhost:${port}/cb?code=1`]);
    await close();
  });

  test('a machine without either says so', async () => {
    onMachine(() => 'EADDRNOTAVAIL');
    await expect(openAt('localhost')).rejects.toMatchObject({ code: 'VK_LOOPBACK_UNAVAILABLE' });
  });

  test('where any port will do, one that is taken on IPv6 alone is given up for another', async () => {
    let refusals = 2;
    const asked = onMachine((address) =>
      address === '::1' ? (refusals-- > 0 ? 'EADDRINUSE' : 'EADDRNOTAVAIL') : undefined,
    );
    const { port, close } = await openAt('localhost');
    expect(asked).toEqual(Array.from({ length: 3 }, () => ['127.0.0.1 any', '::1 same']).flat());
    expect(await ask('127.0.0.1', port, `localhost:${port}`)).toBe(400);
    await close();
  });

  test('where every port is taken on IPv6, it ends and leaves nothing open', async () => {
    const asked = onMachine((address) => (address === '::1' ? 'EADDRINUSE' : undefined));
    await expect(openAt('localhost')).rejects.toMatchObject({
      code: 'VK_LOOPBACK_UNAVAILABLE',
      fields: { address: '::1' },
    });
    expect(asked.length).toBeLessThanOrEqual(40);
    const servers = vi.mocked(Server.prototype.listen).mock.contexts as readonly Server[];
    expect(servers.filter(({ listening }) => listening)).toEqual([]);
  });

  test.each(['127.0.0.1', '::1'])(
    'a stated port that is taken on %s alone is used on neither, and the failure names that address',
    async (busy) => {
      const port = 40_999;
      const asked = onMachine((address) => (address === busy ? 'EADDRINUSE' : 'EADDRNOTAVAIL'));
      const place = { path: '/cb', host: 'localhost', port } as const;
      await expect(createLoopbackReceiver().open(place, () => 'ignore')).rejects.toMatchObject({
        code: 'VK_LOOPBACK_UNAVAILABLE',
        fields: { address: busy, port },
      });
      expect(asked.at(-1)).toBe(`${busy} same`);
    },
  );

  test.runIf(hasIpv6)(
    'a stated port that somebody else has on IPv6 is not used for localhost',
    async () => {
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, '::1', resolve));
      const address = taken.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      const place = { path: '/cb', host: 'localhost', port } as const;
      await expect(createLoopbackReceiver().open(place, () => 'ignore')).rejects.toMatchObject({
        code: 'VK_LOOPBACK_UNAVAILABLE',
        fields: { address: '::1', port },
      });
      await new Promise((resolve) => taken.close(resolve));
    },
  );
});
