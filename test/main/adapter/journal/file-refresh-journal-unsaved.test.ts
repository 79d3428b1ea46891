import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { createFileRefreshJournal } from '../../../../src/main/adapter/journal/file-refresh-journal.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { connectionId } from '../../../fixtures/connection.ts';

it('keeps a sealed token through any number of failed sends, until its commit', async () => {
  const home = await mkdtemp(join(tmpdir(), 'valet-key-unsaved-'));
  const key = Secret.of('storage-key', Buffer.alloc(32, 7).toString('base64url'));
  const journal = createFileRefreshJournal({ folder: home, walKey: () => Promise.resolve(key) });
  const id = connectionId(1);
  const refreshToken = Secret.of('refresh-token', 'the keychain has refused it so far');
  await journal.append(id, { kind: 'sealed', generation: 6, refreshToken });
  for (let turn = 0; turn < 200; turn += 1) {
    await journal.append(id, { kind: 'intent', generation: 6, attempt: 1, at: epochMs(0) });
    await journal.append(id, { kind: 'fail', generation: 6, code: 'VK_OFFLINE' });
  }
  const [first] = (await journal.read(id)).records;
  expect(first?.kind === 'sealed' && first.refreshToken.equals(refreshToken)).toBe(true);
  await rm(home, { recursive: true });
});
