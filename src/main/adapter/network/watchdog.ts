import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Clock } from '../../../core/port/clock.ts';
import { seconds } from '../../../vocabulary/instant.ts';

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
