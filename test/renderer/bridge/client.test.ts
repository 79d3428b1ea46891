import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/renderer/bridge/client.ts';
import type { Bridge } from '../../../src/contract/bridge.ts';

const bridgeThat = (invoke: Bridge['invoke']): Bridge => ({
  invoke,
  subscribe: () => () => undefined,
});

const failure = (code: string, fields = {}) => ({ ok: false, failure: { code, fields } });

describe('the client of the bridge', () => {
  it('hands on a value', async () => {
    const client = createClient(bridgeThat(async () => ({ ok: true, value: [] })));
    expect(await client.ask('connection.list', {})).toEqual({ ok: true, value: [] });
  });

  it('sends the name and the input as they are', async () => {
    const sent: unknown[] = [];
    const client = createClient(
      bridgeThat(async (...all) => {
        sent.push(all);
        return { ok: true, value: {} };
      }),
    );
    await client.ask('connection.forget', { connectionId: 'connection000000000001' });
    expect(sent).toEqual([['connection.forget', { connectionId: 'connection000000000001' }]]);
  });

  it.each([
    [
      'a failure',
      failure('VK_OFFLINE', { host: 'a.example' }),
      failure('VK_OFFLINE', { host: 'a.example' }),
    ],
    ['an unknown code', failure('VK_NEWER_THAN_US'), failure('VK_REPLY_INVALID')],
    ['a code from the prototype', failure('toString'), failure('VK_REPLY_INVALID')],
    [
      'fields that are objects',
      failure('VK_TIMEOUT', { a: {}, b: 1 }),
      failure('VK_TIMEOUT', { b: 1 }),
    ],
    ['no failure', { ok: false }, failure('VK_REPLY_INVALID')],
    ['no value', { ok: true }, failure('VK_REPLY_INVALID')],
    ['nothing', undefined, failure('VK_REPLY_INVALID')],
    ['a list', [], failure('VK_REPLY_INVALID')],
    ['a truthy ok', { ok: 1, value: 1 }, failure('VK_REPLY_INVALID')],
  ])('turns %s into a failure and does not throw', async (_, reply, expected) => {
    const client = createClient(bridgeThat(async () => reply));
    expect(await client.ask('app.status', {})).toEqual(expected);
  });

  it('turns a rejected call into a failure', async () => {
    const client = createClient(bridgeThat(() => Promise.reject(new Error('gone'))));
    expect(await client.ask('app.status', {})).toEqual(failure('VK_INTERNAL'));
  });
});
