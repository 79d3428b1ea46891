import type { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';

const fake = vi.hoisted(() => ({
  made: [] as { options: Record<string, unknown>; calls: string[] }[],
  theme: { dark: false, listeners: new Set<() => void>() },
}));

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class BrowserWindow extends Emitter {
    readonly calls: string[] = [];
    readonly webContents = new Emitter();
    readonly options: Record<string, unknown>;
    isDestroyed = () => false;
    isMinimized = () => true;
    getNormalBounds = () => ({ x: 1, y: 2, width: 900, height: 600 });
    constructor(options: Record<string, unknown>) {
      super();
      this.options = options;
      fake.made.push(this);
    }
    #note(call: string): void {
      this.calls.push(call);
    }
    show = () => this.#note('show');
    focus = () => this.#note('focus');
    restore = () => this.#note('restore');
    maximize = () => this.#note('maximize');
    setBackgroundColor = (colour: string) => this.#note(`background ${colour}`);
    loadURL = async (url: string) => this.#note(`load ${url}`);
  }
  const nativeTheme = {
    get shouldUseDarkColors() {
      return fake.theme.dark;
    },
    on: (_name: string, listener: () => void) => fake.theme.listeners.add(listener),
    off: (_name: string, listener: () => void) => fake.theme.listeners.delete(listener),
  };
  const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
  const screen = { getAllDisplays: () => [display], getPrimaryDisplay: () => display };
  return { BrowserWindow, nativeTheme, screen };
});
const { bringToFront, createMainWindow } = await import('../../../src/main/window/main-window.ts');

const open = (remembered?: unknown) => {
  let closings = 0;
  let deaths = 0;
  const { window, load } = createMainWindow({
    session: {} as never,
    preload: '/preload.cjs',
    devTools: false,
    title: 'Valet Key',
    remembered,
    onClose: () => (closings += 1),
    onPageDied: () => deaths++ < 1,
  });
  const [made] = fake.made;
  const calls = made?.calls ?? [];
  const emitter = window as unknown as EventEmitter & { webContents: EventEmitter };
  return { window, load, closings: () => closings, calls, emitter, options: made?.options ?? {} };
};

describe('the main window', () => {
  beforeEach(() => {
    fake.made.length = 0;
    fake.theme.dark = false;
    fake.theme.listeners.clear();
  });

  test('is shown once its page has painted, not before', () => {
    const { calls, emitter, options } = open();
    expect([options['show'], calls]).toEqual([false, []]);
    emitter.emit('ready-to-show');
    expect(calls).toEqual(['show']);
  });

  test.each([
    [false, '#fbfaf8'],
    [true, '#191b1f'],
  ])('has the background of its page where dark is %s, and follows the system', (dark, colour) => {
    fake.theme.dark = dark;
    const { calls, emitter, options } = open();
    expect(options['backgroundColor']).toBe(colour);
    fake.theme.dark = !dark;
    for (const listener of fake.theme.listeners) listener();
    expect(calls).toEqual([`background ${dark ? '#fbfaf8' : '#191b1f'}`]);
    emitter.emit('closed');
    expect(fake.theme.listeners.size).toBe(0);
  });

  test('opens where it was, as large as it was, and is never too small', () => {
    const { options, calls, emitter } = open({
      x: 5,
      y: 6,
      width: 1000,
      height: 700,
      isMaximized: true,
    });
    expect(options).toMatchObject({ x: 5, y: 6, width: 1000, height: 700 });
    expect(options).toMatchObject({ minWidth: 720, minHeight: 480 });
    expect(options).not.toHaveProperty('isMaximized');
    emitter.emit('ready-to-show');
    expect(calls).toEqual(['maximize', 'show']);
  });

  test('has these preferences and no others', () => {
    expect(open().options['webPreferences']).toEqual({
      preload: '/preload.cjs',
      session: {},
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
      devTools: false,
    });
  });

  test('tells that it closes', () => {
    const { emitter, closings } = open();
    emitter.emit('close');
    expect(closings()).toBe(1);
  });

  test('goes back to its page from anywhere else', async () => {
    const { load, calls, emitter } = open();
    await load();
    emitter.webContents.emit('did-navigate', {}, 'app://vk/');
    emitter.webContents.emit('did-navigate', {}, 'about:blank');
    expect(calls).toEqual(['load app://vk/', 'load app://vk/']);
  });

  test('goes back to its page from where no page could be loaded', async () => {
    const { load, calls, emitter } = open();
    await load();
    emitter.webContents.emit('did-fail-load', {}, -3, '', 'app://vk/', true);
    emitter.webContents.emit('did-fail-load', {}, -300, '', 'about:srcdoc', false);
    expect(calls).toEqual(['load app://vk/']);
    emitter.webContents.emit('did-fail-load', {}, -300, '', 'about:srcdoc', true);
    expect(calls).toEqual(['load app://vk/', 'load app://vk/']);
  });

  test('loads its page again where that has ended by itself, for as long as that is worth a try', async () => {
    const { load, calls, emitter } = open();
    await load();
    emitter.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(calls).toEqual(['load app://vk/']);
    emitter.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    emitter.webContents.emit('render-process-gone', {}, { reason: 'oom' });
    expect(calls).toEqual(['load app://vk/', 'load app://vk/']);
  });

  test('comes to the front from the dock', () => {
    const { window, calls } = open();
    bringToFront(window);
    expect(calls).toEqual(['restore', 'show', 'focus']);
  });
});
