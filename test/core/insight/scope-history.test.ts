import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { Recorded } from '../../../src/core/insight/scope-history.ts';
import { scopeHistory } from '../../../src/core/insight/scope-history.ts';
import { epochMs, type EpochMs } from '../../../src/vocabulary/instant.ts';
import type { LedgerKind } from '../../../src/vocabulary/ledger-kind.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';

const BORN = 1_000_000_000;
const DAY = 86_400_000;
const at = (days: number): EpochMs => epochMs(BORN + days * DAY);
const NOW = at(10);

const line = (
  days: number,
  kind: LedgerKind,
  scope: string,
  part: Partial<Recorded> = {},
): Recorded => ({
  at: at(days),
  kind,
  scope: scopeOf(scope.split(' ')),
  connectionId: connectionId(1),
  ...part,
});

const born = (granted: string, requested = granted) =>
  connectionOf({
    createdAt: at(0),
    requestedScope: scopeOf(requested.split(' ')),
    grantedScope: scopeOf(granted.split(' ')),
  });

const historyOf = (
  connection: ReturnType<typeof born>,
  oldestFirst: readonly Recorded[],
  columns = 10,
) => {
  const history = scopeHistory(connection, oldestFirst.toReversed(), NOW, columns);
  const token = (name: string) => history.tokens.find((one) => one.token === name);
  return { ...history, token };
};

describe('what was asked for, granted and used', () => {
  it('counts the hand-outs that held a scope token, and knows the last', () => {
    const { token, handOuts } = historyOf(born('read write'), [
      line(0, 'signed-in', 'read write'),
      line(1, 'copied', 'read write'),
      line(2, 'revealed', 'read'),
      line(3, 'refreshed', 'read write'),
      line(4, 'copied', 'read', { connectionId: connectionId(2) }),
    ]);
    expect(handOuts).toBe(2);
    expect(token('read')).toMatchObject({ uses: 2, lastUsedAt: at(2) });
    expect(token('write')).toMatchObject({ uses: 1, lastUsedAt: at(1) });
  });

  it('has a scope token that was never used, and one that was asked for in vain', () => {
    const { token } = historyOf(born('read', 'read admin'), [line(0, 'signed-in', 'read')]);
    expect(token('read')).toEqual({
      token: 'read',
      isRequested: true,
      isGranted: true,
      uses: 0,
      spans: [{ from: at(0), to: NOW }],
      marks: [],
    });
    expect(token('admin')).toMatchObject({ isRequested: true, isGranted: false, spans: [] });
  });

  it('keeps what is granted no more but was used', () => {
    const { token } = historyOf(born('read'), [
      line(0, 'signed-in', 'read mail'),
      line(1, 'copied', 'mail'),
      line(5, 'signed-in', 'read'),
    ]);
    expect(token('mail')).toMatchObject({
      isGranted: false,
      uses: 1,
      spans: [{ from: at(0), to: at(5) }],
    });
    expect(token('read')?.spans).toEqual([{ from: at(0), to: NOW }]);
  });
});

describe('how the grant changed', () => {
  it('by another sign-in, newest first', () => {
    const { changes } = historyOf(born('read write'), [
      line(0, 'signed-in', 'mail read'),
      line(5, 'signed-in', 'read write'),
      line(6, 'signed-in', 'read write'),
    ]);
    expect(changes).toEqual([
      { at: at(5), kind: 'signed-in', added: ['write'], dropped: ['mail'] },
      { at: at(0), kind: 'signed-in', added: ['mail', 'read'], dropped: [] },
    ]);
  });

  it('by a refresh that gave less than all, but not by one that asked for less (RFC 6749 §6)', () => {
    const { changes, token } = historyOf(born('read'), [
      line(0, 'signed-in', 'read write'),
      line(2, 'refreshed', 'read', { detail: 'narrowed' }),
      line(4, 'refreshed', 'read'),
      line(5, 'refreshed', ''),
    ]);
    expect(changes[0]).toEqual({ at: at(4), kind: 'refreshed', added: [], dropped: ['write'] });
    expect(token('write')?.spans).toEqual([{ from: at(0), to: at(4) }]);
  });

  it('ends with a revocation, and with a grant the server no longer honours', () => {
    const lines = [line(0, 'signed-in', 'read'), line(3, 'revoked', 'read')];
    expect(historyOf(born('read'), lines).token('read')?.spans).toEqual([
      { from: at(0), to: at(3) },
    ]);
    const dead = {
      ...born('read'),
      standing: { kind: 'sign-in-required', since: at(7), because: 'VK_GRANT_REVOKED' },
    } as const;
    const { token, changes } = historyOf(dead, lines.slice(0, 1));
    expect(token('read')?.spans).toEqual([{ from: at(0), to: at(7) }]);
    expect(changes[0]).toMatchObject({ kind: 'revoked', dropped: ['read'] });
  });

  it('does not end with a revocation of the access tokens alone', () => {
    const { token } = historyOf(born('read'), [
      line(0, 'signed-in', 'read'),
      line(3, 'revoked', 'read', { detail: 'access-token' }),
    ]);
    expect(token('read')?.spans).toEqual([{ from: at(0), to: NOW }]);
  });

  it('begins again with the refresh that works after all', () => {
    const { token } = historyOf(born('read'), [
      line(0, 'signed-in', 'read'),
      line(3, 'revoked', 'read'),
      line(4, 'refreshed', 'read'),
    ]);
    expect(token('read')?.spans).toEqual([
      { from: at(0), to: at(3) },
      { from: at(4), to: NOW },
    ]);
  });
});

describe('how far back it goes', () => {
  it('to the first sign-in, where the ledger has it or anything older', () => {
    expect(historyOf(born('a'), [line(0, 'signed-in', 'a')])).toMatchObject({
      isCut: false,
      since: at(0),
    });
    const older = line(-1, 'copied', 'x', { connectionId: connectionId(2) });
    expect(historyOf(born('a'), [older, line(2, 'copied', 'a')]).isCut).toBe(false);
  });

  it('only to its oldest line, where that is younger than the connection', () => {
    const other = line(4, 'copied', 'x', { connectionId: connectionId(2) });
    const { isCut, since, token, changes } = historyOf(born('a'), [other, line(6, 'copied', 'a')]);
    expect({ isCut, since }).toEqual({ isCut: true, since: at(4) });
    expect(token('a')?.spans).toEqual([{ from: at(4), to: NOW }]);
    expect(changes).toEqual([]);
  });

  it('a first sign-in that is not the connection’s first is no beginning', () => {
    const { isCut, changes } = historyOf(born('a b'), [line(6, 'signed-in', 'a b')]);
    expect(isCut).toBe(true);
    expect(changes).toEqual([]);
  });

  it('nowhere, where there is no ledger at all', () => {
    const { isCut, since, handOuts, token } = historyOf(born('a'), []);
    expect({ isCut, since, handOuts }).toEqual({ isCut: true, since: NOW, handOuts: 0 });
    expect(token('a')?.spans).toEqual([{ from: NOW, to: NOW }]);
  });
});

describe('the picture', () => {
  it('gathers hand-outs that lie close together, and stays within its columns', () => {
    const uses = Array.from({ length: 5000 }, (_, index) => line(index / 500, 'copied', 'a'));
    const { token } = historyOf(born('a'), [line(0, 'signed-in', 'a'), ...uses], 10);
    const marks = token('a')?.marks ?? [];
    expect(marks).toHaveLength(10);
    expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
  });

  it('holds what a clock that was set back left in the future', () => {
    const { token } = historyOf(born('a'), [line(0, 'signed-in', 'a'), line(11, 'copied', 'a')]);
    expect(token('a')?.marks).toEqual([{ at: at(11), count: 1 }]);
  });

  it('takes two hundred scope tokens', () => {
    const all = Array.from({ length: 200 }, (_, index) => `scope:${index}`).join(' ');
    const lines = [line(0, 'signed-in', all), line(1, 'copied', all)];
    const { tokens } = historyOf(born(all), lines);
    expect(tokens).toHaveLength(200);
    expect(tokens.every(({ uses }) => uses === 1)).toBe(true);
  });
});
