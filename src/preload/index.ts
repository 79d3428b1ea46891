import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { COMMAND_CHANNEL, EVENT_CHANNEL, type Bridge } from '../contract/bridge.ts';

const bridge: Bridge = {
  invoke: (name, input) => ipcRenderer.invoke(COMMAND_CHANNEL, name, input),
  subscribe: (name, listener) => {
    // Electron's event object carries `sender`, which can reach every channel: it stays here.
    const relay = (_event: IpcRendererEvent, emitted: unknown, payload: unknown): void => {
      if (emitted === name) listener(payload);
    };
    ipcRenderer.on(EVENT_CHANNEL, relay);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, relay);
    };
  },
};

contextBridge.exposeInMainWorld('valetKey', bridge);
