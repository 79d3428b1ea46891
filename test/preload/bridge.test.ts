import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { COMMAND_CHANNEL, EVENT_CHANNEL, type Bridge } from '../../src/contract/bridge.ts';

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
}));
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api),
  },
  ipcRenderer: Object.assign(new EventEmitter(), {
    invoke: async (...args: unknown[]) => {
      electron.invoked.push(args);
      return { ok: true, value: 1 };
    },
  }),
}));
const { ipcRenderer } = await import('electron');
await import('../../src/preload/index.ts');
const bridge = electron.exposed.get('valetKey') as Bridge;

test('two functions and nothing else reach the page', () => {
  expect([...electron.exposed.keys()]).toEqual(['valetKey']);
  expect(Object.keys(bridge).sort()).toEqual(['invoke', 'subscribe']);
});

test('a command goes to the one channel', async () => {
  expect(await bridge.invoke('app.status', {})).toEqual({ ok: true, value: 1 });
  expect(electron.invoked).toEqual([[COMMAND_CHANNEL, 'app.status', {}]]);
});

test('a listener gets the payload of its event alone, never Electron’s event, until it stops', () => {
  const heard: unknown[][] = [];
  const stop = bridge.subscribe('app.changed', (...args) => heard.push(args));
  const emitter = ipcRenderer as unknown as EventEmitter;
  emitter.emit(EVENT_CHANNEL, { sender: ipcRenderer }, 'app.changed', { a: 1 });
  emitter.emit(EVENT_CHANNEL, { sender: ipcRenderer }, 'sign-ins.changed', {});
  stop();
  emitter.emit(EVENT_CHANNEL, { sender: ipcRenderer }, 'app.changed', {});
  expect(heard).toEqual([[{ a: 1 }]]);
  expect(emitter.listenerCount(EVENT_CHANNEL)).toBe(0);
});
