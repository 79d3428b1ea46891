import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { lockEverySession, lockSession, mayLoad } from '../../../src/main/window/session.ts';
import { guardWebContents } from '../../../src/main/window/trusted-pages.ts';
import { fakeLog } from '../../fake/log.ts';

type Answerer = (...args: unknown[]) => unknown;

/** A session that remembers which handlers it was given. */
const fakeSession = () => {
  const given: Record<string, Answerer> = {};
  const remember = (name: string) => (handler: Answerer) => (given[name] = handler);
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: remember('request'),
    setPermissionCheckHandler: remember('check'),
    setDevicePermissionHandler: remember('device'),
    setDisplayMediaRequestHandler: remember('display'),
    setBluetoothPairingHandler: remember('bluetooth'),
    setSpellCheckerEnabled: vi.fn(),
    setSpellCheckerLanguages: vi.fn(),
    setProxy: vi.fn(() => Promise.resolve()),
    webRequest: { onBeforeRequest: remember('before') },
  });
  return { session, given };
};

const prevented = (emitter: EventEmitter, name: string, event: object = {}, ...rest: unknown[]) => {
  const preventDefault = vi.fn();
  emitter.emit(name, { ...event, preventDefault }, ...rest);
  return preventDefault.mock.calls.length > 0;
};

/** Where nothing listens, for addresses of this machine too. */
const DEAD = { proxyRules: 'socks5://127.0.0.1:9', proxyBypassRules: '<-loopback>' };

describe('any session', () => {
  const { session, given } = fakeSession();
  const other = fakeSession();
  const app = new EventEmitter();
  lockEverySession(app as never, () => other.session as never);
  app.emit('ready');
  app.emit('session-created', session);

  test.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'fullscreen',
  ])('denies %s, asked and checked', (permission) => {
    const answer = vi.fn();
    given['request']?.({}, permission, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(false);
    expect(given['check']?.({}, permission)).toBe(false);
  });

  test('gives no device, no screen and no pairing', () => {
    const [display, pairing] = [vi.fn(), vi.fn()];
    given['display']?.({}, display);
    given['bluetooth']?.({}, pairing);
    expect(given['device']?.({})).toBe(false);
    expect(display).toHaveBeenCalledWith({});
    expect(pairing).toHaveBeenCalledWith({ confirmed: false });
    for (const name of ['select-hid-device', 'select-usb-device', 'select-serial-port']) {
      expect(prevented(session, name)).toBe(true);
    }
  });

  test('downloads nothing and sends no word to a dictionary', () => {
    expect(prevented(session, 'will-download')).toBe(true);
    expect(session.setSpellCheckerEnabled).toHaveBeenCalledWith(false);
    expect(session.setSpellCheckerLanguages).toHaveBeenCalledWith([]);
  });

  test('is locked once, though it is met twice', () => {
    app.emit('session-created', session);
    expect(session.setSpellCheckerEnabled).toHaveBeenCalledTimes(1);
    expect(other.session.setSpellCheckerEnabled).toHaveBeenCalledExactlyOnceWith(false);
  });

  test('but the default one may use the network', () => {
    expect(session.setProxy).not.toHaveBeenCalled();
    expect(given['before']).toBeUndefined();
  });

  test.each(['app://vk/', 'https://as.example/', 'devtools://devtools/x', 'file:///etc/passwd'])(
    'the default one loads nothing, not even %s',
    (url) => {
      const answer = vi.fn();
      other.given['before']?.({ url }, answer);
      expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: true });
      expect(other.session.setProxy).toHaveBeenCalledWith(expect.objectContaining(DEAD));
    },
  );
});

describe('the page’s session', () => {
  const { session, given } = fakeSession();
  lockSession(session as never, { devTools: false });

  test('leads nowhere, for what asks no handler of requests', () => {
    expect(session.setProxy).toHaveBeenCalledWith(expect.objectContaining(DEAD));
  });

  test.each([
    ['app://vk/index.html', false],
    ['app://evil/', true],
    ['app://vk.evil/', true],
    ['https://as.example/', true],
    ['http://127.0.0.1/', true],
    ['ws://localhost:5173/', true],
    ['file:///etc/passwd', true],
    ['devtools://devtools/', true],
    ['data:text/html,x', true],
  ])('a request for %s: cancelled is %s', (url, cancel) => {
    const answer = vi.fn();
    given['before']?.({ url }, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel });
  });

  test('development adds its tools and its own server’s socket', () => {
    const aids = { devTools: true, devServer: new URL('http://localhost:5173') };
    expect(mayLoad('devtools://devtools/x', aids)).toBe(true);
    expect(mayLoad('ws://localhost:5173/?token=x', aids)).toBe(true);
    expect(mayLoad('ws://localhost:51730/', aids)).toBe(false);
    expect(mayLoad('http://localhost:5173/', aids)).toBe(false);
  });
});

describe('any page', () => {
  const app = new EventEmitter();
  const log = fakeLog();
  guardWebContents(app as never, log);
  let openHandler: Answerer = () => undefined;
  const contents = Object.assign(new EventEmitter(), {
    setWebRTCIPHandlingPolicy: vi.fn(),
    setWindowOpenHandler: (handler: Answerer) => (openHandler = handler),
  });
  app.emit('web-contents-created', {}, contents);

  test('sends WebRTC through the session’s proxy or nowhere', () => {
    expect(contents.setWebRTCIPHandlingPolicy).toHaveBeenCalledWith('disable_non_proxied_udp');
  });

  test('opens no window', () => {
    expect(openHandler({ url: 'https://evil.example' })).toEqual({ action: 'deny' });
  });

  test.each([
    ['will-navigate', { url: 'https://evil.example/' }],
    ['will-navigate', { url: 'app://vk/other.html' }],
    ['will-navigate', { url: 'file:///etc/passwd' }],
    ['will-frame-navigate', { url: 'app://vk/', isMainFrame: false }],
    ['will-frame-navigate', { url: 'https://evil.example/', isMainFrame: true }],
    ['will-redirect', { url: 'app://vk/' }],
    ['will-attach-webview', {}],
  ])('%s to %o is prevented', (name, event) => {
    expect(prevented(contents, name, event)).toBe(true);
  });

  test('gets no bluetooth device', () => {
    const choose = vi.fn();
    expect(prevented(contents, 'select-bluetooth-device', {}, [], choose)).toBe(true);
    expect(choose).toHaveBeenCalledWith('');
  });

  test('may load itself again', () => {
    expect(prevented(contents, 'will-navigate', { url: 'app://vk/' })).toBe(false);
  });

  test('leaves a trace when it tries, without the address', () => {
    expect(log.of('page.denied').length).toBeGreaterThan(0);
    expect(log.text()).not.toContain('evil');
  });
});
