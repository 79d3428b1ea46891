import { describe, expect, test } from 'vitest';
import { isValetKeyError, ValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import {
  LARGEST_BODY,
  readJsonObject,
  readText,
} from '../../../../src/core/oauth/exchange/read-body.ts';
import { jsonReply } from '../../../fake/http.ts';

const failureOf = async (reading: Promise<unknown>): Promise<unknown> => {
  try {
    await reading;
  } catch (thrown) {
    return isValetKeyError(thrown) ? { code: thrown.code, ...thrown.fields } : thrown;
  }
  return 'read';
};

const bytes = (...values: readonly number[]): Response => new Response(new Uint8Array(values));

/** A body that gives `chunk` as often as it is asked, and remembers how it ended. */
const endless = (chunk: Uint8Array) => {
  const ended = { given: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      ended.given += chunk.byteLength;
      controller.enqueue(chunk);
    },
    cancel: () => {
      ended.cancelled = true;
    },
  });
  return { ended, response: new Response(stream) };
};

const stalled = (): Response => new Response(new ReadableStream<Uint8Array>({ pull: () => {} }));

describe('readText', () => {
  test('reads a body of exactly 1 MiB, counted in bytes', async () => {
    expect(await readText(new Response('é'.repeat(LARGEST_BODY / 2)))).toHaveLength(
      LARGEST_BODY / 2,
    );
    const larger = new Response('é'.repeat(LARGEST_BODY / 2) + '.');
    expect(await failureOf(readText(larger))).toMatchObject({ code: 'VK_RESPONSE_MALFORMED' });
  });

  test('stops at the cap and lets the connection go, however much there is', async () => {
    const { ended, response } = endless(new Uint8Array(64 * 1024));
    expect(await failureOf(readText(response))).toEqual({
      code: 'VK_RESPONSE_MALFORMED',
      why: 'larger than 1 MiB',
    });
    expect(ended.cancelled).toBe(true);
    expect(ended.given).toBeLessThan(LARGEST_BODY + 4 * 64 * 1024);
  });

  test('ignores one byte order mark (RFC 8259 §8.1)', async () => {
    expect(await readText(bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toBe('{}');
    expect(await readText(bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x7b))).toBe('\ufeff{');
  });

  test.each([
    ['an overlong dot', [0xc0, 0xae]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a cut character', [0x61, 0xe2, 0x82]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
  ])('refuses what is not UTF-8 (RFC 3629 §3): %s', async (_name, values) => {
    expect(await failureOf(readText(bytes(...values)))).toEqual({
      code: 'VK_RESPONSE_MALFORMED',
      why: 'not UTF-8',
    });
  });

  test('puts a character together that two chunks share', async () => {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const value of new TextEncoder().encode('€')) controller.enqueue(Uint8Array.of(value));
        controller.close();
      },
    });
    expect(await readText(new Response(stream))).toBe('€');
  });

  test('is empty where there is no body', async () => {
    expect(await readText(new Response(null))).toBe('');
  });

  test('gives a stalled body up when the signal says so', async () => {
    const deadline = new AbortController();
    const reading = failureOf(readText(stalled(), { signal: deadline.signal }));
    deadline.abort();
    expect(await reading).toEqual({ code: 'VK_TIMEOUT', phase: 'body' });
  });

  test('does not begin where the signal has already spoken, and passes on our own reason', async () => {
    const signal = AbortSignal.abort(new ValetKeyError('VK_AUTHORIZATION_CANCELLED'));
    expect(await failureOf(readText(stalled(), { signal }))).toEqual({
      code: 'VK_AUTHORIZATION_CANCELLED',
    });
  });

  test('calls a connection that breaks offline, without saying that nothing was sent', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new TypeError('terminated')),
    });
    expect(await failureOf(readText(new Response(broken)))).toEqual({
      code: 'VK_OFFLINE',
      phase: 'body',
    });
  });
});

describe('readJsonObject', () => {
  const typed = (type: string | undefined): Response =>
    new Response(new TextEncoder().encode('{"a":1}'), {
      headers: type === undefined ? {} : { 'content-type': type },
    });

  test.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/json ;charset=UTF-8',
    'application/jwk-set+json',
  ])('reads a JSON object of type %s', async (type) => {
    expect(await readJsonObject(typed(type))).toEqual({ a: 1 });
  });

  // Sloppy servers label JSON as anything; what it is, its text says.
  test.each([
    [undefined],
    ['text/plain'],
    ['text/json'],
    ['text/javascript'],
    ['application/x-www-form-urlencoded'],
    ['text/plain, application/json'],
    ['text/html'],
    ['TEXT/HTML; charset=utf-8'],
  ])('reads one that is labelled otherwise: %s', async (type) => {
    expect(await readJsonObject(typed(type))).toEqual({ a: 1 });
  });

  test.each([
    ['text/html', '<html>{"a":1}</html>'],
    ['TEXT/HTML; charset=utf-8', 'Sign in to the network'],
    ['text/plain', 'a=1'],
    ['application/token-introspection+jwt', 'eyJhbGciOiJFUzI1NiJ9.e30.AA'],
  ])('refuses a web page, and what does not read as JSON: %s %s', async (type, body) => {
    const response = new Response(body, { headers: { 'content-type': type } });
    expect(await failureOf(readJsonObject(response))).toMatchObject({
      code: 'VK_RESPONSE_MALFORMED',
      why: 'content type is not JSON',
    });
  });

  test.each(['[]', 'null', '1', '"x"', 'true'])(
    'refuses JSON that is no object: %s',
    async (text) => {
      const refusal = { code: 'VK_METADATA_REFUSED', why: 'not a JSON object' };
      const reading = readJsonObject(jsonReply(text), { code: 'VK_METADATA_REFUSED' });
      expect(await failureOf(reading)).toEqual(refusal);
    },
  );
});
