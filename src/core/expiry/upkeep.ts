import type { EventName, EventPayload } from '../../contract/contract.ts';
import type { EpochMs } from '../../vocabulary/instant.ts';
import type { Lock } from '../connection/lock.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { SecretStorage } from '../port/secret-storage.ts';
import type { AccessTokens } from '../tokens/get-access-token.ts';
import { createKeepAlive, type KeepAlivePorts } from './keep-alive.ts';
import { warnOfExpiries, type WarnPorts } from './warn-of-expiry.ts';

export interface UpkeepPorts
  extends
    Omit<KeepAlivePorts, 'refresh'>,
    Omit<WarnPorts, 'connections' | 'expiryOf' | 'clock' | 'dayOf' | 'warn'> {
  readonly accessTokens: Pick<AccessTokens, 'keepAlive' | 'resume'>;
  readonly storage: Pick<SecretStorage, 'onChange'>;
  readonly lock: Pick<Lock, 'isLocked'>;
  readonly warnOfExpiries: WarnPorts['warn'];
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
}

/** What goes on by itself: logins kept alive that would end by lying idle, and warnings of the others. */
export interface Upkeep {
  /** Takes up what an earlier run left, now and whenever the keychain opens; then keeps watch. */
  start(): void;
  /** Looks at all connections again. */
  look(): void;
  stop(): void;
}

/** Creates it; nothing runs before `start`. */
export const createUpkeep = (ports: UpkeepPorts): Upkeep => {
  const { accessTokens, lock, log, emit, storage, warnOfExpiries: warn } = ports;
  const stop = new AbortController();
  const keepAlive = createKeepAlive({
    ...ports,
    // A locked program holds no access tokens, so it gets none: the refresh comes after its back-off.
    async refresh(id) {
      if (lock.isLocked) throw new ValetKeyError('VK_LOCKED');
      await accessTokens.keepAlive(id);
    },
  });
  const resume = (): void => {
    accessTokens.resume().catch(() => log.warn('resume.failed'));
  };
  const dayOf = (at: EpochMs): string => new Date(at).toDateString();
  return {
    start() {
      resume();
      storage.onChange((state) => {
        emit('app.changed', {});
        if (state === 'ready') resume();
      });
      void keepAlive.run(stop.signal);
      void warnOfExpiries({ ...ports, dayOf, warn }, stop.signal);
    },
    look: () => keepAlive.look(),
    stop: () => stop.abort(),
  };
};
