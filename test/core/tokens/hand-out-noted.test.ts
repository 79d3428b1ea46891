import { describe, expect, test } from 'vitest';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { TokenRecord } from '../../../src/core/model/token-record.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { after, seconds } from '../../../src/vocabulary/instant.ts';
import { recordHandOut } from '../../../src/core/tokens/hand-out.ts';
import { fakeClock } from '../../fake/clock.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { fakeLog } from '../../fake/log.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';

const ID = connectionId(1);

const rig = () => {
  const clock = fakeClock();
  const connections = fakeConnectionStore(connectionOf({ signedInAt: clock.now() }));
  const ports = { note: () => Promise.resolve(), connections, clock, log: fakeLog() };
  const token: TokenRecord = {
    accessToken: Secret.of('access-token', 'mF_9.B5f-4.1JqM'),
    tokenType: 'bearer',
    scope: scopeOf(['read']),
    obtainedAt: clock.now(),
    expiresAt: after(clock.now(), seconds(3600)),
    lifetime: seconds(3600),
    lifetimeAssumed: false,
    warnings: [],
  };
  const give = () =>
    recordHandOut(ports, connectionOf(), token, { kind: 'given', detail: 'agent' });
  return { clock, connections, give, usedAt: () => connections.get(ID)?.lastUsedAt };
};

describe('When a login was last used by programs', () => {
  test('is written to the minute, since they ask many times a second', async () => {
    const { clock, give, usedAt } = rig();
    await give();
    const first = usedAt();
    await clock.advance(59);
    await give();
    expect(usedAt()).toBe(first);
    await clock.advance(1);
    await give();
    expect(usedAt()).toBe(clock.now());
  });

  test('is written at once after a refresh, so that what is in use is kept alive', async () => {
    const { clock, connections, give, usedAt } = rig();
    await give();
    await clock.advance(10);
    const record = connections.get(ID) ?? connectionOf();
    await connections.put({ ...record, refreshedAt: clock.now() });
    await clock.advance(1);
    await give();
    expect(usedAt()).toBe(clock.now());
  });
});
