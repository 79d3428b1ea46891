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

  const labelled = (body: string, type: string, status = 400) =>
    new Response(body, { status, headers: { 'content-type': type } });

  test.each([
    ['application/json', '{"error":"invalid_grant"}'],
    ['text/plain', '{"error":"invalid_grant"}'],
    ['text/html', '{"error":"invalid_grant"}'],
    ['application/x-www-form-urlencoded', 'error=invalid_grant&error_description=gone'],
    ['text/plain', 'error=invalid_grant'],
  ])('reads a refusal labelled “%s” by what it holds: %s', async (type, body) => {
    expect((await refusalOf(labelled(body, type), FAKE_EPOCH)).code).toBe('VK_GRANT_REVOKED');
  });

  test.each([
    ['{"error":"invalid_client","error":"invalid_grant"}'],
    ['error=invalid_client&error=invalid_grant'],
  ])('does not choose between two errors: %s', async (body) => {
    const refusal = await refusalOf(labelled(body, 'text/plain'), FAKE_EPOCH);
    expect(refusal.code).toBe('VK_RESPONSE_MALFORMED');
  });

  test.each([
    ['<!doctype html><html><title>Request blocked</title>', 'text/html', 'Request blocked'],
    ['Request blocked by the firewall', 'text/html', 'Request blocked by the firewall'],
    ['<html><p>no title', 'text/plain', undefined],
    ['<html><title>invalid_grant</title>{"error":"invalid_grant"}', '', 'invalid_grant'],
  ])('says that a web page came, and what it calls itself: %s', async (body, type, title) => {
    for (const status of [400, 403, 404]) {
      const { code, fields } = await refusalOf(labelled(body, type, status), FAKE_EPOCH);
      expect([code, fields]).toEqual([
        'VK_WEB_PAGE_RECEIVED',
        { status, ...(title === undefined ? {} : { title }) },
      ]);
    }
  });
});
