import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { commands, type CommandName } from '../../../src/contract/contract.ts';
import { loginAt } from '../../core/revocation/revocation-facts.ts';
import { parseConnectionId, parseSignInId } from '../../../src/vocabulary/id.ts';
import { handlersRig, REQUEST } from './handlers-rig.ts';

const valueOf = async (reply: Promise<unknown>): Promise<unknown> => {
  const answer = (await reply) as { ok: boolean; value?: unknown; failure?: unknown };
  expect(answer.failure).toBeUndefined();
  return answer.value;
};

const failed = (code: string) => ({ ok: false, failure: { code } });

describe('signing in by commands', () => {
  it('starts, is listed, and ends in a connection', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn({ label: 'Work' });
    expect(await valueOf(rig.send('sign-in.list', {}))).toMatchObject([
      { issuer: 'https://as.example', host: 'as.example', state: { kind: 'done', connectionId } },
    ]);
    expect(
      await valueOf(rig.send('connection.get', { connectionIds: [connectionId] })),
    ).toMatchObject([
      {
        id: connectionId,
        label: 'Work',
        host: 'as.example',
        subject: { sub: 'alice' },
        canRevoke: true,
        hasRefreshToken: true,
        isUnsaved: false,
        usesDpop: false,
        token: { lifetime: 3600 },
      },
    ]);
  });

  it('can be cancelled, shown again, answered with a pasted redirect URL and dismissed', async () => {
    const rig = await handlersRig();
    const opened = rig.browser.next();
    const { signInId } = (await valueOf(rig.send('sign-in.start', REQUEST))) as {
      signInId: string;
    };
    const url = await opened;
    await rig.clock.advance(0);
    await valueOf(rig.send('sign-in.open-browser-again', { signInId }));
    expect(rig.browser.opened).toEqual([url, url]);
    const paste = (text: string) => rig.send('sign-in.paste-redirect', { signInId, url: text });
    expect(await valueOf(paste('http://127.0.0.1:1/x?state=y&code=z'))).toEqual({
      verdict: 'ignore',
    });
    await valueOf(rig.send('sign-in.cancel', { signInId }));
    expect(await valueOf(paste(rig.server.authorize(url)))).toEqual({ verdict: 'stale' });
    expect(await valueOf(rig.send('sign-in.list', {}))).toMatchObject([
      { state: { kind: 'failed', failure: { code: 'VK_AUTHORIZATION_CANCELLED' } } },
    ]);
    await valueOf(rig.send('sign-in.dismiss', { signInId }));
    expect(await valueOf(rig.send('sign-in.list', {}))).toEqual([]);
  });

  it('waits where endpoints are on other hosts, and goes on by sign-in.confirm', async () => {
    const metadata = { userinfo_endpoint: 'https://people.example.net/userinfo' };
    const warnings = [{ kind: 'other-hosts', hosts: ['people.example.net'] }];
    const rig = await handlersRig({ server: { metadata } });
    const { signInId } = (await valueOf(rig.send('sign-in.start', REQUEST))) as {
      signInId: string;
    };
    const states = () => rig.send('sign-in.list', {});
    await expect
      .poll(states)
      .toMatchObject({ value: [{ state: { kind: 'waiting-for-confirmation', warnings } }] });
    expect(rig.browser.opened).toEqual([]);
    await valueOf(rig.send('sign-in.confirm', { signInId }));
    await expect.poll(states).toMatchObject({ value: [{ state: { kind: 'done' } }] });
    expect(await valueOf(rig.send('connection.list', {}))).toMatchObject({
      connections: [{ warnings }],
    });
  });
});

describe('tokens by commands', () => {
  it('come with what was odd about the reply that brought them', async () => {
    const rig = await handlersRig();
    rig.browser.does((url) =>
      rig.receivers.deliver(rig.server.authorize(url, { scope: ['openid'] })),
    );
    const connectionId = await rig.signedIn();
    const warnings = ['scope_narrower_than_requested'];
    expect(await valueOf(rig.send('token.inspect', { connectionId }))).toMatchObject({ warnings });
    expect(await valueOf(rig.send('connection.list', {}))).toMatchObject({
      connections: [{ token: { warnings } }],
    });
  });

  it('are described without their text', async () => {
    const rig = await handlersRig({ server: { accessTokenFormat: 'jwt' } });
    const connectionId = await rig.signedIn();
    const [text = ''] = rig.server.liveTokens('access_token');
    const view = await valueOf(rig.send('token.inspect', { connectionId }));
    expect(view).toMatchObject({ format: 'jwt', tokenType: 'bearer', scope: ['openid', 'read'] });
    expect(JSON.stringify(view)).not.toContain(text);
    expect(JSON.stringify(view)).toContain('alice');
  });

  it.each([
    ['raw', (token: string) => token],
    ['bearer', (token: string) => `Authorization: Bearer ${token}`],
    [
      'curl',
      (token: string) => `curl -H 'Authorization: Bearer ${token}' 'https://as.example/userinfo'`,
    ],
  ] as const)('go to the clipboard as %s, with a line in the ledger', async (format, form) => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    const [text = ''] = rig.server.liveTokens('access_token');
    const reply = await valueOf(rig.send('token.copy', { connectionId, format }));
    expect(rig.copied).toEqual([form(text)]);
    expect(reply).toMatchObject({ clearAfter: 30 });
    expect(JSON.stringify(reply)).not.toContain(text);
    expect(await valueOf(rig.send('ledger.list', {}))).toMatchObject([
      { kind: 'copied', detail: format, connectionId, host: 'as.example' },
      { kind: 'signed-in', connectionId },
    ]);
  });

  it('are shown one at a time, and twenty times a minute at most', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    const [text = ''] = rig.server.liveTokens('access_token');
    for (let n = 0; n < 20; n += 1) {
      expect(await valueOf(rig.send('token.reveal', { connectionId }))).toMatchObject({
        accessToken: text,
      });
    }
    expect(await rig.send('token.reveal', { connectionId })).toMatchObject(
      failed('VK_RATE_LIMITED'),
    );
    await rig.clock.advance(61);
    expect(await rig.send('token.reveal', { connectionId })).toMatchObject({ ok: true });
  });

  it('that are pasted are described, whoever made them', async () => {
    const rig = await handlersRig();
    const text = 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ.';
    expect(await valueOf(rig.send('token.examine', { text, askIssuer: false }))).toMatchObject({
      format: 'jwt',
    });
    expect(rig.server.requests).toEqual([]);
  });
});

describe('ending connections by commands', () => {
  it('revoking marks it and tells what is known of the tokens', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    expect(await valueOf(rig.send('connection.revoke', { connectionId }))).toMatchObject({
      standing: { kind: 'sign-in-required' },
      proof: { method: 'introspection', outcome: 'inactive' },
    });
  });

  it('revoking all answers for each, whatever came of it', async () => {
    const rig = await handlersRig();
    await rig.signedIn({ label: 'one' });
    await rig.signedIn({ label: 'two' });
    rig.server.failNext('revoke', 'network');
    const { rows } = await rig.revokedAll();
    expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'revoked']);
  });

  it('says beforehand what would stop working, and asks nobody', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    await rig.send('token.copy', { connectionId, format: 'curl' });
    const before = rig.server.requests.length;
    const preview = await valueOf(rig.send('connection.revocation-preview', { connectionId }));
    expect(preview).toMatchObject({
      choices: [
        {
          what: 'grant',
          hasRefreshToken: true,
          tokens: [{ scope: ['openid', 'read'] }],
          handOuts: [{ format: 'curl', count: 1 }],
        },
        { what: 'refresh-token' },
        { what: 'access-token' },
      ],
    });
    expect(rig.server.requests).toHaveLength(before);
  });

  it('ends the part that is asked for', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    expect(
      await valueOf(rig.send('connection.revoke', { connectionId, what: 'access-token' })),
    ).toMatchObject({ standing: { kind: 'active' }, what: 'access-token' });
  });

  it('opens the page of grants that a preset states, and no other', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    expect(await rig.send('connection.open-grants-page', { connectionId })).toMatchObject({
      failure: { code: 'VK_UNSUPPORTED_BY_SERVER' },
    });
    const connection = rig.connections.get(connectionId);
    if (connection === undefined) throw new Error('not kept');
    const { issuer, options } = loginAt('google');
    await rig.connections.put({ ...connection, issuer, ...(options && { options }) });
    rig.browser.does(() => undefined);
    expect(await valueOf(rig.send('connection.open-grants-page', { connectionId }))).toEqual({});
    expect(rig.browser.opened.at(-1)).toBe('https://myaccount.google.com/connections');
  });

  it('signs out at the server where it has a page for that, and revokes nothing', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    expect(await rig.send('connection.end-session', { connectionId })).toMatchObject({
      failure: { code: 'VK_UNSUPPORTED_BY_SERVER' },
    });
    const connection = rig.connections.get(connectionId);
    if (connection === undefined) throw new Error('not kept');
    const metadata = { ...connection.metadata, end_session_endpoint: 'https://as.example/end' };
    await rig.connections.put({ ...connection, metadata });
    rig.browser.does(() => undefined);
    expect(await valueOf(rig.send('connection.end-session', { connectionId }))).toEqual({});
    expect(rig.browser.opened.at(-1)).toMatch(/^https:\/\/as\.example\/end\?client_id=valet-key/);
    expect(rig.server.requestsTo('revoke')).toEqual([]);
  });

  it('forgetting leaves nothing here and tells the server nothing', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    expect(await valueOf(rig.send('connection.forget', { connectionId }))).toEqual({});
    expect(await valueOf(rig.send('connection.list', {}))).toEqual({
      connections: [],
      meanings: [],
    });
    expect(rig.keychain.items.size).toBe(0);
    expect(rig.server.requestsTo('revoke')).toEqual([]);
  });

  it('the activity of a forgotten login can be cleared, that of one which is here cannot', async () => {
    const rig = await handlersRig();
    const [gone, here] = [await rig.signedIn(), await rig.signedIn()];
    await valueOf(rig.send('connection.forget', { connectionId: gone }));
    expect(await rig.send('ledger.clear', { connectionId: here })).toMatchObject(
      failed('VK_INVALID_INPUT'),
    );
    expect(await valueOf(rig.send('ledger.clear', { connectionId: gone }))).toEqual({});
    const left = new Set(rig.app.ledger.list().map(({ connectionId }) => connectionId));
    expect(left).toEqual(new Set([here]));
  });
});

const NOBODY = parseConnectionId('A'.repeat(22)) ?? '';

describe('a command about a connection that is not there', () => {
  it.each([
    ['connection.rename', { connectionId: NOBODY, label: 'x' }],
    ['connection.revoke', { connectionId: NOBODY }],
    ['connection.forget', { connectionId: NOBODY }],
    ['connection.introspect', { connectionId: NOBODY }],
    ['connection.userinfo', { connectionId: NOBODY }],
    ['token.inspect', { connectionId: NOBODY }],
    ['token.refresh', { connectionId: NOBODY }],
    ['token.copy', { connectionId: NOBODY, format: 'raw' }],
    ['token.reveal', { connectionId: NOBODY }],
    ['sign-in.start', { kind: 'again', connectionId: NOBODY }],
  ] as const)('%s is VK_UNKNOWN_CONNECTION', async (name, input) => {
    const rig = await handlersRig();
    expect(await rig.send<CommandName>(name, input as never)).toMatchObject(
      failed('VK_UNKNOWN_CONNECTION'),
    );
    expect(rig.copied).toEqual([]);
  });

  it('a sign-in that is not there is nobody’s business', async () => {
    const rig = await handlersRig();
    const signInId = parseSignInId('A'.repeat(22)) ?? '';
    expect(await rig.send('sign-in.cancel', { signInId })).toEqual({ ok: true, value: {} });
  });
});

describe('a locked program', () => {
  const ANSWERED: readonly string[] = [
    'app.status',
    'app.unlock',
    'settings.read',
    'storage.probe',
    'storage.unlock',
  ];

  it.each(Object.keys(commands).filter((name) => !ANSWERED.includes(name)))(
    'does not answer %s, and no handler runs',
    async (name) => {
      const rig = await handlersRig();
      rig.lock.lock();
      expect(await rig.send(name as CommandName, {})).toEqual({
        ok: false,
        failure: { code: 'VK_LOCKED', fields: {} },
      });
    },
  );

  it('says that it is locked, and can be unlocked', async () => {
    const rig = await handlersRig();
    await rig.send('app.lock', {});
    expect(await valueOf(rig.send('app.status', {}))).toMatchObject({ isLocked: true });
    expect(await valueOf(rig.send('app.unlock', {}))).toMatchObject({ isLocked: false });
  });

  it.each([
    ['token.copy', { format: 'raw' }],
    ['token.reveal', {}],
    ['token.inspect', {}],
    ['token.refresh', {}],
  ] as const)(
    'hands out nothing by %s that was asked for before it was locked',
    async (name, more) => {
      let lock = (): void => undefined;
      const http =
        (server: Http): Http =>
        (url, request) => {
          if (request.body?.includes('grant_type=refresh_token') === true) lock();
          return server(url, request);
        };
      const rig = await handlersRig({ http });
      const connectionId = await rig.signedIn();
      await rig.clock.advance(3600);
      lock = () => rig.lock.lock();
      expect(await rig.send<CommandName>(name, { connectionId, ...more })).toMatchObject(
        failed('VK_LOCKED'),
      );
      expect(rig.copied).toEqual([]);
      expect(rig.ledger.list().map(({ kind }) => kind)).toEqual(['signed-in']);
    },
  );
});
