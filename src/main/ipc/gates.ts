import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Log } from '../../core/port/log.ts';
import { COMMAND_CHANNEL, EVENT_CHANNEL } from '../../contract/bridge.ts';
import type { Reply } from '../../contract/command.ts';
import type { Dispatch } from './router.ts';
import {
  type CommandName,
  type EventName,
  type EventPayload,
  events,
} from '../../contract/contract.ts';
import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Clock } from '../../core/port/system.ts';

/** Sends an event to every page. The payload is parsed first: a stray field does not go out. */
export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

/**
 * Events go out once the caller is done: Electron settles waiting promises inside `send`, and whoever
 * notifies of a change would go on in a world that others have changed meanwhile.
 *
 * @param pages asked at every event, so pages that have gone are not sent to
 */
export const createEvents =
  (pages: () => readonly Pick<WebContents, 'send'>[]): Emit =>
  (name, payload) => {
    const parsed = events[name].parse(payload);
    queueMicrotask(() => {
      for (const page of pages()) page.send(EVENT_CHANNEL, name, parsed);
    });
  };

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

/** What a locked program still answers: enough to show that it is locked, and to unlock it. */
const WHILE_LOCKED: ReadonlySet<unknown> = new Set<CommandName>([
  'app.status',
  'app.unlock',
  'settings.read',
  'storage.probe',
  'storage.unlock',
]);

const LOCKED: Reply<never> = { ok: false, failure: { code: 'VK_LOCKED', fields: {} } };

/** The same dispatch; while the program is locked nothing about connections gets through. */
export const whileUnlocked =
  (dispatch: Dispatch, isLocked: () => boolean): Dispatch =>
  async (surface, name, input) =>
    isLocked() && !WHILE_LOCKED.has(name) ? LOCKED : dispatch(surface, name, input);

const WINDOW_SECONDS = 60;
const MOST_IN_WINDOW = 20;

/**
 * How often tokens may be shown: more than a person needs, fewer than a compromised page wants.
 * The returned function fails with VK_RATE_LIMITED.
 */
export const createRevealLimit = (clock: Pick<Clock, 'monotonic'>): (() => void) => {
  let recent: readonly number[] = [];
  return () => {
    const now = clock.monotonic();
    recent = recent.filter((at) => now - at < WINDOW_SECONDS);
    if (recent.length >= MOST_IN_WINDOW) {
      const retryAfterSeconds = Math.ceil(WINDOW_SECONDS - (now - (recent[0] ?? now)));
      throw new ValetKeyError('VK_RATE_LIMITED', { fields: { retryAfterSeconds } });
    }
    recent = [...recent, now];
  };
};
