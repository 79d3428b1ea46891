import { powerMonitor } from 'electron';
import { isValetKeyError, ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { Log } from '../../core/port/log.ts';
import type { AccessTokens } from '../../core/tokens/get-access-token.ts';
import { createKeepAlive } from '../../core/expiry/keep-alive.ts';
import { learn, lessonOf, loginExpiry, type LoginExpiry } from '../../core/expiry/login-expiry.ts';
import type { Lock } from '../../core/connection/lock.ts';
import { warnOfEnds, type ComingEnd, type WarnPorts } from '../../core/expiry/warn-of-expiry.ts';
import type { EpochMs } from '../../vocabulary/instant.ts';
import type { SettingsStore } from '../adapter/store/electron-settings-store.ts';
import { systemClock } from '../adapter/system/system-clock.ts';

/** What is known of how long logins last. */
export interface LoginExpiryFacts {
  readonly expiryOf: (connection: Connection, now?: EpochMs) => LoginExpiry | undefined;
  /** Takes the outcome of a refresh as a lesson; network trouble teaches nothing. */
  readonly onRefreshOutcome: (connection: Connection, failure: unknown) => void;
}

/** Composes the lessons: kept with the settings, by issuer. */
export const composeLoginExpiry = (settings: SettingsStore, log: Log): LoginExpiryFacts => ({
  expiryOf: (connection, now = systemClock.now()) =>
    loginExpiry(connection, now, settings.get().learned[connection.issuer]),
  onRefreshOutcome(connection, failure) {
    const hasWorked = failure === undefined;
    if (!hasWorked && !isValetKeyError(failure, 'VK_GRANT_REVOKED')) return;
    const { issuer } = connection;
    const { learned } = settings.get();
    const lesson = lessonOf(connection, systemClock.now(), hasWorked);
    settings
      .update({ learned: { ...learned, [issuer]: learn(learned[issuer], lesson) } })
      .catch(() => log.warn('settings.not-written'));
  },
});

/** Which ends a person has been told of, kept with the settings. */
export const toldEnds = (settings: SettingsStore, log: Log): WarnPorts['told'] => ({
  read: () => settings.get().toldEnds,
  write(told) {
    settings.update({ toldEnds: { ...told } }).catch(() => log.warn('settings.not-written'));
  },
});

/**
 * Keeps logins alive that would end by lying idle, while the program runs; looks anew when the
 * machine wakes or is unlocked; warns of those that will end all the same. Returns how to stop, and how to make it look.
 */
export const startKeepAlive = (ports: {
  readonly connections: ConnectionStore;
  readonly accessTokens: AccessTokens;
  readonly expiryOf: LoginExpiryFacts['expiryOf'];
  readonly told: WarnPorts['told'];
  readonly warn: (ends: readonly ComingEnd[]) => void;
  readonly lock: Pick<Lock, 'isLocked'>;
  readonly log: Log;
}): { readonly look: () => void; readonly stop: () => void } => {
  const keepAlive = createKeepAlive({
    ...ports,
    // A locked program holds no access tokens, so it gets none: the refresh comes after its back-off.
    refresh: async (id) => {
      if (ports.lock.isLocked) throw new ValetKeyError('VK_LOCKED');
      await ports.accessTokens.keepAlive(id);
    },
    clock: systemClock,
  });
  const stop = new AbortController();
  void keepAlive.run(stop.signal);
  const dayOf = (at: EpochMs): string => new Date(at).toDateString();
  void warnOfEnds({ ...ports, dayOf, clock: systemClock }, stop.signal);
  const look = (): void => keepAlive.look();
  powerMonitor.on('resume', look);
  powerMonitor.on('unlock-screen', look);
  return { look, stop: () => stop.abort() };
};
