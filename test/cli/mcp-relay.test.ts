import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { relay } from '../../src/cli/mcp/relay.ts';

const ADDRESS = new URL('https://mcp.example/mcp');
const VERSION = '2025-11-25';

interface Asked {
  readonly method: string;
  readonly rpc: string | undefined;
  readonly session: string | null;
  readonly version: string | null;
}

type Answer = (asked: Asked, id: unknown) => Response;

const json = (id: unknown, result: object, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ jsonrpc: '2.0', id, result }), {
    headers: { 'content-type': 'application/json', ...headers },
  });

/** A client on one side, a server behind `fetch` on the other, and the relay between them. */
const relayRig = async (answer: Answer) => {
  const asked: Asked[] = [];
  const got: JSONRPCMessage[] = [];
  const [client, local] = InMemoryTransport.createLinkedPair();
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let heard: (() => void)[] = [];
  client.onmessage = (message) => {
    got.push(message);
    const all = heard;
    heard = [];
    all.forEach((wake) => wake());
  };
  const done = relay(
    {
      address: ADDRESS,
      local,
      remark: () => Promise.resolve(),
      describe: (thrown) => (thrown instanceof Error ? thrown.message : ''),
      fetch: (_url, init) => {
        const headers = new Headers(init?.headers);
        const body = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as {
          readonly method?: string;
          readonly id?: unknown;
        };
        const one: Asked = {
          method: init?.method ?? 'GET',
          rpc: body.method,
          session: headers.get('mcp-session-id'),
          version: headers.get('mcp-protocol-version'),
        };
        asked.push(one);
        if (one.method === 'GET') return Promise.resolve(new Response('', { status: 405 }));
        if (one.method === 'DELETE') return Promise.resolve(new Response('', { status: 200 }));
        if (body.id === undefined) return Promise.resolve(new Response('', { status: 202 }));
        return Promise.resolve(answer(one, body.id));
      },
    },
    ended,
  );
  await client.start();
  const request = async (id: number, method: string) => {
    await client.send({ jsonrpc: '2.0', id, method, params: {} });
    for (;;) {
      const found = got.find((message) => 'id' in message && message.id === id);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => void heard.push(resolve));
    }
  };
  const begin = async () => {
    const answered = await request(1, 'initialize');
    await client.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return answered;
  };
  return { asked, got, request, begin, client, done, end: () => end() };
};

describe('messages between a client and a remote MCP server', () => {
  it('are handed on in the session and version that the server chose, which ends with the client', async () => {
    const rig = await relayRig(({ rpc }, id) =>
      rpc === 'initialize'
        ? json(id, { protocolVersion: VERSION }, { 'mcp-session-id': 's1' })
        : json(id, { tools: [] }),
    );
    await rig.begin();
    expect(await rig.request(2, 'tools/list')).toMatchObject({ result: { tools: [] } });
    rig.end();
    await rig.done;
    const list = rig.asked.find(({ rpc }) => rpc === 'tools/list');
    expect(list).toMatchObject({ session: 's1', version: VERSION });
    expect(rig.asked.at(-1)).toMatchObject({ method: 'DELETE', session: 's1' });
  });

  it('are answered with the reason where they cannot be handed on', async () => {
    const rig = await relayRig(() => new Response('no', { status: 500 }));
    expect(await rig.begin()).toMatchObject({ error: { code: -32_000 } });
  });

  it('go on in a new session where the server has forgotten the old one', async () => {
    let sessions = 0;
    const rig = await relayRig(({ rpc, session }, id) => {
      if (rpc === 'initialize') {
        sessions += 1;
        return json(id, { protocolVersion: VERSION }, { 'mcp-session-id': `s${sessions}` });
      }
      return session === 's1' ? new Response('', { status: 404 }) : json(id, { tools: [] });
    });
    await rig.begin();
    const both = await Promise.all([rig.request(2, 'tools/list'), rig.request(3, 'tools/list')]);
    expect(both).toMatchObject([{ result: { tools: [] } }, { result: { tools: [] } }]);
    expect(sessions).toBe(2);
    // The client sees one beginning only.
    expect(rig.got).toHaveLength(3);
    expect(rig.asked.filter(({ rpc }) => rpc === 'notifications/initialized')).toMatchObject([
      { session: 's1' },
      { session: 's2' },
    ]);
  });
});
