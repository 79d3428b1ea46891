import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeptApproval } from '../../../../src/core/model/approval.ts';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import { createElectronApprovalStore } from '../../../../src/main/adapter/store/electron-approval-store.ts';
import { parseApprovalId } from '../../../../src/vocabulary/id.ts';
import { after, seconds } from '../../../../src/vocabulary/instant.ts';
import { consumer } from '../../../core/agent/agent-rig.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';
import { connectionId } from '../../../fixtures/connection.ts';
import { newPlace } from './store-rig.ts';

const approvalOf = (serial: number): KeptApproval => {
  const id = parseApprovalId(String(serial).padStart(22, '0'));
  if (id === undefined) throw new Error('not an id');
  return {
    id,
    consumer: consumer({}, 'vk'),
    connectionId: connectionId(serial),
    scope: scopeOf(['read', 'write']),
    resource: 'https://api.example',
    createdAt: FAKE_EPOCH,
    expiresAt: after(FAKE_EPOCH, seconds(3600)),
    seal: 'sealed',
  };
};
const [FIRST, SECOND] = [approvalOf(1), approvalOf(2)] as const;

const started = async () => {
  const place = newPlace();
  const store = createElectronApprovalStore(place);
  await store.put(FIRST);
  await store.put(SECOND);
  return { place, store, file: join(place.folder, 'approvals.json') };
};

describe('approvals on electron-store', () => {
  it('are there at the next start, in a file of the person’s own', async () => {
    const { place, file } = await started();
    expect(createElectronApprovalStore(place).list()).toEqual([FIRST, SECOND]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('that were removed are gone at the next start', async () => {
    const { place, store } = await started();
    await store.remove([FIRST.id]);
    expect(createElectronApprovalStore(place).list()).toEqual([SECOND]);
  });

  it('lose a damaged one, not the others, and the damaged file is kept aside', async () => {
    const { place, file } = await started();
    writeFileSync(file, readFileSync(file, 'utf8').replace('["read","write"]', '17'));
    expect(createElectronApprovalStore(place).list()).toEqual([SECOND]);
    expect(readdirSync(place.folder).some((name) => name.includes('.corrupt-'))).toBe(true);
  });

  it.each([
    ['a limit that this version does not know', '"createdAt"', '"mostTokens":3,"createdAt"'],
    ['no end', '"expiresAt"', '"endsAt"'],
  ])('with %s are not in force, and stay in the file', async (_what, from, to) => {
    const { place, store, file } = await started();
    await store.remove([SECOND.id]);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
    const next = createElectronApprovalStore(place);
    expect(next.list()).toEqual([]);
    await next.put(SECOND);
    expect(
      readdirSync(place.folder)
        .map((name) => readFileSync(join(place.folder, name), 'utf8'))
        .join(''),
    ).toContain(to);
  });

  it.each(['', '{', '[]', '{"version":9,"content":[]}'])('start empty over %j', (text) => {
    const place = newPlace();
    writeFileSync(join(place.folder, 'approvals.json'), text);
    expect(createElectronApprovalStore(place).list()).toEqual([]);
  });
});
