import { describe, expect, it } from 'vitest';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../../src/core/model/issuer.ts';
import { createKeepAlive, keepAliveDue } from '../../../src/core/expiry/upkeep.ts';
import { loginExpiry } from '../../../src/core/expiry/login-expiry.ts';
import { after, between, seconds } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH, fakeClock } from '../../fake/clock.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { fakeLog } from '../../fake/log.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';

const DAY = 86_400;
const idle = (serial: number, changes: Partial<Connection> = {}) =>
  connectionOf({
    id: connectionId(serial),
    issuer: parseIssuer('https://dev-1.okta.com', LOOPBACK_HOSTS),
    ...changes,
  });

const rigOf = (...connections: readonly Connection[]) => {
  const clock = fakeClock({ skip: false });
  const records = fakeConnectionStore(...connections);
  const refreshed: string[] = [];
  let running = 0;
  let most = 0;
  let fail: ValetKeyError | undefined;
  const stop = new AbortController();
  const keepAlive = createKeepAlive({
    connections: records,
    clock,
    log: fakeLog(),
    expiryOf: loginExpiry,
    async refresh(id) {
      running += 1;
      most = Math.max(most, running);
      refreshed.push(id);
      await Promise.resolve();
      running -= 1;
      if (fail !== undefined) throw fail;
      const connection = records.get(id);
      if (connection !== undefined) await records.put({ ...connection, refreshedAt: clock.now() });
    },
  });
  const ended = keepAlive.run(stop.signal);
  return {
    clock,
    records,
    keepAlive,
    refreshed,
    most: () => most,
    failWith: (failure: ValetKeyError | undefined) => void (fail = failure),
    /** Lets hours pass, one by one. */
    async pass(hours: number) {
      for (let hour = 0; hour < hours; hour += 1) {
        for (let part = 0; part < 4; part += 1) await clock.advance(900);
      }
    },
    async end() {
      stop.abort();
      await clock.advance(0);
      await ended;
    },
  };
};

describe('keepAliveDue', () => {
  it('is at about seven tenths of the idle life, spread by connection', () => {
    const dues = Array.from({ length: 100 }, (_, serial) => {
      const connection = idle(serial);
      const due = keepAliveDue(connection, loginExpiry(connection, FAKE_EPOCH), FAKE_EPOCH);
      return due === undefined ? 0 : between(FAKE_EPOCH, due) / (7 * DAY);
    });
    expect(Math.min(...dues)).toBeGreaterThan(0.64);
    expect(Math.max(...dues)).toBeLessThan(0.76);
    expect(new Set(dues).size).toBe(100);
  });

  it('is never where a refresh cannot help', () => {
    const due = (connection: Connection) =>
      keepAliveDue(connection, loginExpiry(connection, FAKE_EPOCH), FAKE_EPOCH);
    expect(due(connectionOf())).toBeUndefined();
    expect(due(idle(1, { hasRefreshToken: false }))).toBeUndefined();
    expect(
      due(idle(1, { issuer: parseIssuer('https://www.linkedin.com/oauth', LOOPBACK_HOSTS) })),
    ).toBeUndefined();
    expect(
      due(
        idle(1, {
          standing: { kind: 'unreadable', since: FAKE_EPOCH, because: 'VK_RECORD_UNREADABLE' },
        }),
      ),
    ).toBeUndefined();
  });
});

describe('keeping logins alive', () => {
  it('refreshes an idle login every five days or so, and leaves the others alone', async () => {
    const rig = rigOf(idle(1), connectionOf({ id: connectionId(2) }));
    await rig.pass(30 * 24);
    expect(new Set(rig.refreshed)).toEqual(new Set([connectionId(1)]));
    expect(rig.refreshed.length).toBeGreaterThanOrEqual(5);
    expect(rig.refreshed.length).toBeLessThanOrEqual(7);
    await rig.end();
  });

  it('catches up after a sleep, four at a host at once, each login once', async () => {
    const rig = rigOf(...Array.from({ length: 200 }, (_, serial) => idle(serial)));
    await rig.clock.advance(10 * DAY);
    rig.keepAlive.look();
    for (let turn = 0; turn < 60; turn += 1) await rig.clock.advance(1);
    expect(rig.refreshed).toHaveLength(200);
    expect(new Set(rig.refreshed).size).toBe(200);
    expect(rig.most()).toBe(4);
    await rig.end();
  });

  it('backs off while the server fails, and is well again afterwards', async () => {
    const rig = rigOf(idle(1));
    rig.failWith(new ValetKeyError('VK_SERVER_UNAVAILABLE'));
    await rig.pass(6 * 24);
    const tries = rig.refreshed.length;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(60);
    rig.failWith(undefined);
    await rig.pass(3);
    expect(rig.records.get(connectionId(1))?.refreshedAt).toBeDefined();
    await rig.end();
  });

  it('does not refresh again at once where the record cannot be written', async () => {
    const rig = rigOf(idle(1));
    await rig.pass(4 * 24);
    rig.records.failWrites(1_000_000);
    await rig.pass(2 * 24);
    expect(rig.refreshed.length).toBeLessThan((2 * DAY) / 300);
    await rig.end();
  });

  it('forgets a login that is gone', async () => {
    const rig = rigOf(idle(1));
    await rig.records.remove(connectionId(1));
    rig.keepAlive.look();
    await rig.pass(10 * 24);
    expect(rig.refreshed).toEqual([]);
    await rig.end();
  });

  it('takes up a login that was added', async () => {
    const rig = rigOf();
    await rig.records.put(idle(1, { refreshedAt: after(FAKE_EPOCH, seconds(-6 * DAY)) }));
    rig.keepAlive.look();
    await rig.clock.advance(1);
    expect(rig.refreshed).toEqual([connectionId(1)]);
    await rig.end();
  });
});
