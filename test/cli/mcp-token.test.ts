import { describe, expect, it } from 'vitest';
import type { SignIn, Token } from '../../src/cli/agent/replies.ts';
import { CliFailure } from '../../src/cli/failure.ts';
import { authorizedFetch, type AuthorizedFetchParts } from '../../src/cli/mcp/authorized-fetch.ts';

const MCP = 'https://mcp.example/mcp';

const tokenOf = (access_token: string, scope = 'read', changes: Partial<Token> = {}): Token => ({
  access_token,
  token_type: 'bearer',
  expires_at: 4000,
  scope,
  connection: 'c1',
  issuer: 'https://as.example',
  ...changes,
});

const unauthorized = (): Response =>
  new Response('', { status: 401, headers: { 'www-authenticate': 'Bearer scope="read"' } });
const forbidden = (scope: string): Response =>
  new Response('', {
    status: 403,
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  });
const fine = (): Response => new Response('{}');

type Agent = AuthorizedFetchParts['agent'];

/** A server that answers by the token it is sent, and an agent that answers in order. */
const rig = (
  server: (token: string | undefined) => Response,
  agent: Partial<Record<keyof Agent, readonly unknown[]>>,
  account?: string,
) => {
  const asked: (readonly [name: string, request: unknown])[] = [];
  const sent: (readonly [url: string, token: string | undefined])[] = [];
  const left = new Map(Object.entries(agent).map(([name, replies]) => [name, [...replies]]));
  const answer = (name: keyof Agent) => (request: unknown) => {
    asked.push([name, request]);
    const reply = left.get(name)?.shift();
    if (reply === undefined) throw new Error(`nobody expected ${name}`);
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
  };
  const run = authorizedFetch({
    agent: {
      token: answer('token') as Agent['token'],
      refused: answer('refused') as Agent['refused'],
      signIn: answer('signIn') as Agent['signIn'],
      signInState: answer('signInState') as Agent['signInState'],
    },
    address: new URL(MCP),
    account,
    fetch: (url, init) => {
      const token = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '');
      sent.push([url instanceof Request ? url.url : url.toString(), token]);
      return Promise.resolve(server(token));
    },
    sleep: () => Promise.resolve(),
    now: () => 1000,
    remark: () => Promise.resolve(),
  });
  return { run, asked, sent, names: () => asked.map(([name]) => name) };
};

const unknown = () => new CliFailure('VK_UNKNOWN_CONNECTION', 'No account is meant.');
const signIn = (changes: Partial<SignIn> = {}): SignIn => ({
  id: 's1',
  state: 'done',
  connection: 'c1',
  ...changes,
});

describe('the token of a request to an MCP server', () => {
  it('is asked for by the server’s address, once for many requests', async () => {
    const { run, asked, sent } = rig(fine, { token: [tokenOf('t1')] });
    await Promise.all([run(MCP), run(MCP), run(MCP)]);
    expect(asked).toEqual([['token', { connection: MCP, resource: MCP }]]);
    expect(sent.map(([, token]) => token)).toEqual(['t1', 't1', 't1']);
  });

  it('is that of the account which the person named', async () => {
    const { run, asked } = rig(fine, { token: [tokenOf('t1')] }, 'work');
    await run(MCP);
    expect(asked).toEqual([['token', { connection: 'work', resource: MCP }]]);
  });

  it.each(['https://evil.example/mcp', 'http://mcp.example/mcp', 'https://mcp.example:8443/mcp'])(
    'does not go to another origin: %s',
    async (url) => {
      const { run, asked, sent } = rig(fine, {});
      await run(url);
      expect(asked).toEqual([]);
      expect(sent).toEqual([[url, undefined]]);
    },
  );

  it('is asked for anew when it is about to end', async () => {
    const { run, sent } = rig(fine, {
      token: [tokenOf('t1', 'read', { expires_at: 1020 }), tokenOf('t2')],
    });
    await run(MCP);
    await run(MCP);
    expect(sent.map(([, token]) => token)).toEqual(['t1', 't2']);
  });

  it('is not sent where it is bound to a key', async () => {
    const { run, sent } = rig(fine, { token: [tokenOf('t1', 'read', { token_type: 'DPoP' })] });
    await expect(run(MCP)).rejects.toMatchObject({ code: 'VK_UNSUPPORTED_BY_SERVER' });
    expect(sent).toEqual([]);
  });
});

describe('a server that refuses a token (401)', () => {
  it('is asked once more, with one newer token for all who were refused', async () => {
    const { run, asked, sent } = rig((token) => (token === 't2' ? fine() : unauthorized()), {
      token: [tokenOf('t1')],
      refused: [tokenOf('t2')],
    });
    const answers = await Promise.all([run(MCP), run(MCP)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(asked.slice(1)).toEqual([
      ['refused', { connection: 'c1', resource: MCP, access_token: 't1' }],
    ]);
    expect(sent).toHaveLength(4);
  });

  it('is not asked a third time', async () => {
    const { run, sent } = rig(unauthorized, { token: [tokenOf('t1')], refused: [tokenOf('t2')] });
    expect((await run(MCP)).status).toBe(401);
    expect(sent).toHaveLength(2);
  });
});

describe('a server for which there is no login', () => {
  it('is asked without a token, and then signed in to with its challenge', async () => {
    const { run, asked, sent } = rig((token) => (token === 't1' ? fine() : unauthorized()), {
      token: [unknown(), tokenOf('t1')],
      signIn: [signIn({ state: 'pending' })],
      signInState: [signIn({ state: 'pending' }), signIn()],
    });
    expect((await run(MCP)).status).toBe(200);
    expect(asked[1]).toEqual(['signIn', { resource: MCP, challenge: 'Bearer scope="read"' }]);
    expect(sent.map(([, token]) => token)).toEqual([undefined, 't1']);
  });

  it('is used without one where it wants none', async () => {
    const { run, names } = rig(fine, { token: [unknown()] });
    expect((await run(MCP)).status).toBe(200);
    expect(names()).toEqual(['token']);
  });

  it('says why a sign-in failed', async () => {
    const failure = { code: 'VK_RESOURCE_MISMATCH', title: 'Another resource.' };
    const { run } = rig(unauthorized, {
      token: [unknown()],
      signIn: [signIn({ state: 'failed', failure })],
    });
    await expect(run(MCP)).rejects.toMatchObject({ code: 'VK_RESOURCE_MISMATCH' });
  });

  it('is not signed in to where an account was named that is not there', async () => {
    const { run, names } = rig(fine, { token: [unknown()] }, 'nobody');
    await expect(run(MCP)).rejects.toMatchObject({ code: 'VK_UNKNOWN_CONNECTION' });
    expect(names()).toEqual(['token']);
  });
});

describe('a server that wants more scope (403)', () => {
  it('gets it once the person has agreed: only what is missing is asked for', async () => {
    const { run, asked } = rig((token) => (token === 't2' ? fine() : forbidden('read write')), {
      token: [tokenOf('t1'), tokenOf('t2', 'read write')],
      signIn: [signIn()],
    });
    expect((await run(MCP)).status).toBe(200);
    const reason = 'mcp.example asks for it';
    expect(asked[1]).toEqual(['signIn', { connection: 'c1', scope: 'write', reason }]);
  });

  it('is not asked for scope that the token has', async () => {
    const { run, names } = rig(() => forbidden('read'), { token: [tokenOf('t1')] });
    expect((await run(MCP)).status).toBe(403);
    expect(names()).toEqual(['token']);
  });

  it('is given no more after three times, however much it asks for', async () => {
    let asked = 0;
    const scopes = (count: number) =>
      ['read', ...Array.from({ length: count }, (_, at) => `more${at}`)].join(' ');
    const { run, names } = rig(() => forbidden(scopes((asked += 1))), {
      token: [0, 1, 2, 3, 4, 5].map((count) => tokenOf(`t${count}`, scopes(count))),
      signIn: [signIn(), signIn(), signIn(), signIn(), signIn()],
    });
    expect((await run(MCP)).status).toBe(403);
    expect((await run(MCP)).status).toBe(403);
    expect(names().filter((name) => name === 'signIn')).toHaveLength(3);
  });

  it('gets nothing where the person says no', async () => {
    const { run } = rig(() => forbidden('write'), {
      token: [tokenOf('t1')],
      signIn: [new CliFailure('VK_APPROVAL_DENIED', 'You said no.')],
    });
    await expect(run(MCP)).rejects.toMatchObject({ code: 'VK_APPROVAL_DENIED' });
  });

  it('that does not say what is missing gets its 403 back', async () => {
    const { run, names } = rig(() => new Response('', { status: 403 }), { token: [tokenOf('t1')] });
    expect((await run(MCP)).status).toBe(403);
    expect(names()).toEqual(['token']);
  });
});
