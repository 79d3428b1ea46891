import { describe, expect, test } from 'vitest';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { ResetOutcome } from '../../../src/core/port/keychain.ts';
import {
  recordFailure,
  recordSuccess,
  resetKeychain,
} from '../../../src/core/tokens/connection-standing.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH, fakeClock } from '../../fake/clock.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { fakeLog } from '../../fake/log.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

const UNREADABLE = { kind: 'unreadable', since: FAKE_EPOCH, because: 'VK_RECORD_UNREADABLE' };
const nothingKept = connectionOf({ id: connectionId(2), hasRefreshToken: false });
const { registration } = nothingKept;

const rig = (
  connections: readonly Connection[],
  keychain: () => ResetOutcome = () => 'reset',
  unsaved: readonly Connection['id'][] = [],
) => {
  const store = fakeConnectionStore(...connections);
  const run = () =>
    resetKeychain({
      resetKeychain: async () => keychain(),
      connections: store,
      unsaved: () => unsaved,
      clock: fakeClock(),
      log: fakeLog(),
    });
  return { store, run, standing: (n = 1) => store.get(connectionId(n))?.standing };
};

describe('going on after the keychain was reset', () => {
  test('keeps every connection listed, as one whose secret cannot be read', async () => {
    const { store, run, standing } = rig([connectionOf({ label: 'Kept' })]);
    expect(await run()).toBe('reset');
    expect(standing()).toEqual(UNREADABLE);
    expect(store.get(connectionId(1))?.label).toBe('Kept');
  });

  test.each<[string, Partial<Connection>]>([
    [
      'a client secret',
      { registration: { ...registration, tokenEndpointAuthMethod: 'client_secret_basic' } },
    ],
    ['a DPoP key', { options: { usesDpop: true } }],
  ])('counts %s as something that is lost', async (_what, changes) => {
    const { run, standing } = rig([{ ...nothingKept, ...changes }]);
    await run();
    expect(standing(2)).toEqual(UNREADABLE);
  });

  test('leaves alone what had nothing in the keychain, and what needs a sign-in already', async () => {
    const ended = {
      kind: 'sign-in-required',
      since: FAKE_EPOCH,
      because: 'VK_GRANT_REVOKED',
    } as const;
    const { store, run } = rig([nothingKept, connectionOf({ standing: ended })]);
    await run();
    expect(store.puts).toEqual([]);
  });

  test('loses no login whose newest refresh token is still in memory', async () => {
    const { run, standing } = rig([connectionOf()], () => 'reset', [connectionId(1)]);
    await run();
    expect(standing()).toEqual({ kind: 'active' });
  });

  test('changes nothing where the keychain had only been locked', async () => {
    const { store, run } = rig([connectionOf()], () => 'found');
    expect(await run()).toBe('found');
    expect(store.puts).toEqual([]);
  });

  test('changes nothing where the keychain refuses', async () => {
    const { store, run } = rig([connectionOf()], () => {
      throw new ValetKeyError('VK_KEYCHAIN_LOCKED');
    });
    await expect(run()).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
    expect(store.puts).toEqual([]);
  });

  test('marks the others where one record cannot be written', async () => {
    const { store, run } = rig([connectionOf(), connectionOf({ id: connectionId(3) })]);
    store.failWrites(1);
    expect(await run()).toBe('reset');
    expect(store.puts.map(({ id }) => id)).toEqual([connectionId(3)]);
  });
});

describe('a connection whose secret was lost with its keychain', () => {
  const lost = connectionOf({
    standing: { kind: 'unreadable', since: FAKE_EPOCH, because: 'VK_RECORD_UNREADABLE' },
  });
  const ports = () => ({
    connections: fakeConnectionStore(lost),
    clock: fakeClock(),
    log: fakeLog(),
  });

  test('stays unreadable when somebody asks for a token in vain', async () => {
    const { connections, ...rest } = ports();
    const cause = new ValetKeyError('VK_SIGN_IN_REQUIRED');
    await recordFailure({ connections, ...rest }, lost.id, {}, cause);
    expect(connections.puts).toEqual([]);
  });

  test('is active again once a refresh works: the old items are back', async () => {
    const { connections, ...rest } = ports();
    const token = {
      accessToken: Secret.of('access-token', 'at'),
      tokenType: 'bearer',
      scope: lost.grantedScope,
      obtainedAt: FAKE_EPOCH,
      expiresAt: FAKE_EPOCH,
      lifetime: seconds(60),
      lifetimeAssumed: false,
      warnings: [],
    } as const;
    await recordSuccess({ connections, ...rest }, lost.id, {}, token);
    expect(connections.get(lost.id)?.standing).toEqual({ kind: 'active' });
  });
});
