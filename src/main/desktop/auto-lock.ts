import type { PowerMonitor } from 'electron';
import type { Lock } from '../../core/connection/lock.ts';
import type { Clock } from '../../core/port/system.ts';
import { seconds } from '../../vocabulary/instant.ts';

/** How often the time since the last key or pointer is asked for. */
const LOOK_EVERY = seconds(15);

export interface AutoLockSettings {
  /** Lock when the machine is suspended or its screen is locked. */
  readonly lockWithSystem: boolean;
  /** Lock after so many minutes without a key or pointer; 0 for never. */
  readonly autoLockMinutes: number;
}

/** Locks with the system and when nobody is there. Runs until the signal aborts. */
export const startAutoLock = (
  lock: Pick<Lock, 'lock' | 'isLocked'>,
  parts: {
    readonly power: Pick<PowerMonitor, 'on' | 'getSystemIdleTime'>;
    readonly clock: Pick<Clock, 'sleep'>;
    readonly settings: () => AutoLockSettings;
    readonly signal: AbortSignal;
  },
): void => {
  const withSystem = (): void => {
    if (parts.settings().lockWithSystem) lock.lock();
  };
  parts.power.on('suspend', withSystem);
  parts.power.on('lock-screen', withSystem);
  void whileIdle(lock, parts);
};

const whileIdle = async (
  lock: Pick<Lock, 'lock'>,
  { power, clock, settings, signal }: Parameters<typeof startAutoLock>[1],
): Promise<void> => {
  while (!signal.aborted) {
    try {
      await clock.sleep(LOOK_EVERY, signal);
    } catch {
      return;
    }
    const { autoLockMinutes } = settings();
    if (autoLockMinutes > 0 && power.getSystemIdleTime() >= autoLockMinutes * 60) lock.lock();
  }
};
