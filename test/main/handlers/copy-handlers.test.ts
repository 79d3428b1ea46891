import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { CommandInput } from '../../../src/contract/contract.ts';
import { readCredentials } from '../../../src/core/connection/credentials.ts';
import { parseConnectionId, type ConnectionId } from '../../../src/vocabulary/id.ts';
import { bindingServer } from '../../fake/binding-server.ts';
import { handlersRig } from './handlers-rig.ts';

type Rig = Awaited<ReturnType<typeof handlersRig>>;
type Copy = Partial<CommandInput<'token.copy'>>;
type Prove = Partial<CommandInput<'token.prove'>>;

const failed = (code: string, fields = {}) => ({ ok: false, failure: { code, fields } });
const URL_ = 'https://api.example/notes?page=2&key=secret';
const idOf = (text: string): ConnectionId => {
  const id = parseConnectionId(text);
  if (id === undefined) throw new Error('not an id');
  return id;
};

const copying = (rig: Rig, connectionId: string) => (more: Copy) =>
  rig.send('token.copy', { connectionId: idOf(connectionId), format: 'raw', ...more });

const settle = async (rig: Rig, copiedTokenMinutes: number) => {
  const settings = { theme: 'system', clipboardClearAfter: 30, lockWithSystem: true } as const;
  await rig.send('settings.write', {
    ...settings,
    autoLockMinutes: 0,
    copiedTokenMinutes,
    keepInTray: false,
  });
};

describe('copying keeps its promise', () => {
  const short = { accessTokenLifetime: 600 };

  it('with a token that has five minutes left, and says until when it lives', async () => {
    const rig = await handlersRig({ server: short });
    const copy = copying(rig, await rig.signedIn());
    await rig.clock.advance(301);
    const now = rig.clock.now();
    expect(await copy({})).toEqual({
      ok: true,
      value: {
        expiresAt: now + 600_000,
        lifetime: 600,
        lifetimeAssumed: false,
        clearAfter: 30,
        promised: 5,
      },
    });
    expect(rig.server.requestsTo('token')).toHaveLength(2);
  });

  it('for as long as the setting says', async () => {
    const rig = await handlersRig({ server: short });
    const copy = copying(rig, await rig.signedIn());
    await settle(rig, 9);
    await rig.clock.advance(61);
    await copy({});
    expect(rig.server.requestsTo('token')).toHaveLength(2);
    await settle(rig, 0);
    await rig.clock.advance(599);
    expect(await copy({})).toMatchObject({ ok: true, value: { promised: 0 } });
    expect(rig.server.requestsTo('token')).toHaveLength(2);
  });

  it('and says so where the server makes none that live so long', async () => {
    const rig = await handlersRig({ server: { accessTokenLifetime: 60 } });
    const copy = copying(rig, await rig.signedIn());
    expect(await copy({})).toMatchObject({
      value: { lifetime: 60, promised: 5, because: 'server-lifetime' },
    });
  });
});

it('fewer scope tokens are asked of the server, copied, and written down', async () => {
  const rig = await handlersRig();
  const copy = copying(rig, await rig.signedIn());
  expect(await copy({ scope: ['read'] })).toMatchObject({ ok: true });
  expect(rig.server.requestsTo('token').at(-1)?.form).toMatchObject({ scope: 'read' });
  expect(rig.ledger.list()[0]).toMatchObject({ kind: 'copied', scope: ['read'] });
  expect(await copy({ scope: ['read', 'admin'] })).toMatchObject(
    failed('VK_INSUFFICIENT_SCOPE', { missing: 'admin' }),
  );
  expect(rig.copied).toHaveLength(1);
});

describe('a copy and its record', () => {
  const refused = () => Promise.reject(new ValetKeyError('VK_CLIPBOARD_REFUSED'));

  it('a clipboard that refuses is a failure, and the ledger has no line for it', async () => {
    const rig = await handlersRig({ beforeCopy: refused });
    const connectionId = idOf(await rig.signedIn());
    const lines = rig.ledger.list().length;
    expect(await copying(rig, connectionId)({})).toMatchObject(failed('VK_CLIPBOARD_REFUSED'));
    expect(rig.ledger.list()).toHaveLength(lines);
    expect(rig.connections.get(connectionId)?.lastUsedAt).toBeUndefined();
  });

  it('a proof that the clipboard refuses is not in the ledger', async () => {
    const { prove, ledger } = await boundRig({ beforeCopy: refused });
    const lines = ledger.list().length;
    expect(await prove()).toMatchObject(failed('VK_CLIPBOARD_REFUSED'));
    expect(ledger.list()).toHaveLength(lines);
  });

  it('the ledger has no line before the token is on the clipboard', async () => {
    let lines: readonly string[] = [];
    const beforeCopy = () => Promise.resolve(void (lines = kinds()));
    const rig = await handlersRig({ beforeCopy });
    const kinds = () => rig.ledger.list().map(({ kind }) => kind);
    await copying(rig, await rig.signedIn())({});
    expect(lines).not.toContain('copied');
    expect(kinds()).toContain('copied');
  });

  it('a copy does not wait until the connections file is rewritten', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    rig.connections.put = () => new Promise<void>(() => undefined);
    expect(await copying(rig, connectionId)({})).toMatchObject({ ok: true });
  });
});

it('a variable is named after the connection', async () => {
  const rig = await handlersRig();
  const copy = copying(rig, await rig.signedIn({ label: 'Work: “$(id)”' }));
  await copy({ format: 'environment' });
  expect(rig.copied[0]).toMatch(/^export WORK_ID_ACCESS_TOKEN='[^']+'$/);
});

const boundRig = async (options: Parameters<typeof handlersRig>[0] = {}) => {
  const rig = await handlersRig({ http: bindingServer().http, ...options });
  const connectionId = idOf(await rig.signedIn({ usesDpop: true }));
  const prove = (more: Prove = {}) =>
    rig.send('token.prove', { connectionId, method: 'POST', url: URL_, form: 'headers', ...more });
  return { ...rig, connectionId, prove };
};

const proofIn = (text = '') => decodeJwt(/DPoP: ([\w.-]+)/.exec(text)?.[1] ?? '');

describe('a proof for one request (RFC 9449 §7.1)', () => {
  it('is copied as two header lines, for that request alone', async () => {
    const { prove, copied, clock } = await boundRig();
    const reply = await prove({ nonce: 'eyJ7S_zG' });
    expect(reply).toMatchObject({ ok: true, value: { clearAfter: 30, lifetime: 3600 } });
    expect(copied[0]).toMatch(/^Authorization: DPoP \S+\nDPoP: \S+$/);
    expect(proofIn(copied[0])).toMatchObject({
      htm: 'POST',
      htu: 'https://api.example/notes',
      nonce: 'eyJ7S_zG',
      iat: Math.floor(clock.now() / 1000) - 2,
    });
    expect(JSON.stringify(reply)).not.toContain('eyJ');
  });

  it('is copied as a curl line, and is another one each time', async () => {
    const { prove, copied } = await boundRig();
    await prove({ form: 'curl' });
    await prove({ form: 'curl' });
    expect(copied[0]).toMatch(/^curl -X POST -H 'Authorization: DPoP .*' -H 'DPoP: .*' '.*'$/);
    expect(copied[0]).toContain(`'${URL_}'`);
    expect(proofIn(copied[0])['jti']).not.toBe(proofIn(copied[1])['jti']);
  });

  it('is written into the ledger without the query', async () => {
    const { prove, ledger, connectionId } = await boundRig();
    await prove();
    expect(ledger.list()[0]).toMatchObject({
      kind: 'proved',
      connectionId,
      detail: 'POST https://api.example/notes',
    });
  });

  it.each(['curl', 'httpie', 'fetch'] as const)('goes with a copy as %s', async (format) => {
    const { send, copied, connectionId } = await boundRig();
    await send('token.copy', { connectionId, format });
    expect(copied[0]).toMatch(/DPoP \S+/);
    expect(copied[0]).toMatch(/DPoP["']?: ?"?eyJ/);
  });

  it.each(['raw', 'bearer', 'environment'] as const)('is not in a copy as %s', async (format) => {
    const { send, copied, connectionId } = await boundRig();
    await send('token.copy', { connectionId, format });
    expect(copied[0]).not.toMatch(/eyJ/);
  });
});

describe('no proof is made', () => {
  it.each<[string, Prove, string, object]>([
    ['without TLS', { url: 'http://api.example/' }, 'VK_INVALID_INPUT', { why: 'is not https' }],
    ['for no address', { url: '' }, 'VK_INVALID_INPUT', { field: 'url' }],
    ['with a nonce that is none', { nonce: 'a b' }, 'VK_INVALID_INPUT', { field: 'nonce' }],
    ['for no method', { method: 'TRACE' } as never, 'VK_INVALID_INPUT', { field: 'method' }],
  ])('%s', async (_, wish, code, fields) => {
    const { prove, copied, ledger } = await boundRig();
    expect(await prove(wish)).toMatchObject(failed(code, fields));
    expect(copied).toEqual([]);
    expect(ledger.list().map(({ kind }) => kind)).toEqual(['signed-in']);
  });

  it('for a bearer token', async () => {
    const rig = await handlersRig();
    const connectionId = idOf(await rig.signedIn());
    const wish = { connectionId, method: 'GET', url: URL_, form: 'headers' } as const;
    expect(await rig.send('token.prove', wish)).toMatchObject(failed('VK_UNSUPPORTED_BY_SERVER'));
    expect(rig.copied).toEqual([]);
  });

  it('where the key cannot be had', async () => {
    const { prove, keychain, copied } = await boundRig();
    keychain.become('locked');
    expect(await prove()).toMatchObject(failed('VK_KEYCHAIN_LOCKED'));
    keychain.become('ready');
    for (const item of keychain.items.keys())
      if (item.includes('dpop')) keychain.tamper(item, undefined);
    expect(await prove()).toMatchObject(failed('VK_RECORD_UNREADABLE', { what: 'DPoP key' }));
    expect(copied).toEqual([]);
  });

  it('by a program that is locked while the key is read', async () => {
    const { prove, lock, secrets, connectionId, copied } = await boundRig();
    expect((await readCredentials(secrets, connectionId)).dpopKey).toBeDefined();
    const reply = prove();
    lock.lock();
    expect(await reply).toMatchObject(failed('VK_LOCKED'));
    expect(copied).toEqual([]);
  });
});
