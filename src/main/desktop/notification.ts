import { Notification } from 'electron';
import type { NotificationWords } from './expiry-notice.ts';

/** Notifications that are on screen: Electron forgets the click of one that is garbage. */
const shown = new Set<Notification>();

export interface NotificationActions {
  readonly onClick: () => void;
  /** A button on it, where the platform has such. */
  readonly button?: { readonly label: string; readonly onPress: () => void };
}

/** Notifies a person by the system's notification, where there is such a thing. */
export const notify = (
  words: NotificationWords,
  { onClick, button }: NotificationActions,
  platform: NodeJS.Platform = process.platform,
): void => {
  if (!Notification.isSupported()) return;
  const notification = new Notification({
    title: words.title,
    body: platform === 'linux' ? escapeMarkup(words.body) : words.body,
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

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A body is markup to many notification servers on Linux, and names in it are foreign text. */
const escapeMarkup = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
