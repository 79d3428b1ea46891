import type { ElectronApplication } from '@playwright/test';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { COMMAND_CHANNEL } from '../../src/contract/bridge.ts';
import { commands } from '../../src/contract/contract.ts';
import { pageHeaders } from '../../src/main/window/content-security-policy.ts';
import { PAGE_PARTITION } from '../../src/main/window/session.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { ROOT } from '../../tools/rig/runtime.ts';
import type { RunningApp } from '../../tools/rig/app.ts';
import { watchViolations } from '../../tools/rig/violations.ts';

/** What is asked of the page here needs no keychain. */
test.use({ keychain: false });

/** The main process, which only the unpackaged app lets a test look into. */
const mainOf = (app: RunningApp): ElectronApplication => {
  if (app.main === undefined) throw new Error('This test looks into the main process.');
  return app.main;
};

/** Preferences that hold whatever Electron's defaults are. */
const PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  plugins: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
  webgl: false,
  enableWebSQL: false,
  autoplayPolicy: 'user-gesture-required',
};

const ALWAYS_LISTED = [
  'sandbox',
  'contextIsolation',
  'nodeIntegration',
  'webSecurity',
  'webviewTag',
];

const REFUSED = { ok: false, failure: { code: 'VK_UNTRUSTED_SENDER', fields: {} } };

test.describe('the window', () => {
  test('runs with the preferences it states', async ({ launch }) => {
    const app = await launch();
    const preferences = await mainOf(app).evaluate(({ BrowserWindow }) => {
      // Electron documents it and its types leave it out.
      type Contents = { getLastWebPreferences(): Record<string, unknown> };
      const [window] = BrowserWindow.getAllWindows();
      return (window?.webContents as unknown as Contents).getLastWebPreferences();
    });
    // Electron lists some of them only; web-preferences.ts is tested for stating all.
    const listed = Object.entries(PREFERENCES).filter(([name]) => name in preferences);
    expect(preferences).toMatchObject(Object.fromEntries(listed));
    expect(Object.keys(preferences)).toEqual(expect.arrayContaining(ALWAYS_LISTED));
  });

  test('gives its page two functions and nothing of Node or Electron', async ({ launch }) => {
    const { page } = await launch();
    const found = await page.evaluate(() => ({
      bridge: Object.keys((globalThis as unknown as { valetKey: object }).valetKey).sort(),
      foreign: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
    }));
    expect(found).toEqual({ bridge: ['invoke', 'subscribe'], foreign: [] });
  });

  test('reaches nobody by WebRTC', async ({ launch }) => {
    const { page } = await launch();
    const server = createSocket('udp4');
    let packets = 0;
    server.on('message', () => (packets += 1));
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    const urls = `stun:127.0.0.1:${server.address().port}`;
    const candidates = await page.evaluate(async (stun) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: stun }] });
      const found: string[] = [];
      const complete = new Promise<void>((resolve) => {
        connection.addEventListener('icecandidate', ({ candidate }) => {
          if (candidate === null) resolve();
          else if (candidate.candidate !== '') found.push(candidate.candidate);
        });
      });
      connection.createDataChannel('leak');
      await connection.setLocalDescription(await connection.createOffer());
      await complete;
      connection.close();
      return found;
    }, urls);
    server.close();
    expect({ packets, candidates }).toEqual({ packets: 0, candidates: [] });
  });

  test('cannot be led away from its page', async ({ launch }) => {
    const app = await launch();
    const { page } = app;
    const home = page.url();
    for (const address of [
      'https://evil.example/',
      'http://127.0.0.1:9/',
      'app://vk/other.html',
      'app://evil/',
      'file:///etc/passwd',
      'data:text/html,evil',
    ]) {
      await page.evaluate((to) => {
        location.href = to;
      }, address);
      await page.evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        link.target = '_blank';
        document.body.append(link);
        link.click();
        link.remove();
      }, address);
      expect(await page.evaluate((to) => window.open(to) === null, address)).toBe(true);
      expect(page.url()).toBe(home);
    }
    const windows = await mainOf(app).evaluate(({ BrowserWindow, webContents }) => [
      BrowserWindow.getAllWindows().length,
      webContents.getAllWebContents().length,
    ]);
    expect(windows).toEqual([1, 1]);
  });

  test('comes back from the addresses Chromium asks nobody about', async ({ launch }) => {
    const { page } = await launch();
    const home = page.url();
    for (const address of ['about:blank', 'about:srcdoc']) {
      await page.evaluate((to) => setTimeout(() => (location.href = to), 0), address);
      await page.waitForURL(address, { timeout: 2000 }).catch(() => undefined);
      await page.waitForURL(home);
      await expect(page.getByRole('button').first()).toBeVisible();
    }
  });

  test('is given no permission', async ({ launch }) => {
    const { page } = await launch();
    const answers = await page.evaluate(async () => {
      const refused = async (ask: () => Promise<unknown>): Promise<boolean> => {
        try {
          await ask();
          return false;
        } catch {
          return true;
        }
      };
      const names = ['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[];
      const states = await Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name })).state),
      );
      return {
        states,
        notification: await Notification.requestPermission(),
        media: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await refused(() => navigator.mediaDevices.getDisplayMedia()),
        clipboard: await refused(() => navigator.clipboard.readText()),
      };
    });
    expect(answers).toEqual({
      states: ['denied', 'denied', 'denied', 'denied'],
      notification: 'denied',
      media: true,
      screen: true,
      clipboard: true,
    });
  });
});

test.describe('the page', () => {
  test('is served with every header, and nothing but its files is', async ({ launch }) => {
    const answers = await mainOf(await launch()).evaluate(async ({ session }, partition) => {
      const ours = session.fromPartition(partition);
      const ask = async (address: string, method = 'GET') => {
        const response = await ours.fetch(address, { method });
        return { status: response.status, headers: Object.fromEntries(response.headers) };
      };
      return {
        page: await ask('app://vk/'),
        missing: (await ask('app://vk/../../package.json')).status,
        stranger: (await ask('app://evil/')).status,
        posted: (await ask('app://vk/', 'POST')).status,
        web: await ask('https://as.example/').then(
          () => 'answered',
          () => 'cancelled',
        ),
      };
    }, PAGE_PARTITION);
    const expected = Object.entries(pageHeaders()).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]);
    expect(answers.page.headers).toMatchObject(
      Object.fromEntries(expected) as Record<string, unknown>,
    );
    expect(answers).toMatchObject({
      page: { status: 200 },
      missing: 404,
      stranger: 404,
      posted: 405,
      web: 'cancelled',
    });
  });

  test('breaks none of its own policy while it starts', async ({ launch }) => {
    const { page } = await launch();
    const violations = await watchViolations(page);
    await expect(page.getByRole('button').first()).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  test('runs no script, style, image, frame or request that is not its own', async ({ launch }) => {
    const { page } = await launch();
    const violations = await watchViolations(page);
    const outcome = await page.evaluate(async () => {
      const thrown = (action: () => unknown): boolean => {
        try {
          action();
          return false;
        } catch {
          return true;
        }
      };
      const add = (name: string, properties: object): void => {
        document.body.append(Object.assign(document.createElement(name), properties));
      };
      add('style', { textContent: 'body { --pwned: 1 }' });
      add('img', { src: 'https://evil.example/x.png' });
      add('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' });
      add('iframe', { src: 'https://evil.example/' });
      return {
        markup: thrown(() => (document.body.innerHTML = '<img src=x onerror="pwned=1">')),
        object: thrown(() => add('object', { data: 'https://evil.example/' })),
        script: thrown(() => add('script', { textContent: 'globalThis.pwned = 1' })),
        // Not at once: what a test evaluates itself is exempt from the policy on code.
        code: await new Promise((resolve) => {
          setTimeout(() => resolve(thrown(() => Reflect.construct(Function, ['pwned = 1']))), 0);
        }),
        policy: thrown(() =>
          (
            globalThis as unknown as {
              trustedTypes: { createPolicy(name: string, rules: object): void };
            }
          ).trustedTypes.createPolicy('own', {}),
        ),
        request: await fetch('https://evil.example/').then(
          () => false,
          () => true,
        ),
        own: await fetch('app://vk/').then(
          () => false,
          () => true,
        ),
        pwned: 'pwned' in globalThis,
        style: getComputedStyle(document.body).getPropertyValue('--pwned'),
      };
    });
    expect(outcome).toEqual({
      markup: true,
      object: true,
      script: true,
      code: true,
      policy: true,
      request: true,
      own: true,
      pwned: false,
      style: '',
    });
    await expect
      .poll(async () => [...new Set(await violations())].sort())
      .toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'style-src-elem']));
  });
});

test.describe('commands', () => {
  test('come in by one channel alone', async ({ launch }) => {
    const channels = await mainOf(await launch()).evaluate(({ ipcMain }) => {
      // Electron has no public list; a change of this field makes the test fail, which is right.
      const { _invokeHandlers: handlers } = ipcMain as unknown as {
        _invokeHandlers: Map<string, unknown>;
      };
      return {
        handled: [...handlers.keys()],
        listened: ipcMain
          .eventNames()
          .map(String)
          .filter((name) => name !== 'error'),
      };
    });
    expect(channels).toEqual({ handled: [COMMAND_CHANNEL], listened: [] });
  });

  test('are refused from any other page, with our own preload script or our own address', async ({
    launch,
  }) => {
    const app = await launch();
    const preload = join(ROOT, 'out', 'preload', 'index.cjs');
    const replies = await mainOf(app).evaluate(
      async ({ BrowserWindow }, [script, partition, names]) => {
        const askAll = `Promise.all(${JSON.stringify(names)}.map((name) => valetKey.invoke(name, {})))`;
        const askFrom = async (address: string, where?: string): Promise<unknown[]> => {
          const webPreferences = {
            preload: script,
            sandbox: true,
            ...(where === undefined ? {} : { partition: where }),
          };
          const window = new BrowserWindow({ show: false, webPreferences });
          window.webContents.removeAllListeners('will-navigate');
          await window.loadURL(address);
          const answers: unknown = await window.webContents.executeJavaScript(askAll);
          window.destroy();
          return answers as unknown[];
        };
        return [
          // The default session loads nothing at all, so the page is one of another session.
          ...(await askFrom('data:text/html,<p>evil</p>', 'a-foreign-session')),
          ...(await askFrom('about:blank')),
          ...(await askFrom('app://vk/', partition)),
        ];
      },
      [preload, PAGE_PARTITION, Object.keys(commands)] as const,
    );
    expect(replies).toHaveLength(3 * Object.keys(commands).length);
    for (const reply of replies) expect(reply).toEqual(REFUSED);
  });

  test('do not exist in a frame inside our page', async ({ launch }) => {
    const { page } = await launch();
    const seen = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inner = frame.contentWindow as unknown as { valetKey?: unknown; require?: unknown };
      return [typeof inner.valetKey, typeof inner.require];
    });
    expect(seen).toEqual(['undefined', 'undefined']);
  });

  test('answer hostile input with a failure, and the app lives on', async ({ launch }) => {
    const { page } = await launch();
    const codes = await page.evaluate(async (names) => {
      const { valetKey } = globalThis as unknown as {
        valetKey: { invoke(name: unknown, input: unknown): Promise<{ failure: { code: string } }> };
      };
      const hostile = [
        'a'.repeat(10_000_000),
        { extra: 1 },
        [],
        7,
        null,
        new Uint8Array(1_000_000),
      ];
      const replies = [];
      for (const name of names) {
        for (const input of hostile) replies.push(await valetKey.invoke(name, input));
      }
      for (const name of ['__proto__', 'constructor', 'shell.openExternal', 7, {}]) {
        replies.push(await valetKey.invoke(name, {}));
      }
      return [...new Set(replies.map((reply) => reply.failure.code))].sort();
    }, Object.keys(commands));
    expect(codes).toEqual(['VK_INVALID_INPUT', 'VK_UNKNOWN_COMMAND']);
    await expect(page.getByRole('button').first()).toBeVisible();
  });
});
