import { networkFault } from './network-fault.ts';
import type { Watchdog } from './watchdog.ts';

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
