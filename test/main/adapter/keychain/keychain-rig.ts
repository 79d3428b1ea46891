import {
  createKeychain,
  type SystemKeychain,
} from '../../../../src/main/adapter/keychain/keychain.ts';
import { CANARY, hashOf } from '../../../../src/main/adapter/keychain/keychain-canary.ts';
import { fakeClock, type FakeClock } from '../../../fake/clock.ts';
import { fakeCanaryHash, type HeldHash } from '../../../fake/canary-hash.ts';
import { fakeLog, type FakeLog } from '../../../fake/log.ts';
import { fakeRandom } from '../../../fake/random.ts';
import { fakeHost, type FakeHost } from './fake-host.ts';

export const CANARY_VALUE = 'canary-of-this-profile';

export interface KeychainRig {
  readonly host: FakeHost;
  readonly keychain: SystemKeychain;
  readonly clock: FakeClock;
  readonly log: FakeLog;
  readonly hash: HeldHash;
  /** Requests that would change the keychain. */
  changes(): readonly string[];
}

/** A keychain over a host in the process whose clock the test moves; used before unless `fresh`. */
export const keychainRig = (
  options: { readonly fresh?: true; readonly platform?: NodeJS.Platform } = {},
): KeychainRig => {
  const host = fakeHost();
  const clock = fakeClock({ skip: false });
  const log = fakeLog();
  const hash: HeldHash = { value: undefined };
  if (options.fresh === undefined) {
    hash.value = hashOf(CANARY_VALUE);
    host.items.set(CANARY, CANARY_VALUE);
  }
  const keychain = createKeychain({
    spawnHost: host.spawn,
    service: 'dev.valetkey.test',
    canaryHash: fakeCanaryHash(hash),
    clock,
    random: fakeRandom(),
    log,
    platform: options.platform ?? 'linux',
  });
  const changes = (): readonly string[] =>
    host.requests.filter(({ op }) => op !== 'get').map(({ op, item }) => `${op} ${item}`);
  return { host, keychain, clock, log, hash, changes };
};
