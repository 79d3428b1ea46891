import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CliFailure } from '../../src/cli/failure.ts';
import { authorizedFetch } from '../../src/cli/mcp/authorized-fetch.ts';
import { withinOrigin } from '../../src/cli/mcp/same-origin-redirects.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server on this machine, and what it was sent: path and `Authorization`. */
const serve = async (answer: RequestListener, maxHeaderSize = 16_384) => {
  const asked: (readonly [path: string, authorization: string | undefined, body: string])[] = [];
  const server = createServer({ maxHeaderSize }, (request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      asked.push([request.url ?? '', request.headers.authorization, body]);
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

/** What `vk mcp` sends with, and the sign-ins that it asked the agent for. */
const clientOf = (address: string) => {
  const challenges: (string | undefined)[] = [];
  const token = {
    access_token: 'held',
    token_type: 'bearer',
    scope: 'read',
    connection: 'c1',
    issuer: 'https://as.example',
  };
  const run = authorizedFetch({
    agent: {
      token: () => Promise.resolve(token),
      refused: () => Promise.resolve({ ...token, access_token: 'newer' }),
      signIn: ({ challenge }) => {
        challenges.push(challenge);
        return Promise.reject(new CliFailure('VK_APPROVAL_DENIED', 'You said no.'));
      },
      signInState: () => Promise.reject(new Error('nobody asked')),
    },
    address: new URL(address),
    account: undefined,
    fetch: withinOrigin(fetch),
    sleep: () => Promise.resolve(),
    now: () => 1000,
    remark: () => Promise.resolve(),
  });
  const post = (url = address) => run(url, { method: 'POST', body: '{"secret":"message"}' });
  return { run, post, challenges };
};

const movesTo =
  (status: number, location: () => string): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { location: location() }).end();

describe('an MCP server that redirects', () => {
  it.each([307, 308, 301, 302, 303])(
    'to another origin with %d gets neither token nor message there',
    async (status) => {
      const evil = await serve((_request, response) => response.writeHead(401).end());
      const honest = await serve(movesTo(status, () => `${evil.origin}/mcp`));
      const { run, post, challenges } = clientOf(`${honest.origin}/mcp`);
      await expect(run(`${honest.origin}/mcp`)).rejects.toThrow(
        `redirects to ${new URL(evil.origin).host}`,
      );
      await post().catch(() => undefined);
      expect(evil.asked).toEqual([]);
      expect(challenges).toEqual([]);
    },
  );

  it.each([307, 308])('within its origin with %d is followed as it was asked', async (status) => {
    const { asked, origin } = await serve((request, response) => {
      if (request.url === '/mcp/') response.end('{}');
      else movesTo(status, () => '/mcp/')(request, response);
    });
    expect((await clientOf(`${origin}/mcp`).post()).status).toBe(200);
    expect(asked.at(-1)).toEqual(['/mcp/', 'Bearer held', '{"secret":"message"}']);
  });

  it('without end is left', async () => {
    const { asked, origin } = await serve(movesTo(307, () => '/again'));
    await expect(clientOf(`${origin}/mcp`).post()).rejects.toThrow('redirects without end');
    expect(asked).toHaveLength(4);
  });
});

describe('an MCP server with a challenge of a megabyte', () => {
  it('is not read to its end, and asks nobody for anything', async () => {
    const { origin } = await serve((_request, response) => {
      response
        .writeHead(403, {
          'www-authenticate': `Bearer error="insufficient_scope", scope="${'a'.repeat(2 ** 20)}"`,
        })
        .end();
    });
    const { post, challenges } = clientOf(`${origin}/mcp`);
    await expect(post()).rejects.toThrow();
    expect(challenges).toEqual([]);
  });
});

describe('an MCP server that answers a message for another server', () => {
  it('is sent no token of this one, and its challenge starts no sign-in', async () => {
    const other = await serve((_request, response) => {
      response.writeHead(403, {
        'www-authenticate': 'Bearer error="insufficient_scope", scope="admin"',
      });
      response.end();
    });
    const { post, challenges } = clientOf('https://mcp.example/mcp');
    expect((await post(`${other.origin}/mcp`)).status).toBe(403);
    expect(other.asked.map(([, authorization]) => authorization)).toEqual([undefined]);
    expect(challenges).toEqual([]);
  });
});
