import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { RedirectVerdict, OpenRedirect } from '../../../../src/core/port/redirect-receiver.ts';
import { createLoopbackReceiver } from '../../../../src/main/adapter/network/redirect-receivers.ts';
import { seconds } from '../../../../src/vocabulary/instant.ts';
import { badInputs } from '../../../fixtures/bad-inputs.ts';

const PATH = '/cb/Zm9vYmFyYmF6cXV4MTIzNA';
const QUERY = '?code=abc&state=xyz&iss=https%3A%2F%2Fas.example';

interface Rig {
  readonly redirect: OpenRedirect;
  readonly host: string;
  readonly port: number;
  readonly delivered: readonly string[];
}

const opened: OpenRedirect[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const redirect of opened.splice(0)) await redirect.close();
});

const openRig = async (
  verdict: RedirectVerdict = 'proceed',
  path = PATH,
  timeout = 5,
): Promise<Rig> => {
  const delivered: string[] = [];
  const receiver = createLoopbackReceiver({ timeout: seconds(timeout) });
  const redirect = await receiver.open({ path }, (rawUrl) => {
    delivered.push(rawUrl);
    return verdict;
  });
  opened.push(redirect);
  const { host, port } = new URL(redirect.redirectUri);
  return { redirect, host, port: Number(port), delivered };
};

const dial = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

/** Sends raw bytes and reads until the other side closes. */
const say = async (port: number, bytes: string): Promise<string> => {
  const socket = await dial(port);
  let heard = '';
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  return heard;
};

const get = (target: string, host: string, more = ''): string =>
  `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

/** Says `bytes` to a listener, expects `status`, and that nothing has changed for the real callback. */
const refused = async (bytes: (rig: Rig) => string, status: number): Promise<void> => {
  const rig = await openRig();
  const answer = await say(rig.port, bytes(rig));
  expect(statusOf(answer)).toBe(status);
  expect(answer.toLowerCase()).toContain('connection: close');
  expect(rig.delivered).toEqual([]);
  expect(statusOf(await say(rig.port, get(PATH + QUERY, rig.host)))).toBe(200);
};

const isGone = async (port: number): Promise<void> => {
  const socket = connect(port, '127.0.0.1');
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
};

const SCENARIOS: Readonly<Record<string, () => Promise<void>>> = {
  'LB-001': async () => {
    const rig = await openRig();
    const answer = await say(rig.port, get(PATH + QUERY, rig.host));
    expect(statusOf(answer)).toBe(200);
    expect(rig.delivered).toEqual([`http://${rig.host}${PATH}${QUERY}`]);
    expect(answer).toMatch(/content-security-policy: default-src 'none'/i);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).not.toMatch(/abc|xyz|as\.example/);
    await isGone(rig.port);
  },
  'LB-003': () => refused((rig) => get(PATH + QUERY, rig.host, 'Host: evil.example\r\n'), 400),
  'LB-004': () => refused(() => `GET ${PATH}${QUERY} HTTP/1.0\r\n\r\n`, 400),
  'LB-005': () => refused((rig) => get('http://evil.example/cb?code=1', rig.host), 400),
  'LB-006': () => refused((rig) => get('//evil.example/cb', rig.host), 400),
  'LB-007': () =>
    refused(
      (rig) =>
        `POST ${PATH} HTTP/1.1\r\nHost: ${rig.host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 16\r\n\r\ncode=a&state=xyz`,
      405,
    ),
  'LB-008': () => refused((rig) => get('/favicon.ico', rig.host), 404),
  'LB-009': () => refused((rig) => get(`/cb/wrong${QUERY}`, rig.host), 404),
  'LB-012': () => refused((rig) => get(`${PATH}?code=${'a'.repeat(20_000)}`, rig.host), 431),
  'LB-013': async () => {
    // A timeout beyond the test's own: only the limit on connections can close them.
    const rig = await openRig('proceed', PATH, 60);
    const idle = await Promise.all(Array.from({ length: 50 }, () => dial(rig.port)));
    const gone = idle.map((socket) =>
      socket.closed ? Promise.resolve([]) : once(socket, 'close'),
    );
    await Promise.all(gone.slice(0, 50 - 8));
    expect(statusOf(await say(rig.port, get(PATH + QUERY, rig.host)))).toBe(200);
    expect(rig.delivered).toHaveLength(1);
    await Promise.all(gone);
  },
  'LB-015': async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const receiver = createLoopbackReceiver();
    const attempt = receiver.open({ path: PATH, port }, () => 'ignore');
    await expect(attempt).rejects.toMatchObject({ code: 'VK_LOOPBACK_UNAVAILABLE' });
    squatter.close();
    const rigs = await Promise.all([openRig(), openRig(), openRig()]);
    expect(new Set(rigs.map((rig) => rig.port)).size).toBe(3);
  },
  'LB-017': async () => {
    const a = await openRig('proceed', '/cb/aaaaaaaaaaaaaaaaaaaaaa');
    const b = await openRig('ignore', '/cb/bbbbbbbbbbbbbbbbbbbbbb');
    const wrongPath = await say(b.port, get('/cb/aaaaaaaaaaaaaaaaaaaaaa?state=a', b.host));
    expect(statusOf(wrongPath)).toBe(404);
    // At B's own path but with A's state: the judge of B ignores it.
    const wrongState = await say(b.port, get('/cb/bbbbbbbbbbbbbbbbbbbbbb?state=a', b.host));
    expect(statusOf(wrongState)).toBe(400);
    expect(a.delivered).toEqual([]);
  },
  'LB-018': () => refused((rig) => get(`${PATH}${QUERY}#code=1`, rig.host), 400),
};

describe('the loopback redirect (RFC 8252 §7.3)', () => {
  test('every bad input of the area has a scenario', () => {
    expect(Object.keys(SCENARIOS).sort()).toEqual(
      badInputs('callback.loopback')
        .map((one) => one.id)
        .sort(),
    );
  });

  test.each(badInputs('callback.loopback'))('$id $input: $expect', async ({ id }) => {
    await SCENARIOS[id]?.();
  });

  test.each([
    ['another host name (DNS rebinding)', (rig: Rig) => get(PATH, `evil.example:${rig.port}`), 421],
    [
      'localhost instead of the literal (RFC 8252 §8.3)',
      (rig: Rig) => get(PATH, `localhost:${rig.port}`),
      421,
    ],
    ['the host without its port', () => get(PATH, '127.0.0.1'), 421],
    ['a fetch', (rig: Rig) => get(PATH, rig.host, 'Sec-Fetch-Mode: cors\r\n'), 403],
    [
      'an image',
      (rig: Rig) => get(PATH, rig.host, 'Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n'),
      403,
    ],
    [
      'a preflight',
      (rig: Rig) =>
        `OPTIONS ${PATH} HTTP/1.1\r\nHost: ${rig.host}\r\nOrigin: https://evil.example\r\n\r\n`,
      403,
    ],
    [
      'an iframe',
      (rig: Rig) => get(PATH, rig.host, 'Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n'),
      403,
    ],
    ['a prefetch', (rig: Rig) => get(PATH, rig.host, 'Sec-Purpose: prefetch\r\n'), 403],
    ['HEAD', (rig: Rig) => `HEAD ${PATH} HTTP/1.1\r\nHost: ${rig.host}\r\n\r\n`, 405],
    ['OPTIONS *', (rig: Rig) => `OPTIONS * HTTP/1.1\r\nHost: ${rig.host}\r\n\r\n`, 400],
    ['a longer path', (rig: Rig) => get(`${PATH}/x`, rig.host), 404],
    ['an encoded path', (rig: Rig) => get(PATH.replace('c', '%63'), rig.host), 404],
    [
      'a length beside chunks, which two readers understand differently (RFC 9112 §6.3)',
      (rig: Rig) =>
        get(PATH, rig.host, 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n') + '0\r\n\r\n',
      400,
    ],
    ['a NUL in a header field', (rig: Rig) => get(PATH, rig.host, 'X: a\0b\r\n'), 400],
    ['no HTTP at all', () => 'ssh-2.0 hello\r\n\r\n', 400],
  ] as const)('%s is refused and changes nothing', async (_what, bytes, status) => {
    await refused(bytes, status);
  });

  test.runIf(process.platform === 'linux')(
    'no other address of the machine leads to it, so that no other machine reaches it',
    async () => {
      const rig = await openRig();
      // Linux answers on all of 127.0.0.0/8 for a program that listens everywhere.
      const socket = connect(rig.port, '127.0.0.2');
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toBe('ECONNREFUSED');
    },
  );

  test('a browser navigation is let in', async () => {
    const rig = await openRig();
    const headers =
      'Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Site: cross-site\r\n';
    expect(statusOf(await say(rig.port, get(PATH + QUERY, rig.host, headers)))).toBe(200);
  });

  test('a header field whose value is the name of another one changes nothing', async () => {
    const rig = await openRig();
    const headers = 'X-Note: host\r\nX-Other: sec-purpose\r\nAccept: text/html\r\n';
    expect(statusOf(await say(rig.port, get(PATH + QUERY, rig.host, headers)))).toBe(200);
  });

  test('another method is answered with the one that is allowed (RFC 9110 §15.5.6), and gets no page', async () => {
    const rig = await openRig();
    const post = `POST ${PATH} HTTP/1.1\r\nHost: ${rig.host}\r\nContent-Length: 0\r\n\r\n`;
    const answer = await say(rig.port, post);
    expect(answer).toMatch(/^allow: GET\r$/im);
    expect(answer).not.toMatch(/^content-type:/im);
  });

  test('a page that embeds or fetches gets a page which says that it may not', async () => {
    const rig = await openRig();
    const answer = await say(rig.port, get(PATH, rig.host, 'Sec-Fetch-Mode: cors\r\n'));
    expect(answer).toMatch(/^content-type: text\/html; charset=utf-8\r$/im);
    expect(answer).not.toMatch(/^allow:/im);
    expect(answer).toContain('Not for other pages');
  });

  test.each(['proceed', 'fail'] as const)(
    'nobody listens any longer once the awaited answer has come: %s',
    async (verdict) => {
      const rig = await openRig(verdict);
      await say(rig.port, get(PATH + QUERY, rig.host));
      await isGone(rig.port);
    },
  );

  test.each([
    ['proceed', 200, 'You can go back to Valet Key'],
    ['fail', 200, 'The sign-in did not complete'],
    ['ignore', 400, 'did not expect this'],
    ['stale', 400, 'did not expect this'],
  ] as const)('the page for %s answers %i', async (verdict, status, words) => {
    const rig = await openRig(verdict);
    const answer = await say(rig.port, get(PATH + QUERY, rig.host));
    expect(statusOf(answer)).toBe(status);
    expect(answer).toContain(words);
  });

  test('an ignored callback leaves the listener open for the real one', async () => {
    const rig = await openRig('ignore');
    await say(rig.port, get(`${PATH}?state=forged`, rig.host));
    await say(rig.port, get(PATH + QUERY, rig.host));
    expect(rig.delivered).toHaveLength(2);
  });

  test('a client that sends nothing, or half a request, is closed after the timeout', async () => {
    const rig = await openRig('ignore', PATH, 0.05);
    const silent = await dial(rig.port);
    const halting = await dial(rig.port);
    halting.resume().write(`GET ${PATH} HTTP/1.1\r\nHost:`);
    await Promise.all([once(silent.resume(), 'close'), once(halting, 'close')]);
    expect(rig.delivered).toEqual([]);
  });

  test('a client that sends one byte after the other is closed all the same', async () => {
    const rig = await openRig('ignore', PATH, 0.05);
    const slow = await dial(rig.port);
    const closed = once(slow.resume(), 'close');
    slow.write(`GET ${PATH} HTTP/1.1\r\nX: `);
    const dripping = setInterval(() => slow.write('x'), 5);
    await closed;
    clearInterval(dripping);
    expect(rig.delivered).toEqual([]);
  });

  test('eight clients may wait: the oldest of them is still answered', async () => {
    const rig = await openRig('proceed', PATH, 60);
    const waiting = await Promise.all(Array.from({ length: 7 }, () => dial(rig.port)));
    const [oldest] = waiting;
    await dial(rig.port);
    const heard = once(oldest as Socket, 'data') as Promise<[Buffer]>;
    oldest?.write(get(PATH + QUERY, rig.host));
    expect(statusOf(String((await heard)[0]))).toBe(200);
  });

  test('closing stops listening at once, with idle clients still connected', async () => {
    const rig = await openRig();
    const idle = await dial(rig.port);
    const closed = once(idle, 'close');
    await rig.redirect.close();
    await closed;
    await isGone(rig.port);
    await rig.redirect.close();
  });
});
