import {
  FileWarning,
  FlaskConical,
  FolderOpen,
  KeyRound,
  Lock,
  MemoryStick,
  ShieldAlert,
  Vault,
} from 'lucide-react';
import { useState } from 'react';
import type { AppView, StorageView, UnusedFileView } from '../../../contract/app.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Notice } from '../../kit/notice.tsx';
import { CreateVaultDialog } from '../../lock/create-vault-dialog.tsx';
import {
  STORAGE_ACTION_LABELS,
  type StorageAction,
  storageWords,
  unusedFileWords,
} from './storage-words.ts';
import { Dialog, DialogActions } from '../../kit/dialog.tsx';
import { useSecondPress } from '../../kit/use-second-press.ts';
import { FailureNotice } from '../../kit/failure-notice.tsx';

const What = () => (
  <div className="dialog-text">
    <p>
      Do this if <strong>you</strong> emptied or replaced your keychain. If it is only locked,
      cancel and unlock it: nothing is lost.
    </p>
    <ul className="reset-facts grid gap-1">
      <li>
        Your connections stay listed. Each one asks you to sign in again: its secrets are gone.
      </li>
      <li>Client secrets have to be entered again.</li>
      <li>Nothing is deleted. If the old keychain comes back, what it holds is used again.</li>
    </ul>
  </div>
);

const ENDED = {
  reset: {
    title: 'The keychain is in use again',
    text: 'Connections whose secrets are gone say so in the list. Sign in again to those you need.',
  },
  found: {
    title: 'Everything is still there',
    text: 'The keychain had only been locked. Nothing was changed and nothing is lost.',
  },
} as const;

/** Goes on in a keychain that was reset; the last press follows a second question. */
const ResetKeychainDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { run, state } = useCommand('storage.reset-keychain');
  const { isSure, isWaiting, press } = useSecondPress(() => void run({}));
  const isBusy = state.kind === 'busy';
  if (state.kind === 'value') {
    const { title, text } = ENDED[state.value.ended];
    return (
      <Dialog title={title} isOpen onClose={onClose}>
        <p className="dialog-text" role="status">
          {text}
        </p>
        <DialogActions>
          <Button kind="primary" onPress={onClose} autoFocus>
            Done
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title="Start over with this keychain?" role="alertdialog" isOpen onClose={onClose}>
      <What />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <p className="if-any soft small" role="status">
        {isBusy && 'Asking the keychain. The system may ask for your password.'}
        {isSure && state.kind === 'idle' && 'Press once more to do it.'}
      </p>
      <DialogActions>
        <Button onPress={onClose} isDisabled={isBusy} autoFocus>
          Cancel
        </Button>
        <Button kind="danger" icon={KeyRound} isBusy={isBusy || isWaiting} onPress={press}>
          {isSure ? 'Yes, my keychain was reset' : 'Start over'}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

const KINDS = {
  keychain: { icon: KeyRound, words: 'System keychain' },
  vault: { icon: Vault, words: 'Passphrase vault' },
  memory: { icon: MemoryStick, words: 'Memory only' },
} as const;

const STATES: Readonly<Record<StorageView['state'], string>> = {
  unknown: 'not asked yet',
  ready: '',
  locked: 'locked',
  waiting: 'waiting',
  absent: 'absent',
  'no-native': 'not available',
  fault: 'fault',
};

/** Where secrets are kept, always in sight, and whether this runtime is one to trust. */
export const StorageLine = ({ app }: { readonly app: AppView }) => {
  const { icon: Icon, words } = KINDS[app.storage.kind];
  const state = STATES[app.storage.state];
  return (
    <div role="group" aria-label="Where secrets are kept" className="chip-last row gap-2 fill note">
      <Icon size={14} aria-hidden="true" />
      <span className="clip">
        {words}
        {state !== '' && `, ${state}`}
      </span>
      {app.runtime === 'stand-in' && (
        <Chip
          tone="warn"
          title="This runtime is not Electron’s official build: for development and tests only."
        >
          <FlaskConical size={12} aria-hidden="true" />
          Stand-in
        </Chip>
      )}
    </div>
  );
};

interface StorageNoticeProps {
  readonly app: AppView;
  readonly onProbed: () => void;
}

const ICONS = { info: KeyRound, warn: Lock, bad: ShieldAlert } as const;

type Asked = 'create-vault' | 'reset-keychain' | undefined;

interface ActionsProps {
  readonly actions: readonly StorageAction[];
  readonly onProbed: () => void;
  readonly onAsk: (asked: Asked) => void;
}

const Actions = ({ actions, onProbed, onAsk }: ActionsProps) => {
  const { run, state } = useCommand('storage.probe');
  const probe = () => void run({}).then(onProbed);
  const onPress: Readonly<Record<StorageAction, () => void>> = {
    unlock: probe,
    'look-again': probe,
    'create-vault': () => onAsk('create-vault'),
    'reset-keychain': () => onAsk('reset-keychain'),
  };
  return (
    <span className="row stretch gap-1">
      {actions.map((action) => (
        <Button
          key={action}
          isBusy={state.kind === 'busy' && (action === 'unlock' || action === 'look-again')}
          onPress={onPress[action]}
        >
          {STORAGE_ACTION_LABELS[action]}
        </Button>
      ))}
    </span>
  );
};

interface UnusedFileProps {
  readonly file: UnusedFileView;
  readonly folder: string;
  readonly onDismissed: () => void;
}

const UnusedFile = ({ file, folder, onDismissed }: UnusedFileProps) => {
  const { run } = useCommand('app.show-folder');
  const dismissal = useCommand('storage.dismiss-file');
  const { title, text } = unusedFileWords(file);
  return (
    <Notice
      tone="warn"
      icon={FileWarning}
      title={title}
      action={
        <span className="row stretch gap-1">
          <Button icon={FolderOpen} onPress={() => void run({})}>
            Show folder
          </Button>
          {file.reason === 'damaged' && (
            <Button
              isBusy={dismissal.state.kind === 'busy'}
              onPress={() => void dismissal.run({ name: file.name }).then(onDismissed)}
            >
              Don’t show again
            </Button>
          )}
        </span>
      }
    >
      {text} It lies in <Foreign text={folder} className="ink mono" /> as{' '}
      <Foreign text={file.name} className="ink mono" />
      {file.holds.length > 0 && (
        <>
          {' '}
          and holds <Foreign text={file.holds.join(', ')} className="ink" />
        </>
      )}
      .
    </Notice>
  );
};

/** The banner about where secrets are kept, and one about each file that could not be used. */
export const StorageNotice = ({ app, onProbed }: StorageNoticeProps) => {
  // Asked here, not in the banner, which goes as soon as the keychain is ready.
  const [asked, setAsked] = useState<Asked>();
  const { storage, folder } = app;
  const words = storageWords(storage);
  const end = () => {
    setAsked(undefined);
    onProbed();
  };
  return (
    <>
      {words !== undefined && (
        <Notice
          tone={words.tone}
          icon={ICONS[words.tone]}
          title={words.title}
          {...(words.actions.length === 0
            ? {}
            : { action: <Actions actions={words.actions} onProbed={onProbed} onAsk={setAsked} /> })}
        >
          {words.text}
        </Notice>
      )}
      {storage.unusedFiles?.map((file) => (
        <UnusedFile
          key={`${file.name} ${file.reason}`}
          file={file}
          folder={folder}
          onDismissed={onProbed}
        />
      ))}
      {asked === 'create-vault' && (
        <CreateVaultDialog onClose={() => setAsked(undefined)} onCreated={end} />
      )}
      {asked === 'reset-keychain' && <ResetKeychainDialog onClose={end} />}
    </>
  );
};
