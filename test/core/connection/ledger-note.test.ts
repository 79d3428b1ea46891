import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Ledger, LedgerEntry } from '../../../src/core/port/ledger.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { TokenRecord } from '../../../src/core/model/token-record.ts';
import { createNote } from '../../../src/core/connection/ledger-note.ts';
import { Secret, tokenHash } from '../../../src/core/secret/secret.ts';
import { after, seconds } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { connectionOf } from '../../fixtures/connection.ts';

const TEXT = 'mF_9.B5f-4.1JqM';

const token: TokenRecord = {
  accessToken: Secret.of('access-token', TEXT),
  tokenType: 'bearer',
  scope: scopeOf(['read']),
  obtainedAt: FAKE_EPOCH,
  expiresAt: after(FAKE_EPOCH, seconds(3600)),
  lifetime: seconds(3600),
  lifetimeAssumed: false,
  warnings: [],
};

const rig = () => {
  const lines: Omit<LedgerEntry, 'id' | 'at'>[] = [];
  const ledger: Ledger = {
    record: (entry) => void lines.push(entry),
    list: () => [],
    clear: () => Promise.resolve(),
  };
  return { lines, note: createNote(ledger) };
};

it('a token appears in the ledger as the first 12 digits of its SHA-256, and never itself', async () => {
  const { lines, note } = rig();
  await note('copied', connectionOf(), { token, detail: 'bearer' });
  const hash = createHash('sha256').update(TEXT).digest('hex').slice(0, 12);
  expect(await tokenHash(token.accessToken)).toBe(hash);
  expect(lines).toEqual([
    {
      kind: 'copied',
      connectionId: connectionOf().id,
      subject: 'Example',
      host: 'as.example',
      scope: ['read'],
      tokenHash: hash,
      obtainedAt: token.obtainedAt,
      expiresAt: token.expiresAt,
      detail: 'bearer',
    },
  ]);
  expect(JSON.stringify(lines)).not.toContain(TEXT);
});

it('what happens to a login rather than to a token has the whole grant as its scope', async () => {
  const { lines, note } = rig();
  await note('forgotten', connectionOf());
  expect(lines).toEqual([
    {
      kind: 'forgotten',
      connectionId: connectionOf().id,
      subject: 'Example',
      host: 'as.example',
      scope: ['admin', 'read', 'write'],
    },
  ]);
});

it('a line stays short, however many scope tokens a server grants and however it names somebody', async () => {
  const { lines, note } = rig();
  const scope = scopeOf(Array.from({ length: 60_000 }, (_, index) => `${'s'.repeat(900)}${index}`));
  const subject = { sub: '1', name: 'n'.repeat(60_000) };
  await note('copied', { ...connectionOf(), label: '', subject }, { token: { ...token, scope } });
  expect(lines[0]?.scope).toHaveLength(200);
  expect(JSON.stringify(lines).length).toBeLessThan(50_000);
});
