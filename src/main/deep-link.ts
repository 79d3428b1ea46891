import type { App, Event } from 'electron';
import { z } from 'zod';
import type { CallbackVerdict } from '../core/port/redirect-receiver.ts';
import { seconds, type Seconds } from '../shared/vocabulary/instant.ts';
import { callbackUrlIn, claimsScheme, isCallbackUrl } from './command-line.ts';

/** What a second instance tells the first: its own reading of its own command line. */
const additionalDataSchema = z.strictObject({ url: z.string().max(8192).optional() });
export type AdditionalData = z.infer<typeof additionalDataSchema>;

/** What a second instance sends through `requestSingleInstanceLock`. */
export const additionalDataOf = (argv: readonly string[]): AdditionalData => {
  const url = callbackUrlIn(argv);
  return url === undefined ? {} : { url };
};

/** The callback a second instance brings. Electron reorders `argv`, so it is read only as a fallback. */
export const callbackOf = (
  additionalData: unknown,
  argv: readonly string[],
): string | undefined => {
  const parsed = additionalDataSchema.safeParse(additionalData);
  if (!parsed.success) return callbackUrlIn(argv);
  const { url } = parsed.data;
  return url !== undefined && isCallbackUrl(url) ? url : undefined;
};

/** Where callbacks go once the program is composed. */
export interface DeepLinkTarget {
  deliver(rawUrl: string): CallbackVerdict;
  /** Brings the main window to the front. */
  showWindow(): void;
  monotonic(): Seconds;
}

export interface DeepLinks {
  /** Delivers what has arrived so far, in order, and from now on everything at once. */
  start(target: DeepLinkTarget): void;
}

/** Unwanted callbacks closer together than this are one burst: the window comes up for the first. */
const BURST = seconds(10);
/** Before `start` more than this is noise: one person answers one browser. */
const MOST_WAITING = 8;

const createDelivery = (target: DeepLinkTarget): ((rawUrl: string) => void) => {
  let lastUnwanted: Seconds | undefined;
  const isNewBurst = (): boolean => {
    const now = target.monotonic();
    const since = lastUnwanted === undefined ? undefined : now - lastUnwanted;
    lastUnwanted = now;
    return since === undefined || since > BURST;
  };
  return (rawUrl) => {
    const verdict = target.deliver(rawUrl);
    const wanted = verdict === 'proceed' || verdict === 'fail';
    if (wanted || isNewBurst()) target.showWindow();
  };
};

/**
 * Listens for authorization responses on the private-use scheme, from this process' own command
 * line, from second instances, and from macOS. Call before the program is ready: a URL that
 * launches the program on macOS is lost otherwise. @see RFC 8252 §7.1
 */
export const listenForDeepLinks = (app: Pick<App, 'on'>, argv: readonly string[]): DeepLinks => {
  const waiting: string[] = [];
  let started:
    { readonly deliver: (rawUrl: string) => void; readonly show: () => void } | undefined;

  const arrive = (url: string | undefined): void => {
    if (url === undefined) return;
    if (started !== undefined) started.deliver(url);
    else if (waiting.length < MOST_WAITING) waiting.push(url);
  };

  app.on('will-finish-launching', () => {
    app.on('open-url', (event: Pick<Event, 'preventDefault'>, url: string) => {
      event.preventDefault();
      arrive(isCallbackUrl(url) ? url : undefined);
    });
  });
  app.on('second-instance', (_event, theirArgv, _directory, additionalData) => {
    const url = callbackOf(additionalData, theirArgv);
    // No URL means that a person started the program again, and wants to see it.
    if (url === undefined && !theirArgv.some(claimsScheme)) started?.show();
    else arrive(url);
  });
  arrive(callbackUrlIn(argv));

  return {
    start: (target) => {
      started = {
        deliver: createDelivery(target),
        show: () => {
          target.showWindow();
        },
      };
      waiting.splice(0).forEach(started.deliver);
    },
  };
};
