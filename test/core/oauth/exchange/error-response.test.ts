import { describe, expect, test } from 'vitest';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { refusalOf } from '../../../../src/core/oauth/exchange/error-response.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';
import { jsonReply } from '../../../fake/http.ts';

/** Headers have come and the body never does; `let go` once nobody waits for it. */
const stalled = (status: number) => {
  const body = { letGo: false };
  const stream = new ReadableStream<Uint8Array>({
    cancel: () => {
      body.letGo = true;
    },
  });
  const headers = { 'content-type': 'application/json' };
  return { body, response: new Response(stream, { status, headers }) };
};

describe('refusalOf', () => {
  test.each([
    [302, 'VK_RESPONSE_MALFORMED'],
    [408, 'VK_TIMEOUT'],
    [429, 'VK_RATE_LIMITED'],
    [503, 'VK_SERVER_UNAVAILABLE'],
  ])('does not wait for the body where the status decides: %i', async (status, code) => {
    const { body, response } = stalled(status);
    expect((await refusalOf(response, FAKE_EPOCH)).code).toBe(code);
    expect(body.letGo).toBe(true);
  });

  test('does not guess what a body would have said that never came', async () => {
    const deadline = new AbortController();
    const { response } = stalled(400);
    const refusal = refusalOf(response, FAKE_EPOCH, deadline.signal);
    deadline.abort();
    await expect(refusal).rejects.toMatchObject({ code: 'VK_TIMEOUT' });
  });

  test('counts a body that is no error response as none (RFC 6749 §5.2)', async () => {
    const refusals = await Promise.all(
      ['', '[]', '{"error":["invalid_grant"]}', '{"error":"invalid_grant"'].map((body) =>
        refusalOf(jsonReply(body, 400), FAKE_EPOCH),
      ),
    );
    expect(refusals.map(({ code, fields }) => [code, fields])).toEqual(
      Array(4).fill(['VK_RESPONSE_MALFORMED', { status: 400 }]),
    );
  });

  test('says when to come back, by a delay or a date (RFC 9110 §10.2.3)', async () => {
    const soon = new Date(FAKE_EPOCH + 90_000).toUTCString();
    const waits = await Promise.all(
      ['60', soon].map(async (field) => {
        const reply = jsonReply('', 503, { 'retry-after': field });
        return (await refusalOf(reply, FAKE_EPOCH)).fields['retryAfterSeconds'];
      }),
    );
    expect(waits).toEqual([60, 90]);
  });

  test('names a redirect for what it is, and not where it leads', async () => {
    const reply = jsonReply('', 307, { location: 'https://evil.example/?code=secret' });
    const refusal = await refusalOf(reply, FAKE_EPOCH);
    expect(isValetKeyError(refusal) && refusal.fields).toEqual({ status: 307, why: 'redirected' });
  });
});
