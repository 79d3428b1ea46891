/**
 * One run of the program's keeping, in a process of its own that will be killed: the real keychain
 * host, the real journal, and refreshes one after the other for as long as it lives.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isValetKeyError, ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { TokenResponse } from '../../../src/core/model/token-record.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { systemClock } from '../../../src/main/adapter/system/system-ports.ts';
import { after, epochMs, seconds } from '../../../src/vocabulary/instant.ts';
import { GRANT, openWorldAt, type World } from '../world.ts';
import { runOptionsSchema, toRunSchema, type ToParent } from './messages.ts';

const PAUSE_MS = 20;

const tell = (message: ToParent): void => void process.send?.(message);

/** The canary's hash, kept as the settings keep it: outside the process. */
const hashIn = (folder: string) => {
  const file = join(folder, 'canary-hash');
  return {
    get value(): string | undefined {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return undefined;
      }
    },
    set value(next: string | undefined) {
      if (next !== undefined) writeFileSync(file, next);
    },
  };
};

const reply = (refreshToken: string | undefined): TokenResponse => ({
  token: {
    accessToken: Secret.of('access-token', 'an-access-token'),
    tokenType: 'bearer',
    scope: scopeOf([]),
    obtainedAt: epochMs(0),
    expiresAt: after(epochMs(0), seconds(3600)),
    lifetime: seconds(3600),
    lifetimeAssumed: false,
    warnings: [],
  },
  ...(refreshToken === undefined ? {} : { refreshToken: Secret.of('refresh-token', refreshToken) }),
});

/** One request to the server in the parent; a process has one at a time. */
const exchangeWithParent = (refreshToken: Secret<'refresh-token'>): Promise<TokenResponse> =>
  new Promise((resolve, reject) => {
    process.once('message', (message) => {
      const answer = toRunSchema.parse(message);
      if (answer.revoked) reject(new ValetKeyError('VK_GRANT_REVOKED'));
      else resolve(reply(answer.refreshToken));
    });
    tell({ kind: 'send', refreshToken: refreshToken.expose() });
  });

const untilReady = async ({ keychain }: World): Promise<void> => {
  while ((await keychain.probe()) !== 'ready') await wait(PAUSE_MS);
};

const refreshForEver = async (world: World): Promise<never> => {
  let insist = false;
  for (;;) {
    try {
      await world.refresh(GRANT, insist);
      insist = false;
      tell({ kind: 'served' });
    } catch (thrown) {
      if (!isValetKeyError(thrown)) throw thrown;
      tell({ kind: 'failed', code: thrown.code });
      insist = thrown.code === 'VK_REFRESH_INTERRUPTED';
      await wait(PAUSE_MS);
      await untilReady(world);
    }
    tell({ kind: 'host', pid: world.hostPid() ?? 0 });
  }
};

const { folder, signInWith } = runOptionsSchema.parse(JSON.parse(process.argv[2] ?? ''));
process.once('disconnect', () => process.exit());
const world = openWorldAt(
  systemClock,
  { env: process.env },
  { folder, hash: hashIn(folder), server: { refresh: exchangeWithParent } },
);
await untilReady(world);
if (signInWith !== undefined) {
  await world.refreshes.keep(GRANT, Secret.of('refresh-token', signInWith));
}
tell({ kind: 'host', pid: world.hostPid() ?? 0 });
tell({ kind: 'running' });
await refreshForEver(world);
