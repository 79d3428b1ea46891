import type { StorageView, UnusedFileView } from '../../../contract/app.ts';
import type { DocumentName } from '../../../vocabulary/storage.ts';

/** What a person must know about where secrets are kept, and what can be done about it. */
export interface StorageWords {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  readonly actions: readonly StorageAction[];
}

/** The first two ask the keychain again, which may make it ask the person. */
export type StorageAction = 'unlock' | 'look-again' | 'create-vault' | 'reset-keychain';

export const STORAGE_ACTION_LABELS: Readonly<Record<StorageAction, string>> = {
  unlock: 'Unlock',
  'look-again': 'Look again',
  'create-vault': 'Keep logins in a vault on this computer…',
  'reset-keychain': 'My keychain was reset: start over…',
};

const LOCKED: StorageWords = {
  tone: 'warn',
  title: 'The keychain is locked',
  text: 'Your connections are safe in it. Unlock it to use them.',
  actions: ['unlock'],
};

/** It has answered twice that our item is not there: locked keyrings do, and so do empty ones. */
const LOCKED_OR_RESET: StorageWords = {
  tone: 'warn',
  title: 'The keychain is locked, or it was reset',
  text: 'It responds, but contains no Valet Key items. If it is locked, unlock it: nothing is lost.',
  actions: ['unlock', 'reset-keychain'],
};

const NO_KEYCHAIN: StorageWords = {
  tone: 'warn',
  title: 'Logins won’t be saved: no system keychain found',
  text: 'Connections last until you quit. Start a Secret Service, or keep them in a vault behind a passphrase.',
  actions: ['look-again', 'create-vault'],
};

const lockedWords = (mayBeReset = false): StorageWords => (mayBeReset ? LOCKED_OR_RESET : LOCKED);

/** Words for a storage that needs any; undefined where all is well. */
export const storageWords = ({
  kind,
  state,
  mayBeReset,
}: Pick<StorageView, 'kind' | 'state' | 'mayBeReset'>): StorageWords | undefined => {
  switch (state) {
    case 'locked':
      // A locked vault has the lock page to itself.
      return kind === 'vault' ? undefined : lockedWords(mayBeReset);
    case 'waiting':
      return {
        tone: 'info',
        title: 'Waiting for the keychain',
        text: 'The system may be asking for your password in another window. If it is not, look again after a minute.',
        actions: ['look-again'],
      };
    case 'fault':
      return {
        tone: 'bad',
        title: 'The keychain’s contents don’t match what was stored',
        text: 'It may be another profile’s. Nothing was changed or deleted.',
        actions: ['look-again'],
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

/** What a document is called, and what is missing without it, whole or in part. */
const DOCUMENT_WORDS: Readonly<
  Record<
    DocumentName,
    {
      readonly name: string;
      readonly records: string;
      readonly all: string;
      readonly part: string;
    }
  >
> = {
  settings: {
    name: 'The settings file',
    records: 'Settings',
    all: 'Settings were reset to defaults.',
    part: 'What could not be read of it is as at the first start.',
  },
  connections: {
    name: 'A file of connections',
    records: 'Connections',
    all: 'Its connections are missing from the list.',
    part: 'Connections that could not be read of it are missing from the list.',
  },
  providers: {
    name: 'The file of providers',
    records: 'Providers',
    all: 'Its providers are missing.',
    part: 'Providers that could not be read of it are missing.',
  },
};

const NOT_REPLACED = 'Changes to it cannot be stored.';

/** Why a file of ours is not used whole, and what is missing because of it. */
export const unusedFileWords = ({
  document,
  reason,
}: Pick<UnusedFileView, 'document' | 'reason'>): {
  readonly title: string;
  readonly text: string;
} => {
  const { name, records, all, part } = DOCUMENT_WORDS[document];
  switch (reason) {
    case 'damaged':
      return { title: `${name} was damaged; a copy was kept`, text: part };
    case 'unreadable':
      return {
        title: `${name} could not be read and was left alone`,
        text: `${all} ${NOT_REPLACED}`,
      };
    case 'newer': {
      const missing = document === 'settings' ? 'Settings that this version knows apply.' : all;
      return {
        title: `${name} is from a newer Valet Key`,
        text: `${missing} ${NOT_REPLACED} The newer version can still use it.`,
      };
    }
    case 'newer-records':
      return {
        title: `${records} from a newer Valet Key are kept`,
        text: 'This version does not know all that they say, so it neither uses nor changes them. The newer version can still use them.',
      };
  }
};
