import type { Lock } from '../../core/connection/lock.ts';
import { startAutoLock } from '../desktop/auto-lock.ts';
import type { Desktop } from '../desktop/desktop.ts';
import { type Emit, whileUnlocked } from '../ipc/gates.ts';
import type { Dispatch } from '../ipc/router.ts';
import type { TrustedPages } from '../window/trusted-pages.ts';

/** What locks by itself, and what answers only while it is unlocked: the one cannot be had without the other. */
export const lockedBy = (
  lock: Pick<Lock, 'lock' | 'isLocked'>,
  dispatch: Dispatch,
  parts: Parameters<typeof startAutoLock>[1],
): Dispatch => {
  startAutoLock(lock, parts);
  return whileUnlocked(dispatch, () => lock.isLocked);
};

/** Tells pages, menu and tray that the lock has changed. */
export const showLock = ({
  emit,
  pages,
  desktop,
}: {
  readonly emit: Emit;
  readonly pages: Pick<TrustedPages, 'list'>;
  readonly desktop: Pick<Desktop, 'lockChanged'> | undefined;
}): void => {
  emit('app.changed', {});
  desktop?.lockChanged();
  // A page that showed a token may still hold it: a fresh page holds nothing.
  for (const page of pages.list()) page.reload();
};
