import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { openIpcGate } from '../../../src/main/ipc/gates.ts';
import { createRouter } from '../../../src/main/ipc/router.ts';
import { createTrustedPages } from '../../../src/main/window/trusted-pages.ts';
import { COMMAND_CHANNEL } from '../../../src/contract/bridge.ts';
import { commands } from '../../../src/contract/contract.ts';
import { badInputs } from '../../fixtures/bad-inputs.ts';
import { fakeLog } from '../../fake/log.ts';

/** As much of Electron's WebContents as the gate looks at. */
class Page extends EventEmitter {
  mainFrame = { origin: 'app://vk', url: 'app://vk/' };
  gone = false;
  isDestroyed(): boolean {
    return this.gone;
  }
  send(): void {
    throw new Error('the gate answers and tells nothing');
  }
}

type Handler = (event: unknown, name: unknown, input: unknown) => Promise<unknown>;

const rig = () => {
  const channels = new Map<string, Handler>();
  const dispatched: unknown[][] = [];
  const pages = createTrustedPages();
  const log = fakeLog();
  openIpcGate({
    ipcMain: { handle: (channel, handler) => void channels.set(channel, handler as Handler) },
    isTrusted: pages.isTrusted,
    dispatch: (...args) => {
      dispatched.push(args);
      return Promise.resolve({ ok: true, value: 'answer' });
    },
    log,
  });
  const page = new Page();
  pages.add(page as never);
  const invoke = async (
    event: { sender: Page; senderFrame: unknown },
    name: unknown = 'app.status',
  ) => channels.get(COMMAND_CHANNEL)?.(event, name, {});
  return { channels, dispatched, pages, page, log, invoke };
};

const STRANGER = { ok: false, failure: { code: 'VK_UNTRUSTED_SENDER', fields: {} } };

/** Sends as somebody else than our page; expects a refusal, a log line and no dispatch. */
const refused = async (
  sender: (page: Page) => { sender: Page; senderFrame: unknown },
): Promise<void> => {
  const { page, invoke, dispatched, log } = rig();
  expect(await invoke(sender(page))).toEqual(STRANGER);
  expect(dispatched).toEqual([]);
  expect(log.entries).toEqual([{ level: 'warn', event: 'ipc.untrusted-sender', fields: {} }]);
};

const stranger = (): Page => new Page();

const SCENARIOS: Readonly<Record<string, () => Promise<void>>> = {
  'IP-001': () => refused((page) => ({ sender: page, senderFrame: { ...page.mainFrame } })),
  'IP-002': () => refused((page) => ({ sender: page, senderFrame: null })),
  'IP-003': async () => {
    const log = fakeLog();
    const dispatch = createRouter({ contract: commands, handlers: {} as never, log });
    for (const name of Object.keys(commands)) {
      for (const input of [{ extra: 1 }, 7, { connectionId: 'a'.repeat(10_000_000) }]) {
        expect(await dispatch('renderer', name, input)).toMatchObject({
          ok: false,
          failure: { code: expect.stringMatching(/VK_INVALID_INPUT|VK_UNKNOWN_COMMAND/) },
        });
      }
    }
  },
  'IP-004': async () => {
    const { channels } = rig();
    expect([...channels.keys()]).toEqual([COMMAND_CHANNEL]);
    expect(Object.keys(commands).filter((name) => /external|url|shell/i.test(name))).toEqual([]);
  },
};

describe('who may send a command', () => {
  test('every bad input of the area has a scenario', () => {
    expect(Object.keys(SCENARIOS).sort()).toEqual(
      badInputs('ipc')
        .map((one) => one.id)
        .sort(),
    );
  });

  test.each(badInputs('ipc'))('$id $input: $expect', async ({ id }) => {
    await SCENARIOS[id]?.();
  });

  test('the main frame of our page may', async () => {
    const { page, invoke, dispatched } = rig();
    expect(await invoke({ sender: page, senderFrame: page.mainFrame })).toEqual({
      ok: true,
      value: 'answer',
    });
    expect(dispatched).toEqual([['renderer', 'app.status', {}]]);
  });

  test.each(['null', 'https://evil.example', 'app://evil', 'file://', 'app://vk.evil'])(
    'our page may not once it has become %s',
    (origin) =>
      refused((page) => {
        page.mainFrame = { origin, url: 'app://vk/' };
        return { sender: page, senderFrame: page.mainFrame };
      }),
  );

  test.each(['about:blank', 'app://vk/other.html', 'app://vk/?x', 'about:blank#app://vk/'])(
    'our page may not at %s, whatever origin it has inherited',
    (url) =>
      refused((page) => {
        page.mainFrame = { origin: 'app://vk', url };
        return { sender: page, senderFrame: page.mainFrame };
      }),
  );

  test('a page we did not open may not', () =>
    refused(() => {
      const sender = stranger();
      return { sender, senderFrame: sender.mainFrame };
    }));

  test('a destroyed page may not, and is forgotten', async () => {
    await refused((page) => {
      page.gone = true;
      page.emit('destroyed');
      return { sender: page, senderFrame: page.mainFrame };
    });
  });
});

test('a page that has gone gets no events', () => {
  const { page, pages } = rig();
  expect(pages.list()).toEqual([page]);
  page.gone = true;
  expect(pages.list()).toEqual([]);
});
