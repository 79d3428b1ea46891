import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { LedgerEntry } from '../../../../src/core/port/ledger.ts';
import { openFileLedger } from '../../../../src/main/adapter/system/file-ledger.ts';
import { LEDGER_KINDS } from '../../../../src/vocabulary/ledger-kind.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { fakeClock } from '../../../fake/clock.ts';
import { fakeLog } from '../../../fake/log.ts';
import { connectionId } from '../../../fixtures/connection.ts';
import { tempFolder } from '../temp-folder.ts';

/** How long a full machine may take to write a file (ms). */
const PATIENCE = 15_000;

const ENTRY = {
  kind: 'copied',
  connectionId: connectionId(1),
  subject: 'Jane',
  host: 'as.example',
  scope: ['read'],
  tokenHash: '0123456789ab',
  detail: 'raw',
} as const;

const rig = async (before?: string) => {
  const path = join(tempFolder(), 'ledger.jsonl');
  if (before !== undefined) writeFileSync(path, before);
  const log = fakeLog();
  const onChange = vi.fn();
  const open = () => openFileLedger(path, fakeClock(), log, onChange);
  const ledger = await open();
  const lines = () => readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return { path, log, onChange, open, ledger, lines };
};

const lineOf = (id: number) => `${JSON.stringify({ ...ENTRY, id, at: 1 })}\n`;

describe('the ledger file', () => {
  it('has a line for each entry, newest first in the list, mode 0600, and is there again', async () => {
    const { ledger, lines, open, onChange, path } = await rig();
    ledger.record(ENTRY);
    ledger.record({ ...ENTRY, kind: 'revealed' });
    expect(ledger.list().map(({ id, kind }) => [id, kind])).toEqual([
      [2, 'revealed'],
      [1, 'copied'],
    ]);
    expect(onChange.mock.calls).toEqual([[ENTRY.connectionId], [ENTRY.connectionId]]);
    await vi.waitFor(() => expect(lines()).toHaveLength(2), PATIENCE);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await open()).list()).toEqual(ledger.list());
  });

  it.each([
    ['dead', 'inactive'],
    ['alive', 'active'],
    ['unknown', 'unknown'],
    ['refresh-token', 'refresh-token'],
  ])('reads the older outcome “%s” of a revocation as “%s”', async (written, detail) => {
    const line = { ...ENTRY, kind: 'revoked', detail: written, id: 1, at: 1 };
    const { ledger, lines } = await rig(`${JSON.stringify(line)}\n`);
    expect(ledger.list()).toEqual([{ ...line, detail }]);
    expect(lines()).toEqual([JSON.stringify(line)]);
  });

  it.each(LEDGER_KINDS)('keeps every member of an entry of the kind %s', async (kind) => {
    const { ledger, open, lines } = await rig();
    const whole: Required<Omit<LedgerEntry, 'id' | 'at'>> = {
      ...ENTRY,
      kind,
      obtainedAt: epochMs(1),
      expiresAt: epochMs(2),
      recipient: 'deploy.sh in /home/jane/shop',
    };
    ledger.record(whole);
    await vi.waitFor(() => expect(lines()).toHaveLength(1), PATIENCE);
    expect((await open()).list()).toEqual([{ ...whole, id: 1, at: expect.any(Number) as number }]);
  });

  it('passes over what it cannot read, and leaves it there', async () => {
    const damaged = `${lineOf(1)}not JSON\n{"id":2}\n${lineOf(3)}`;
    const { ledger, path, lines } = await rig(damaged);
    expect(ledger.list().map(({ id }) => id)).toEqual([3, 1]);
    ledger.record(ENTRY);
    await vi.waitFor(() => expect(lines()).toHaveLength(5), PATIENCE);
    expect(readFileSync(path, 'utf8').startsWith(damaged)).toBe(true);
    expect(ledger.list()[0]?.id).toBe(4);
  });

  it('is cleared of one connection, on disk too, and keeps others and what it cannot read', async () => {
    const other = `${JSON.stringify({ ...ENTRY, connectionId: connectionId(2), id: 2, at: 1 })}\n`;
    const { ledger, path, open } = await rig(`${lineOf(1)}not JSON\n${other}${lineOf(3)}`);
    ledger.record(ENTRY);
    await ledger.clear(connectionId(1));
    expect(readFileSync(path, 'utf8')).toBe(`not JSON\n${other}`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(ledger.list().map(({ id }) => id)).toEqual([2]);
    expect((await open()).list()).toEqual(ledger.list());
  });

  it('is cleared where its file is gone: nothing of it is left', async () => {
    const { ledger, path } = await rig(lineOf(1));
    rmSync(path);
    await ledger.clear(connectionId(1));
    expect(ledger.list()).toEqual([]);
  });

  it('that cannot be cleared says so, and is all there', async () => {
    const { ledger, path, open } = await rig(lineOf(1));
    mkdirSync(`${path}.new`);
    await expect(ledger.clear(connectionId(1))).rejects.toMatchObject({
      code: 'VK_RECORD_NOT_WRITTEN',
    });
    expect(ledger.list()).toHaveLength(1);
    expect((await open()).list()).toHaveLength(1);
  });

  it('reads an entry of an earlier version, which does not say when its token was obtained', async () => {
    const { ledger } = await rig(lineOf(1));
    ledger.record({ ...ENTRY, obtainedAt: epochMs(1_000), expiresAt: epochMs(2_000) });
    const [newer, older] = ledger.list();
    expect(newer).toMatchObject({ obtainedAt: 1_000, expiresAt: 2_000 });
    expect(older).toEqual({ ...ENTRY, id: 1, at: 1 });
  });

  it('loses no entry to a line that was cut off before it', async () => {
    const { ledger, open, lines } = await rig(`${lineOf(1)}${lineOf(2).slice(0, 30)}`);
    ledger.record({ ...ENTRY, kind: 'revoked' });
    await vi.waitFor(() => expect(lines()).toHaveLength(3), PATIENCE);
    expect((await open()).list().map(({ kind }) => kind)).toEqual(['revoked', 'copied']);
  });

  it('is shortened to the newest 5000 once it has twice as many, and goes on', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => lineOf(index + 1)).join('');
    const { ledger, lines } = await rig(many);
    ledger.record(ENTRY);
    await vi.waitFor(() => expect(lines()).toHaveLength(5001), PATIENCE);
    expect(ledger.list()).toHaveLength(5000);
    expect(ledger.list()[0]?.id).toBe(10_002);
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ id: 5002 });
  });

  it('is shortened while the program runs, and loses none of the newest', async () => {
    const many = Array.from({ length: 9_990 }, (_, index) => lineOf(index + 1)).join('');
    const { ledger, lines } = await rig(many);
    const isWritten = (id: number) => () =>
      expect(JSON.parse(lines().at(-1) ?? '')).toMatchObject({ id });
    // The lines are counted in their turn before the first entry is written.
    ledger.record(ENTRY);
    await vi.waitFor(isWritten(9_991), PATIENCE);
    for (let id = 9_992; id <= 10_020; id += 1) ledger.record(ENTRY);
    await vi.waitFor(isWritten(10_020), PATIENCE);
    expect(lines().length).toBeLessThan(5_100);
    expect(ledger.list()).toHaveLength(5000);
    expect(ledger.list().at(-1)?.id).toBe(5_021);
  });

  it('reads no more than its end, and numbers entries on from there', async () => {
    const huge = `${'x'.repeat(100)}\n`.repeat(200_000) + lineOf(200_001);
    const { ledger } = await rig(huge);
    ledger.record(ENTRY);
    expect(ledger.list().map(({ id }) => id)).toEqual([200_002, 200_001]);
  });

  it('that cannot be written is reported in the log, and nobody fails', async () => {
    const folder = tempFolder();
    const path = join(folder, 'is-a-folder');
    mkdirSync(path);
    const log = fakeLog();
    const ledger = await openFileLedger(path, fakeClock(), log, () => undefined);
    expect(() => ledger.record(ENTRY)).not.toThrow();
    await vi.waitFor(() => expect(log.of('ledger.not-written')).toHaveLength(1), PATIENCE);
    expect(ledger.list()).toHaveLength(1);
  });
});
