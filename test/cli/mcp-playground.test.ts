import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  createPlayground,
  type Playground,
} from '../../src/playground/server/create-playground.ts';
import { navigate, startAgentWithPerson } from '../conformance/person.ts';
import { authorizeAs } from '../server/robot.ts';

// Real programs, sockets and signatures: slow on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const ROOT = join(import.meta.dirname, '../..');

/** What the build sets otherwise. */
const VERSION = 'data:text/javascript,globalThis.VALET_KEY_VERSION="0.0.0"';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** The playground's MCP server, the program's core and agent, a person, and MCP clients of the official SDK. */
const mcpRig = async (agreesToMore = true) => {
  const asked: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'vk-mcp-'));
  const dataFile = join(folder, 'playground.json');
  closers.push(() => Promise.resolve(rmSync(folder, { recursive: true })));
  let playground: Playground = await createPlayground({
    dataFile,
    hooks: {
      middleware: (ctx, next) => {
        asked.push(`${ctx.method} ${ctx.path}`);
        return next();
      },
    },
  });
  closers.push(() => playground.close());
  let authorizations = 0;
  const rig = await startAgentWithPerson({
    agreesToMore: () => agreesToMore,
    async open(url) {
      authorizations += 1;
      await navigate(await authorizeAs(url));
    },
  });
  closers.push(() => rig.stop());
  const address = `${playground.issuer}/mcp`;
  const client = async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [
        '--import',
        'tsx',
        '--import',
        VERSION,
        join(ROOT, 'src/cli/index.ts'),
        'mcp',
        address,
      ],
      cwd: ROOT,
      env: { PATH: process.env['PATH'] ?? '', VALET_KEY_SOCKET: rig.socketPath },
      stderr: 'ignore',
    });
    const mcp = new Client({ name: 'example-client', version: '1.0.0' });
    closers.push(() => mcp.close());
    await mcp.connect(transport);
    const call = async (name: string, given: Record<string, unknown> = {}): Promise<string> => {
      const { content } = await mcp.callTool({ name, arguments: given });
      return JSON.stringify(content);
    };
    return { call, transport, mcp };
  };
  const connection = () => {
    const [only] = rig.app.connections.list();
    if (only === undefined) throw new Error('there is no login');
    return only;
  };
  return {
    ...{ rig, client, connection },
    configure: (lifetime: number) => playground.configure({ accessTokenLifetime: lifetime }),
    authorizations: () => authorizations,
    requestsTo: (path: string) => asked.filter((one) => one === `POST ${path}`).length,
    /** The same server once more: it has its logins, and has forgotten its sessions. */
    async restart() {
      const { port } = playground;
      await playground.close();
      playground = await createPlayground({ port, dataFile });
    },
  };
};

describe('an MCP client that starts vk mcp for the playground’s MCP server', () => {
  test('signs in once for two clients, and the person is asked once for a second tool’s scope', async () => {
    const { client, authorizations, connection } = await mcpRig();
    const first = await client();
    expect(await first.call('list_notes')).toContain('valet key');
    const second = await client();
    expect(await second.call('list_notes')).toContain('valet key');
    expect(authorizations()).toBe(1);
    expect(connection().grantedScope).not.toContain('notes:write');
    expect(await first.call('add_note', { text: 'from a tool' })).toContain('from a tool');
    expect(authorizations()).toBe(2);
    expect(connection().grantedScope).toEqual(
      expect.arrayContaining(['notes:read', 'notes:write']),
    );
    expect(await second.call('list_notes')).toContain('from a tool');
    expect(authorizations()).toBe(2);
  });

  test('is refused a second tool where the person says no, and keeps the first', async () => {
    const { client, authorizations } = await mcpRig(false);
    const { call } = await client();
    await call('list_notes');
    await expect(call('add_note', { text: 'no' })).rejects.toThrow(/Valet Key/);
    expect(authorizations()).toBe(1);
    expect(await call('list_notes')).not.toContain('"no"');
  });

  test('gets 64 parallel answers when its token has ended, by one refresh', async () => {
    const { client, configure, requestsTo } = await mcpRig();
    // So short that every token has ended for vk mcp as soon as it is made.
    configure(1);
    const { call } = await client();
    await call('list_notes');
    configure(300);
    const before = requestsTo('/token');
    const answers = await Promise.all(Array.from({ length: 64 }, () => call('list_notes')));
    expect(answers.every((one) => one.includes('valet key'))).toBe(true);
    expect(requestsTo('/token') - before).toBe(1);
  });

  test('is refused the tool once the access has ended', async () => {
    const { client, rig, connection, authorizations } = await mcpRig();
    const { call } = await client();
    await call('list_notes');
    await rig.app.revoke(connection().id);
    await expect(call('list_notes')).rejects.toThrow(/Valet Key/);
    expect(authorizations()).toBe(1);
  });

  test('goes on in a new session where the server was restarted', async () => {
    const { client, restart, authorizations } = await mcpRig();
    const { call } = await client();
    await call('list_notes');
    await restart();
    expect(await call('list_notes')).toContain('valet key');
    expect(authorizations()).toBe(1);
  });

  test('can be killed, and the next one needs no sign-in', async () => {
    const { client, authorizations } = await mcpRig();
    const { call, transport, mcp } = await client();
    await call('list_notes');
    const closed = new Promise<void>((resolve) => (mcp.onclose = resolve));
    process.kill(transport.pid ?? 0, 'SIGKILL');
    await closed;
    expect(await (await client()).call('list_notes')).toContain('valet key');
    expect(authorizations()).toBe(1);
  });
});
