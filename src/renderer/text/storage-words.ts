import type { StorageView } from '../../shared/ipc/view.ts';

/** What a person must know about where secrets are kept, and what can be done about it. */
export interface StorageWords {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  readonly acts: readonly StorageAct[];
}

/** `probe` asks the keychain again, which may make it ask the person; the other is the vault's. */
export type StorageAct = 'unlock' | 'look-again' | 'create-vault';

export const STORAGE_ACT_LABELS: Readonly<Record<StorageAct, string>> = {
  unlock: 'Unlock',
  'look-again': 'Look again',
  'create-vault': 'Keep logins in a vault on this machine…',
};

const LOCKED: StorageWords = {
  tone: 'warn',
  title: 'The keychain is locked',
  text: 'Your connections are safe in it. Unlock it to use them.',
  acts: ['unlock'],
};

const NO_KEYCHAIN: StorageWords = {
  tone: 'warn',
  title: 'Nothing is kept: this machine has no keychain',
  text: 'Connections last until you quit. Start a Secret Service, or keep them in a vault behind a passphrase.',
  acts: ['look-again', 'create-vault'],
};

/** Words for a storage that needs any; undefined where all is well. */
export const storageWords = ({ kind, state }: StorageView): StorageWords | undefined => {
  switch (state) {
    case 'locked':
      // A locked vault has the lock page to itself.
      return kind === 'vault' ? undefined : LOCKED;
    case 'waiting':
      return {
        tone: 'info',
        title: 'Waiting for the keychain',
        text: 'The system may be asking for your password in another window.',
        acts: [],
      };
    case 'fault':
      return {
        tone: 'bad',
        title: 'The keychain answers, but not with what was stored',
        text: 'It may be another profile’s. Nothing was changed or deleted.',
        acts: ['look-again'],
      };
    case 'absent':
    case 'no-native':
      return NO_KEYCHAIN;
    case 'ready':
      return kind === 'memory' ? NO_KEYCHAIN : undefined;
    case 'unknown':
      return undefined;
  }
};
