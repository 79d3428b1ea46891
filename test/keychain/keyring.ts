import { createKeychain, type SystemKeychain } from '../../src/main/adapter/keychain.ts';
import { systemClock } from '../../src/main/adapter/system-clock.ts';
import { systemRandom } from '../../src/main/adapter/system-random.ts';
import { fakeLog } from '../fake/log.ts';
import { hostSpawner, type HostSpawner } from './host.ts';
import type { KeyringSession } from './session.ts';

export const TEST_SERVICE = 'dev.valetkey.test';

/** The real adapter over a real host, in a session's environment. */
export interface RealKeychain {
  readonly keychain: SystemKeychain;
  readonly spawner: HostSpawner;
  readonly hash: { value: string | undefined };
}

export const realKeychain = (
  session: Pick<KeyringSession, 'env'>,
  hash: { value: string | undefined } = { value: undefined },
): RealKeychain => {
  const spawner = hostSpawner(session.env);
  const keychain = createKeychain({
    spawnHost: spawner.spawn,
    service: TEST_SERVICE,
    canaryHash: {
      read: () => hash.value,
      async write(next) {
        hash.value = next;
      },
    },
    clock: systemClock,
    random: systemRandom,
    log: fakeLog(),
    platform: 'linux',
  });
  return { keychain, spawner, hash };
};
