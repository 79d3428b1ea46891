import { createKeychain, type SystemKeychain } from '../../src/main/adapter/keychain/keychain.ts';
import { systemClock, systemRandom } from '../../src/main/adapter/system/system-ports.ts';
import { fakeCanaryHash, type HeldHash } from '../fake/canary-hash.ts';
import { fakeLog } from '../fake/log.ts';
import { hostSpawner, type HostSpawner } from './host.ts';
import type { KeyringSession } from './session.ts';

export const TEST_SERVICE = 'dev.valetkey.test';

/** The real adapter over a real host, in a session's environment. */
export interface RealKeychain {
  readonly keychain: SystemKeychain;
  readonly spawner: HostSpawner;
  readonly hash: HeldHash;
}

export const realKeychain = (
  session: Pick<KeyringSession, 'env'>,
  hash: HeldHash = { value: undefined },
): RealKeychain => {
  const spawner = hostSpawner(session.env);
  const keychain = createKeychain({
    spawnHost: spawner.spawn,
    service: TEST_SERVICE,
    canaryHash: fakeCanaryHash(hash),
    clock: systemClock,
    random: systemRandom,
    log: fakeLog(),
    platform: 'linux',
  });
  return { keychain, spawner, hash };
};
