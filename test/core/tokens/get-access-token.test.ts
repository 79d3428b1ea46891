import { describe, expect, it } from 'vitest';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import type { ErrorCode } from '../../../src/vocabulary/error-code.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { accessTokenRig } from './access-token-rig.ts';

const ID = connectionId(1);
const code = (expected: ErrorCode) => ({ code: expected });
const failing =
  (name: ErrorCode, fields = {}) =>
  () =>
    Promise.reject(new ValetKeyError(name, { fields }));
const read = { scope: scopeOf(['read']) };

describe('a fresh token', () => {
  it('is given again without asking', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig();
    const first = await accessTokens.get(ID);
    await clock.advance(3000);
    expect(await accessTokens.get(ID)).toBe(first);
    expect(asked).toHaveLength(1);
  });

  it('is refreshed once less than its margin is left (360 s of 3600)', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig();
    await accessTokens.get(ID);
    await clock.advance(3239);
    await accessTokens.get(ID);
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    await accessTokens.get(ID);
    expect(asked).toHaveLength(2);
  });

  it('is refreshed where the caller needs more time than is left', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig();
    await accessTokens.get(ID);
    await clock.advance(1000);
    await accessTokens.get(ID, { atLeast: seconds(2600) });
    expect(asked).toHaveLength(1);
    await accessTokens.get(ID, { atLeast: seconds(2601) });
    expect(asked).toHaveLength(2);
  });

  it('is given for any wish while it is nearly new: no server makes longer ones on demand', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig();
    await accessTokens.get(ID);
    await clock.advance(300);
    await accessTokens.get(ID, { atLeast: seconds(10 * 3600) });
    expect(asked).toHaveLength(1);
  });

  it('comes from a sign-in without asking, and counts from when it was obtained', async () => {
    const { accessTokens, asked, clock, reply } = await accessTokenRig();
    const connection = connectionOf();
    const response = reply(
      { ...connection, connection, refreshToken: Secret.of('refresh-token', 'x') },
      {},
    );
    accessTokens.adopt(connection, response);
    expect(await accessTokens.get(ID)).toBe(response.token);
    expect(accessTokens.peek(ID)).toBe(response.token);
    await clock.advance(3600);
    expect(accessTokens.peek(ID)).toBeUndefined();
    expect(asked).toHaveLength(0);
  });
});

describe('a token for fewer scope tokens (RFC 6749 §6)', () => {
  it('is asked for by name, and kept apart from the whole', async () => {
    const { accessTokens, asked } = await accessTokenRig();
    const whole = await accessTokens.get(ID);
    const narrow = await accessTokens.get(ID, read);
    expect(narrow.scope).toEqual(['read']);
    expect(await accessTokens.get(ID, read)).toBe(narrow);
    expect(await accessTokens.get(ID)).toBe(whole);
    expect(asked.map(({ scope }) => scope)).toEqual([undefined, ['read']]);
  });

  it('is the whole token where all scope tokens are named, in any order', async () => {
    const { accessTokens } = await accessTokenRig();
    const whole = await accessTokens.get(ID);
    const named = { scope: scopeOf(['write', 'admin', 'read']) };
    expect(await accessTokens.get(ID, named)).toBe(whole);
  });

  it('is refused beyond what was granted, before anybody is asked', async () => {
    const { accessTokens, asked } = await accessTokenRig();
    await expect(
      accessTokens.get(ID, { scope: scopeOf(['read', 'delete']) }),
    ).rejects.toMatchObject({ code: 'VK_INSUFFICIENT_SCOPE', fields: { missing: 'delete' } });
    await expect(accessTokens.get(ID, { scope: scopeOf([]) })).rejects.toMatchObject(
      code('VK_INVALID_INPUT'),
    );
    expect(asked).toHaveLength(0);
  });

  it('is a failure where the server gives less than was asked, and the login stays', async () => {
    const { accessTokens, asked, records, reactWith } = await accessTokenRig();
    reactWith(() => Promise.resolve({ scope: scopeOf(['read']) }));
    const both = { scope: scopeOf(['read', 'write']) };
    await expect(accessTokens.get(ID, both)).rejects.toMatchObject(code('VK_INSUFFICIENT_SCOPE'));
    expect(accessTokens.peek(ID, both)).toBeUndefined();
    reactWith(() => Promise.resolve({}));
    await accessTokens.get(ID);
    expect(asked.map(({ refreshToken }) => refreshToken.expose())).toEqual([
      'refresh-token-1',
      'refresh-token-2',
    ]);
    expect(records.get(ID)?.standing.kind).toBe('active');
  });

  it('notes on the record that the whole grant has become smaller', async () => {
    const { accessTokens, records, reactWith } = await accessTokenRig();
    reactWith(() => Promise.resolve({ scope: scopeOf(['read']) }));
    expect((await accessTokens.get(ID)).scope).toEqual(['read']);
    expect(records.get(ID)?.grantedScope).toEqual(['read']);
  });

  it('is kept apart by resource (RFC 8707 §2.2)', async () => {
    const { accessTokens, asked } = await accessTokenRig();
    await accessTokens.get(ID, { resource: 'https://api.example/' });
    await accessTokens.get(ID, { resource: 'https://files.example/' });
    await accessTokens.get(ID, { resource: 'https://api.example/' });
    expect(asked.map(({ resource }) => resource)).toEqual([
      'https://api.example/',
      'https://files.example/',
    ]);
  });

  it('is kept for the 64 sets got last', async () => {
    const all = Array.from({ length: 70 }, (_, serial) => `s${serial}`);
    const connections = [connectionOf({ grantedScope: scopeOf(all) })];
    const { accessTokens } = await accessTokenRig({ connections });
    for (const one of all) await accessTokens.get(ID, { scope: scopeOf([one]) });
    const kept = all.filter((one) => accessTokens.peek(ID, { scope: scopeOf([one]) }));
    expect(kept).toEqual(all.slice(6));
  });
});

describe('a token that lives shortly', () => {
  it('with expires_in 0 is given to those who wait, and to nobody later', async () => {
    const { accessTokens, asked, clock, reactWith } = await accessTokenRig();
    reactWith(() => Promise.resolve({ lifetime: seconds(0) }));
    const waiting = await Promise.all([accessTokens.get(ID), accessTokens.get(ID)]);
    expect(waiting[0]).toBe(waiting[1]);
    expect(asked).toHaveLength(1);
    await accessTokens.get(ID);
    expect(asked).toHaveLength(2);
    expect(clock.slept).toEqual([5]);
  });

  it('is not asked for more often than every 5 s, whatever the server says', async () => {
    const { accessTokens, asked, clock, reactWith } = await accessTokenRig();
    reactWith(() => Promise.resolve({ lifetime: seconds(1) }));
    const start = clock.monotonic();
    for (let call = 0; call < 20; call += 1) {
      await accessTokens.get(ID);
      await clock.advance(1);
    }
    expect(asked.length).toBeLessThanOrEqual((clock.monotonic() - start) / 5 + 1);
  });
});

describe('a forced refresh', () => {
  it('makes a new token, but not a second one within 5 s', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig();
    const first = await accessTokens.get(ID);
    expect(await accessTokens.refresh(ID)).toBe(first);
    await clock.advance(5);
    const second = await accessTokens.refresh(ID);
    expect(second).not.toBe(first);
    expect(await accessTokens.refresh(ID)).toBe(second);
    expect(asked).toHaveLength(2);
  });

  it('tries a login that is marked, since a person asks, and clears the mark if it works', async () => {
    const standing = { kind: 'sign-in-required', since: 0, because: 'VK_REFRESH_INTERRUPTED' };
    const connections = [connectionOf({ standing } as never)];
    const { accessTokens, asked, records } = await accessTokenRig({ connections });
    await expect(accessTokens.get(ID)).rejects.toMatchObject(code('VK_REFRESH_INTERRUPTED'));
    expect(asked).toHaveLength(0);
    await accessTokens.refresh(ID);
    expect(records.get(ID)?.standing).toEqual({ kind: 'active' });
  });
});

describe('a refresh that fails', () => {
  it.each([
    'VK_OFFLINE',
    'VK_TIMEOUT',
    'VK_SERVER_UNAVAILABLE',
    'VK_RATE_LIMITED',
    'VK_TLS_REJECTED',
    'VK_CLIENT_REJECTED',
    'VK_RESPONSE_MALFORMED',
  ] as const)('with %s keeps the login, and works again when the trouble is over', async (name) => {
    const { accessTokens, records, clock, reactWith } = await accessTokenRig();
    reactWith(failing(name));
    await expect(accessTokens.get(ID)).rejects.toMatchObject(code(name));
    expect(records.get(ID)?.standing.kind).toBe('active');
    reactWith(() => Promise.resolve({}));
    await clock.advance(5);
    expect((await accessTokens.get(ID)).scope).toEqual(['admin', 'read', 'write']);
  });

  it('is not tried again for 5 s, however often one asks', async () => {
    const { accessTokens, asked, clock, reactWith } = await accessTokenRig();
    reactWith(failing('VK_SERVER_UNAVAILABLE'));
    const ask = () => accessTokens.get(ID).catch(() => undefined);
    for (let call = 0; call < 50; call += 1) await ask();
    expect(asked).toHaveLength(2);
    await accessTokens.get(ID, read).catch(() => undefined);
    expect(asked).toHaveLength(2);
    await clock.advance(5);
    await ask();
    expect(asked).toHaveLength(4);
  });

  it.each([
    [30, 29, 30],
    [1e9, 3599, 3600],
  ])('waits as long as Retry-After %i says, within reason', async (retryAfter, early, late) => {
    const { accessTokens, asked, clock, reactWith } = await accessTokenRig();
    reactWith(failing('VK_RATE_LIMITED', { retryAfterSeconds: retryAfter }));
    await accessTokens.get(ID).catch(() => undefined);
    reactWith(() => Promise.resolve({}));
    await clock.advance(early);
    await expect(accessTokens.refresh(ID)).rejects.toMatchObject(code('VK_RATE_LIMITED'));
    expect(asked).toHaveLength(1);
    await clock.advance(late - early);
    await accessTokens.get(ID);
    expect(asked).toHaveLength(2);
  });

  it('for one scope set leaves the others alone', async () => {
    const { accessTokens, reactWith } = await accessTokenRig();
    reactWith(failing('VK_SCOPE_REJECTED'));
    await expect(accessTokens.get(ID, read)).rejects.toMatchObject(code('VK_SCOPE_REJECTED'));
    reactWith(() => Promise.resolve({}));
    await accessTokens.get(ID);
  });

  it('with invalid_grant marks the login and keeps its record and token', async () => {
    const { accessTokens, asked, records, secrets, clock, reactWith } = await accessTokenRig();
    reactWith(failing('VK_GRANT_REVOKED'));
    await expect(accessTokens.get(ID)).rejects.toMatchObject(code('VK_GRANT_REVOKED'));
    expect(records.get(ID)?.standing).toEqual({
      kind: 'sign-in-required',
      since: clock.now(),
      because: 'VK_GRANT_REVOKED',
    });
    expect((await secrets.readRefreshToken(ID))?.refreshToken.expose()).toBe('refresh-token-1');
    await clock.advance(60);
    await expect(accessTokens.get(ID)).rejects.toMatchObject(code('VK_GRANT_REVOKED'));
    expect(asked).toHaveLength(1);
  });

  it('asks nobody while the keychain is locked, and works at once when it is not', async () => {
    const { accessTokens, asked, keychain, records } = await accessTokenRig();
    keychain.become('locked');
    await expect(accessTokens.get(ID)).rejects.toMatchObject(code('VK_KEYCHAIN_LOCKED'));
    expect(asked).toHaveLength(0);
    expect(records.get(ID)?.standing.kind).toBe('active');
    keychain.become('ready');
    await accessTokens.get(ID);
  });

  it('marks a record that cannot be read as unreadable, not as signed out', async () => {
    const { accessTokens, keychain, records } = await accessTokenRig();
    const item = `g.${ID}`;
    const whole = keychain.items.get(item);
    keychain.tamper(item, 'garbage');
    await expect(accessTokens.get(ID)).rejects.toMatchObject(code('VK_RECORD_UNREADABLE'));
    expect(records.get(ID)?.standing).toMatchObject({ kind: 'unreadable' });
    keychain.tamper(item, whole);
    await accessTokens.get(ID);
    expect(records.get(ID)?.standing).toEqual({ kind: 'active' });
  });

  it('to write the record still gives the token', async () => {
    const { accessTokens, records, log } = await accessTokenRig();
    records.failWrites(1);
    await accessTokens.get(ID);
    expect(log.of('connection.not-written')).toHaveLength(1);
  });
});

describe('a connection without a refresh token', () => {
  it('needs a sign-in once its token has ended', async () => {
    const connections = [connectionOf({ hasRefreshToken: false })];
    const { accessTokens, asked, records } = await accessTokenRig({ connections });
    await expect(accessTokens.get(ID)).rejects.toMatchObject(code('VK_SIGN_IN_REQUIRED'));
    expect(records.get(ID)?.standing).toMatchObject({ because: 'VK_SIGN_IN_REQUIRED' });
    expect(asked).toHaveLength(0);
  });

  it('renews itself by its grant where that needs no person (RFC 6749 §4.4)', async () => {
    const renewed: unknown[] = [];
    const connections = [connectionOf({ hasRefreshToken: false, grantType: 'client_credentials' })];
    const rig = await accessTokenRig({
      connections,
      ports: {
        renewals: {
          client_credentials: (connection, wanted) => {
            renewed.push(wanted);
            const request = {
              ...connection,
              connection,
              refreshToken: Secret.of('refresh-token', ''),
            };
            return Promise.resolve(rig.reply({ ...request, ...wanted }, {}));
          },
        },
      },
    });
    await rig.accessTokens.get(ID, read);
    await rig.accessTokens.get(ID, read);
    expect(renewed).toEqual([read]);
  });

  it('fails for one that is not there', async () => {
    const { accessTokens } = await accessTokenRig();
    await expect(accessTokens.get(connectionId(9))).rejects.toMatchObject(
      code('VK_UNKNOWN_CONNECTION'),
    );
  });
});

describe('an ID token in a refresh reply (OIDC Core §12.2)', () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const idTokenFor = (sub: string) =>
    Secret.of('id-token', `${part({ alg: 'ES256' })}.${part({ sub })}.c2lnbmF0dXJl`);
  const rigOf = async (sub: string, verify: () => Promise<unknown> = () => Promise.resolve()) => {
    const rig = await accessTokenRig({
      connections: [connectionOf({ subject: { sub: 'alice' } })],
      ports: { verifyIdToken: verify },
    });
    rig.reactWith(() => Promise.resolve({ idToken: idTokenFor(sub) }));
    return rig;
  };

  it('for somebody else: nothing is kept, and a person must look', async () => {
    const { accessTokens, records, secrets, asked } = await rigOf('mallory');
    await expect(accessTokens.get(ID)).rejects.toMatchObject(code('VK_SUBJECT_CHANGED'));
    expect(accessTokens.peek(ID)).toBeUndefined();
    expect((await secrets.readRefreshToken(ID))?.refreshToken.expose()).toBe('refresh-token-1');
    expect(records.get(ID)?.standing).toMatchObject({
      kind: 'sign-in-required',
      because: 'VK_SUBJECT_CHANGED',
    });
    expect(asked).toHaveLength(1);
  });

  it('that is invalid: no token is handed out, the login is kept', async () => {
    const { accessTokens, records, secrets } = await rigOf('alice', failing('VK_ID_TOKEN_INVALID'));
    await expect(accessTokens.get(ID)).rejects.toMatchObject(code('VK_ID_TOKEN_INVALID'));
    expect((await secrets.readRefreshToken(ID))?.refreshToken.expose()).toBe('refresh-token-2');
    expect(records.get(ID)?.standing.kind).toBe('active');
  });

  it('that cannot be checked for want of keys does not hold the token back', async () => {
    const { accessTokens, log } = await rigOf('alice', failing('VK_OFFLINE'));
    await accessTokens.get(ID);
    expect(log.of('refresh.id-token-unchecked')).toHaveLength(1);
  });

  it('is verified only after the new refresh token is durable: that may need the network', async () => {
    const kept: (string | undefined)[] = [];
    const rig = await rigOf('alice', async () => {
      kept.push((await rig.secrets.readRefreshToken(ID))?.refreshToken.expose());
    });
    await rig.accessTokens.get(ID);
    expect(kept).toEqual(['refresh-token-2']);
  });
});

describe('who listens to outcomes', () => {
  it('hears of them once the new refresh token is durable, and can do no harm', async () => {
    const heard: unknown[] = [];
    const rig = await accessTokenRig({
      ports: {
        onEnded(connection, end) {
          heard.push([connection.refreshedAt, end.hasWorked, rig.journal.written.at(-1)?.kind]);
          throw new Error('a ledger that is broken');
        },
      },
    });
    await rig.accessTokens.get(ID);
    rig.reactWith(failing('VK_SERVER_UNAVAILABLE'));
    await rig.clock.advance(3600);
    await rig.accessTokens.get(ID).catch(() => undefined);
    expect(heard).toEqual([
      [undefined, true, 'commit'],
      [rig.clock.now() - 3_600_000, false, 'fail'],
    ]);
  });

  it('hears nothing where nobody was asked', async () => {
    let heard = 0;
    const { accessTokens, keychain } = await accessTokenRig({
      ports: { onEnded: () => void (heard += 1) },
    });
    keychain.become('locked');
    await accessTokens.get(ID).catch(() => undefined);
    expect(heard).toBe(0);
  });
});

describe('dropping', () => {
  it('forgets what is held and what is under way', async () => {
    const { accessTokens, asked } = await accessTokenRig();
    const underWay = accessTokens.get(ID);
    accessTokens.drop(ID);
    await underWay;
    expect(accessTokens.peek(ID)).toBeUndefined();
    await accessTokens.get(ID);
    accessTokens.dropAll();
    expect(accessTokens.peek(ID)).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  it('settles once refreshes under way have ended and what was unsaved is saved', async () => {
    const { accessTokens, keychain, secrets, refreshes } = await accessTokenRig({
      skipWaits: false,
    });
    keychain.failCall(2, 'VK_KEYCHAIN_DENIED');
    const underWay = accessTokens.get(ID);
    await Promise.resolve();
    await Promise.resolve();
    await accessTokens.settle();
    await underWay;
    expect(refreshes.unsaved).toEqual([]);
    expect((await secrets.readRefreshToken(ID))?.refreshToken.expose()).toBe('refresh-token-2');
  });
});

describe('resuming after a start', () => {
  it('refreshes at once what was cut off, and nothing else', async () => {
    const connections = [1, 2, 3].map((serial) => connectionOf({ id: connectionId(serial) }));
    const { accessTokens, asked, journal } = await accessTokenRig({ connections });
    await journal.append(connectionId(2), {
      kind: 'intent',
      generation: 1,
      attempt: 1,
      at: 0 as never,
    });
    await accessTokens.resume();
    expect(asked.map(({ connection }) => connection.id)).toEqual([connectionId(2)]);
  });
});
