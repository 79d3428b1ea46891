import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { RedirectVerdict } from '../../../src/core/port/redirect-receiver.ts';
import {
  additionalDataOf,
  readArrival,
  listenForDeepLinks,
} from '../../../src/main/instance/deep-link.ts';
import { fakeClock } from '../../fake/clock.ts';
import { connectionId } from '../../fixtures/connection.ts';

const URL_1 = 'dev.valetkey.app:/oauth2/callback/p1?code=1';
const URL_2 = 'dev.valetkey.app:/oauth2/callback/p1?code=2';

const KNOWN = connectionId(1);
const LINK = `dev.valetkey.app:/connection/${KNOWN}`;

const rig = (argv: readonly string[] = ['app'], verdict: RedirectVerdict = 'ignore') => {
  const app = new EventEmitter();
  const clock = fakeClock({ skip: false });
  const delivered: string[] = [];
  const connections: string[] = [];
  const resources: string[] = [];
  let shown = 0;
  let attention = 0;
  let prevented = 0;
  // The emitter stands for Electron's app, whose `on` has an overload for each event.
  const links = listenForDeepLinks(
    app as unknown as Parameters<typeof listenForDeepLinks>[0],
    argv,
  );
  app.emit('will-finish-launching');
  return {
    clock,
    delivered,
    connections,
    resources,
    shown: () => shown,
    prevented: () => prevented,
    attention: () => attention,
    start: () =>
      links.start({
        deliver: (url) => {
          delivered.push(url);
          return verdict;
        },
        showWindow: () => (shown += 1),
        drawAttention: () => (attention += 1),
        isKnown: (id) => id === KNOWN,
        showConnection: (id) => connections.push(id),
        showResource: (address) => resources.push(address),
        monotonic: () => clock.monotonic(),
      }),
    second: (theirs: readonly string[], data: unknown) =>
      app.emit('second-instance', {}, theirs, '/', data),
    openUrl: (url: string) => app.emit('open-url', { preventDefault: () => (prevented += 1) }, url),
  };
};

describe('deep links (RFC 8252 §7.1)', () => {
  test('what arrived before the program was composed is delivered in order', () => {
    const { openUrl, start, delivered } = rig(['app', URL_1]);
    openUrl(URL_2);
    expect(delivered).toEqual([]);
    start();
    expect(delivered).toEqual([URL_1, URL_2]);
  });

  test('at most eight wait', () => {
    const { openUrl, start, delivered } = rig();
    for (let count = 0; count < 100; count += 1) openUrl(URL_1);
    start();
    expect(delivered).toHaveLength(8);
  });

  test('are taken from macOS, which does nothing of its own with them then', () => {
    const { openUrl, prevented } = rig();
    openUrl(URL_1);
    expect(prevented()).toBe(1);
  });

  test.each(['proceed', 'fail'] as const)(
    'a response that is waited for brings the window up every time: %s',
    (verdict) => {
      const { start, second, shown } = rig(['app'], verdict);
      start();
      second(['app'], { url: URL_1 });
      second(['app'], { url: URL_2 });
      expect(shown()).toBe(2);
    },
  );

  test('a burst of responses that nobody waits for draws attention once, and takes no focus', async () => {
    const { start, second, shown, attention, clock, delivered } = rig();
    start();
    for (let count = 0; count < 50; count += 1) {
      second(['app'], { url: URL_1 });
      await clock.advance(1);
    }
    expect(delivered).toHaveLength(50);
    expect([shown(), attention()]).toEqual([0, 1]);
    await clock.advance(60);
    second(['app'], { url: URL_1 });
    expect([shown(), attention()]).toEqual([0, 2]);
  });

  test('responses that nobody waits for are one burst where ten seconds lie between them, and two where more do', async () => {
    const { start, second, attention, clock } = rig();
    start();
    for (const [pause, expected] of [
      [0, 1],
      [10, 1],
      [10.5, 2],
    ] as const) {
      await clock.advance(pause);
      second(['app'], { url: URL_1 });
      expect(attention()).toBe(expected);
    }
  });

  test('starting the program again without a URL shows the window', () => {
    const { start, second, shown, delivered } = rig();
    start();
    second(['app'], {});
    expect(shown()).toBe(1);
    expect(delivered).toEqual([]);
  });

  test('starting the program again while it still starts does nothing', () => {
    const { start, second, shown, delivered } = rig();
    second(['app'], {});
    start();
    expect([shown(), delivered]).toEqual([0, []]);
  });

  test('a URL that is none of ours is neither delivered nor shown', () => {
    const { start, openUrl, second, shown, delivered } = rig();
    start();
    openUrl('https://evil.example/');
    second(['app', URL_1, URL_2], {});
    expect(delivered).toEqual([]);
    expect(shown()).toBe(0);
  });
});

describe('a link to a connection', () => {
  test('shows it, and is no authorization response', () => {
    const { start, openUrl, connections, delivered, shown } = rig();
    start();
    openUrl(LINK);
    expect(connections).toEqual([KNOWN]);
    expect([delivered, shown()]).toEqual([[], 0]);
  });

  test('that started the program is kept until it is composed', () => {
    const { start, connections } = rig(['app', LINK]);
    start();
    expect(connections).toEqual([KNOWN]);
  });

  test('of an unknown connection does nothing at all', () => {
    const { start, openUrl, connections, delivered, shown } = rig();
    start();
    openUrl(`dev.valetkey.app:/connection/${connectionId(2)}`);
    expect([connections, delivered, shown()]).toEqual([[], [], 0]);
  });

  test('can be followed once in two seconds: a page that fires them does not keep the window up', async () => {
    const { start, openUrl, connections, clock } = rig();
    start();
    for (let count = 0; count < 50; count += 1) {
      openUrl(LINK);
      await clock.advance(1);
    }
    expect(connections).toHaveLength(1);
    await clock.advance(5);
    openUrl(LINK);
    expect(connections).toHaveLength(2);
  });

  test('can be followed again once more than two seconds have passed, and not before', async () => {
    const { start, openUrl, connections, clock } = rig();
    start();
    for (const [pause, expected] of [
      [0, 1],
      [2, 1],
      [2.5, 2],
    ] as const) {
      await clock.advance(pause);
      openUrl(LINK);
      expect(connections).toHaveLength(expected);
    }
  });

  test('on a command line does nothing at all where it names an unknown connection', () => {
    const { start, second, connections, delivered, shown } = rig();
    start();
    second(['app'], { show: connectionId(2) });
    expect([connections, delivered, shown()]).toEqual([[], [], 0]);
  });

  test('is not held up by links to connections that are not there', () => {
    const { start, openUrl, connections } = rig();
    start();
    openUrl(`dev.valetkey.app:/connection/${connectionId(2)}`);
    openUrl(LINK);
    expect(connections).toEqual([KNOWN]);
  });

  test('can come on a command line as well, from a launcher', () => {
    const { start, second, connections, shown } = rig();
    start();
    second(['app', `--show=${KNOWN}`], { show: KNOWN });
    expect([connections, shown()]).toEqual([[KNOWN], 0]);
  });

  test('does not keep a launcher waiting that comes right after it', () => {
    const { start, openUrl, second, connections } = rig();
    start();
    openUrl(LINK);
    second(['app', `--show=${KNOWN}`], { show: KNOWN });
    expect(connections).toEqual([KNOWN, KNOWN]);
  });
});

describe('what a second instance brings', () => {
  test.each([
    ['its own reading', { url: URL_1 }, ['app', URL_2], URL_1],
    ['its own reading that there is none', {}, ['app', URL_2], undefined],
    ['no reading: argv', undefined, ['app', URL_2], URL_2],
    ['a reading with more in it: argv', { url: URL_1, x: 1 }, ['app', URL_2], URL_2],
    ['a reading of the wrong type: argv', { url: 1 }, ['app'], undefined],
    ['a reading of another scheme', { url: 'file:///etc/passwd' }, ['app', URL_2], undefined],
    ['a reading that is too long: argv', { url: URL_1.padEnd(9000, 'a') }, ['app', URL_2], URL_2],
  ])('%s', (_what, data, argv, expected) => {
    expect(readArrival(data, argv).url).toBe(expected);
  });

  test.each([
    ['a connection of its own line', { show: KNOWN }, ['app'], { show: KNOWN }],
    ['no connection that is no id', { show: '../../etc' }, ['app'], {}],
    ['no connection beside a URL', { url: URL_1, show: KNOWN }, ['app'], { url: URL_1 }],
    ['no reading: the connection in argv', undefined, ['app', `--show=${KNOWN}`], { show: KNOWN }],
  ])('%s', (_what, data, argv, expected) => {
    expect(readArrival(data, argv)).toEqual(expected);
  });

  test('it sends the one URL of its line, or nothing', () => {
    expect(additionalDataOf(['app', URL_1])).toEqual({ url: URL_1 });
    expect(additionalDataOf(['app', URL_1, URL_2])).toEqual({});
  });
});

describe('a link to connect a resource', () => {
  const CONNECT = 'dev.valetkey.app:/connect?resource=https%3A%2F%2Fmcp.example.com%2Fmcp';

  test('names an address for the form, and is no authorization response', () => {
    const { start, second, resources, delivered } = rig(['app', CONNECT]);
    start();
    expect(resources).toEqual(['https://mcp.example.com/mcp']);
    second(['app', CONNECT], additionalDataOf(['app', CONNECT]));
    expect(delivered).toEqual([]);
  });

  test('can be followed once in two seconds, links to connections counted', async () => {
    const { start, openUrl, resources, connections, clock } = rig();
    start();
    openUrl(CONNECT);
    openUrl(LINK);
    openUrl(CONNECT);
    expect([resources.length, connections.length]).toEqual([1, 0]);
    await clock.advance(3);
    openUrl(CONNECT);
    expect(resources).toHaveLength(2);
  });

  test('with anything else in it brings nothing into the form', () => {
    const { start, openUrl, resources, shown } = rig();
    start();
    openUrl(`${CONNECT}&start=1`);
    openUrl('dev.valetkey.app:/connect?resource=http%3A%2F%2Fmcp.example.com');
    expect([resources, shown()]).toEqual([[], 0]);
  });
});
