import type { WebContents } from 'electron';
import { EVENT_CHANNEL } from '../../contract/bridge.ts';
import { events, type EventName, type EventPayload } from '../../contract/contract.ts';

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
