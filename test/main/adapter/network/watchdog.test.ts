import { describe, expect, test } from 'vitest';
import { guardedResponse, startWatchdog } from '../../../../src/main/adapter/network/watchdog.ts';
import { fakeClock } from '../../../fake/clock.ts';

const HEAD = { status: 200, headers: new Headers() };

/** A body of one chunk that never ends by itself. */
const endless = () => {
  const seen = { isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array([123])),
    cancel: () => void (seen.isCancelled = true),
  });
  return { body, seen };
};

const whole = (): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([123, 125]));
      controller.close();
    },
  });

describe('A response under the watchdog', () => {
  test('whose body is given up half-way ends its connection, so that the host stays free for others', async () => {
    const dog = startWatchdog(fakeClock({ skip: false }));
    const { body, seen } = endless();
    const reader = guardedResponse(HEAD, body, dog).body?.getReader();
    await reader?.read();
    expect(dog.signal.aborted).toBe(false);
    await reader?.cancel();
    expect(seen.isCancelled).toBe(true);
    expect(dog.signal.aborted).toBe(true);
    await expect(dog.over).resolves.toBeUndefined();
  });

  test('whose body was read to its end leaves the connection for another request', async () => {
    const dog = startWatchdog(fakeClock({ skip: false }));
    expect(await guardedResponse(HEAD, whole(), dog).text()).toBe('{}');
    await dog.over;
    expect(dog.signal.aborted).toBe(false);
  });

  test('without a body leaves the connection for another request, and reads nothing', async () => {
    const dog = startWatchdog(fakeClock({ skip: false }));
    const { body, seen } = endless();
    expect(guardedResponse({ ...HEAD, status: 204 }, body, dog).body).toBeNull();
    await dog.over;
    expect(seen.isCancelled).toBe(true);
    expect(dog.signal.aborted).toBe(false);
  });

  test('ends with the caller’s own reason when the caller gives up', async () => {
    const stop = new AbortController();
    const dog = startWatchdog(fakeClock({ skip: false }), stop.signal);
    const { body, seen } = endless();
    const text = guardedResponse(HEAD, body, dog).text();
    stop.abort();
    await expect(text).rejects.toMatchObject({ code: 'VK_TIMEOUT' });
    expect(seen.isCancelled).toBe(true);
  });
});
