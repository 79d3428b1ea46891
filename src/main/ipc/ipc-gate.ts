import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { Log } from '../../core/port/log.ts';
import { COMMAND_CHANNEL } from '../../contract/bridge.ts';
import type { Reply } from '../../contract/command.ts';
import type { Dispatch } from './router.ts';

const REFUSED: Reply<never> = {
  ok: false,
  failure: { code: 'VK_UNTRUSTED_SENDER', fields: {} },
};

/** The one channel commands come in by. An untrusted sender learns nothing, not even which names exist. */
export const openIpcGate = (parts: {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean;
  readonly dispatch: Dispatch;
  readonly log: Log;
}): void => {
  parts.ipcMain.handle(COMMAND_CHANNEL, (event, name: unknown, input: unknown) => {
    if (parts.isTrusted(event)) return parts.dispatch('renderer', name, input);
    parts.log.warn('ipc.untrusted-sender');
    return REFUSED;
  });
};
