import type { AppView } from '../../contract/app.ts';

/** What the lock page says and asks for. */
export interface LockWords {
  readonly title: string;
  readonly text: string;
  readonly needsPassphrase: boolean;
}

type Locking = Pick<AppView, 'isLocked' | 'storage'>;

const needsPassphrase = ({ storage }: Locking): boolean =>
  storage.kind === 'vault' && storage.state === 'locked';

/** The words of the lock page; undefined where the window may be shown. */
export const lockWords = (app: Locking): LockWords | undefined => {
  const asks = needsPassphrase(app);
  if (!app.isLocked && !asks) return undefined;
  return {
    title: app.isLocked ? 'Locked' : 'The vault is locked',
    text: app.isLocked
      ? 'Access tokens are gone from memory, and nothing is handed out. Your logins are kept.'
      : 'Your logins are safe in it. Valet Key does not keep its passphrase, so it asks for it.',
    needsPassphrase: asks,
  };
};
