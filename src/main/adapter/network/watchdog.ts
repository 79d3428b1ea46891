import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Clock } from '../../../core/port/system.ts';
import { seconds } from '../../../vocabulary/instant.ts';
import { networkFault } from './network-fault.ts';

/** How long the other side may say nothing, before its headers and between any two chunks. */
const LONGEST_SILENCE = seconds(60);
/** From the request to the last byte of the body, however steadily it drips. */
const LONGEST_EXCHANGE = seconds(180);

/** Ends an exchange that has gone silent, takes too long, or that the caller has given up. */
export interface Watchdog {
  /** Aborts with VK_TIMEOUT after the silence or the whole time, or with the caller's reason. */
  readonly signal: AbortSignal;
  /** Something was heard: the silence is counted from here. */
  feed(): void;
  /** The exchange is over, and its connection may serve another. */
  stop(): void;
  /** Nobody wants the rest: the exchange ends, and its connection with it. */
  cut(): void;
  /** Resolves once the exchange is over, whoever ended it. */
  readonly over: Promise<void>;
}

/** What the caller gave up for, if it said so in our terms. */
const reasonOf = (signal: AbortSignal): ValetKeyError => {
  const reason: unknown = signal.reason;
  return reason instanceof ValetKeyError
    ? reason
    : new ValetKeyError('VK_TIMEOUT', { cause: reason });
};

/** `Promise.withResolvers` came with Node 22. */
const withResolvers = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
};

export const startWatchdog = (clock: Pick<Clock, 'sleep'>, caller?: AbortSignal): Watchdog => {
  const exchange = new AbortController();
  const deadline = new AbortController();
  let silence = new AbortController();
  const { promise: over, resolve: end } = withResolvers();
  exchange.signal.addEventListener('abort', () => {
    deadline.abort();
    end();
  });

  const wait = (): void => {
    const mine = new AbortController();
    silence = mine;
    clock.sleep(LONGEST_SILENCE, mine.signal).then(
      () => {
        if (!mine.signal.aborted) exchange.abort(new ValetKeyError('VK_TIMEOUT'));
      },
      () => undefined,
    );
  };
  const limit = (): void => {
    clock.sleep(LONGEST_EXCHANGE, deadline.signal).then(
      () => {
        silence.abort();
        exchange.abort(new ValetKeyError('VK_TIMEOUT'));
      },
      () => undefined,
    );
  };
  const giveUp = (): void => {
    silence.abort();
    if (caller !== undefined) exchange.abort(reasonOf(caller));
  };

  if (caller?.aborted === true) giveUp();
  else {
    caller?.addEventListener('abort', giveUp, { once: true });
    limit();
    wait();
  }
  const stop = (): void => {
    silence.abort();
    deadline.abort();
    caller?.removeEventListener('abort', giveUp);
    end();
  };
  return {
    signal: exchange.signal,
    over,
    feed: () => {
      silence.abort();
      if (!exchange.signal.aborted) wait();
    },
    stop,
    cut: () => {
      stop();
      exchange.abort(new ValetKeyError('VK_TIMEOUT'));
    },
  };
};

/** Statuses whose responses have no body. @see RFC 9110 §6.4.1 */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** A `Response` holds 200 to 599 only; a status beyond that is a broken gateway's. */
const holdable = (status: number): number => (status >= 200 && status <= 599 ? status : 502);

/** The same bytes, watched: silence and network errors come out as our own. */
const watched = (body: ReadableStream<Uint8Array>, dog: Watchdog): ReadableStream<Uint8Array> => {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        dog.signal.addEventListener('abort', () => {
          controller.error(networkFault(dog.signal.reason));
          reader.cancel().catch(() => undefined);
        });
      },
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          dog.feed();
          if (dog.signal.aborted) return;
          if (done) {
            dog.stop();
            controller.close();
          } else controller.enqueue(value);
        } catch (thrown) {
          dog.stop();
          if (!dog.signal.aborted) controller.error(networkFault(thrown));
        }
      },
      cancel: async (reason) => {
        await reader.cancel(reason);
        dog.cut();
      },
    },
    { highWaterMark: 0 },
  );
};

/**
 * A response whose body stays under the watchdog until its last byte or its cancellation, which also
 * ends the connection: Chromium would keep it, and six of them keep everybody else from the host.
 */
export const guardedResponse = (
  head: { readonly status: number; readonly headers: Headers },
  body: ReadableStream<Uint8Array> | null,
  dog: Watchdog,
): Response => {
  const status = holdable(head.status);
  if (body !== null && !BODILESS.has(status)) {
    return new Response(watched(body, dog), { status, headers: head.headers });
  }
  dog.stop();
  body?.cancel().catch(() => undefined);
  return new Response(null, { status, headers: head.headers });
};
