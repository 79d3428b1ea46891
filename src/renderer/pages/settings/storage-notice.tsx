import { FileWarning, FolderOpen, KeyRound, Lock, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { AppView, PutAsideView } from '../../../contract/view.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CreateVaultDialog } from '../../lock/create-vault-dialog.tsx';
import {
  putAsideWords,
  STORAGE_ACT_LABELS,
  storageWords,
  type StorageAct,
} from './storage-words.ts';
import { Button } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Notice } from '../../kit/notice.tsx';
import { ResetKeychainDialog } from './reset-keychain-dialog.tsx';
import './storage-notice.css';

interface StorageNoticeProps {
  readonly app: AppView;
  readonly onProbed: () => void;
}

const ICONS = { info: KeyRound, warn: Lock, bad: ShieldAlert } as const;

type Asked = 'create-vault' | 'start-afresh' | undefined;

interface ActsProps {
  readonly acts: readonly StorageAct[];
  readonly onProbed: () => void;
  readonly onAsk: (asked: Asked) => void;
}

const Acts = ({ acts, onProbed, onAsk }: ActsProps) => {
  const { run, state } = useCommand('storage.probe');
  const probe = () => void run({}).then(onProbed);
  const actions: Readonly<Record<StorageAct, () => void>> = {
    unlock: probe,
    'look-again': probe,
    'create-vault': () => onAsk('create-vault'),
    'start-afresh': () => onAsk('start-afresh'),
  };
  return (
    <span className="notice-buttons">
      {acts.map((act) => (
        <Button
          key={act}
          isBusy={state.kind === 'busy' && (act === 'unlock' || act === 'look-again')}
          onPress={actions[act]}
        >
          {STORAGE_ACT_LABELS[act]}
        </Button>
      ))}
    </span>
  );
};

const PutAside = ({ file, folder }: { readonly file: PutAsideView; readonly folder: string }) => {
  const { run } = useCommand('app.show-folder');
  const { title, text } = putAsideWords(file);
  return (
    <Notice
      tone="warn"
      icon={FileWarning}
      title={title}
      action={
        <Button icon={FolderOpen} onPress={() => void run({})}>
          Show folder
        </Button>
      }
    >
      {text} It lies in <Foreign text={folder} className="put-aside mono" /> as{' '}
      <Foreign text={file.name} className="put-aside mono" />.
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
          {...(words.acts.length === 0
            ? {}
            : { action: <Acts acts={words.acts} onProbed={onProbed} onAsk={setAsked} /> })}
        >
          {words.text}
        </Notice>
      )}
      {storage.putAside?.map((file) => (
        <PutAside key={file.name} file={file} folder={folder} />
      ))}
      {asked === 'create-vault' && (
        <CreateVaultDialog onClose={() => setAsked(undefined)} onCreated={end} />
      )}
      {asked === 'start-afresh' && <ResetKeychainDialog onClose={end} />}
    </>
  );
};
