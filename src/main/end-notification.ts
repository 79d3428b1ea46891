import { Notification } from 'electron';
import { displayName, type Connection } from '../core/model/connection.ts';
import { foreignText } from '../core/fault/foreign-text.ts';
import type { LoginDeath } from '../core/usecase/login-death.ts';

/** Notifications that are on screen: Electron forgets the click of one that is garbage. */
const shown = new Set<Notification>();

/** Tells a person by the system's notification that a login is about to end. */
export const notifyOfEnd = (
  connection: Connection,
  { at, because }: LoginDeath,
  onClick: () => void,
): void => {
  if (!Notification.isSupported()) return;
  const { host } = new URL(connection.issuer);
  const when = new Date(at).toLocaleDateString();
  const notification = new Notification({
    title: `${foreignText(displayName(connection))} at ${host} ends on ${when}`,
    body:
      because === 'age'
        ? 'Sign in again before then to keep it.'
        : 'It has not been used for long. Use it, or sign in again, to keep it.',
  });
  shown.add(notification);
  notification.once('close', () => shown.delete(notification));
  notification.once('click', () => {
    shown.delete(notification);
    onClick();
  });
  notification.show();
};
