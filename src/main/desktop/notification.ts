import { Notification } from 'electron';
import type { NotificationWords } from './expiry-notice.ts';

/** Notifications that are on screen: Electron forgets the click of one that is garbage. */
const shown = new Set<Notification>();

export interface NotificationActions {
  readonly onClick: () => void;
  /** A button on it, where the platform has such. */
  readonly button?: { readonly label: string; readonly onPress: () => void };
}

/** Tells a person something by the system's notification, where there is such a thing. */
export const notify = (
  words: NotificationWords,
  { onClick, button }: NotificationActions,
): void => {
  if (!Notification.isSupported()) return;
  const notification = new Notification({
    ...words,
    ...(button === undefined ? {} : { actions: [{ type: 'button', text: button.label }] }),
  });
  const ended = (action: () => void) => () => {
    shown.delete(notification);
    action();
  };
  shown.add(notification);
  notification.once('close', () => shown.delete(notification));
  notification.once('click', ended(onClick));
  if (button !== undefined) notification.once('action', ended(button.onPress));
  notification.show();
};
