import { FileWarning, KeyRound, Lock, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { StorageView } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { CreateVaultDialog } from '../lock/create-vault-dialog.tsx';
import { foreignText } from '../text/foreign.ts';
import { STORAGE_ACT_LABELS, storageWords, type StorageAct } from '../text/storage-words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

interface StorageNoticeProps {
  readonly storage: StorageView;
  readonly onProbed: () => void;
}

const ICONS = { info: KeyRound, warn: Lock, bad: ShieldAlert } as const;

const Acts = ({
  acts,
  onProbed,
}: { readonly acts: readonly StorageAct[] } & Pick<StorageNoticeProps, 'onProbed'>) => {
  const { run, state } = useCommand('storage.probe');
  const [isCreating, setIsCreating] = useState(false);
  const deeds: Readonly<Record<StorageAct, () => void>> = {
    unlock: () => void run({}).then(onProbed),
    'look-again': () => void run({}).then(onProbed),
    'create-vault': () => setIsCreating(true),
  };
  return (
    <span className="notice-buttons">
      {acts.map((act) => (
        <Button
          key={act}
          isBusy={state.kind === 'busy' && (act === 'unlock' || act === 'look-again')}
          onPress={deeds[act]}
        >
          {STORAGE_ACT_LABELS[act]}
        </Button>
      ))}
      {isCreating && (
        <CreateVaultDialog
          onClose={() => setIsCreating(false)}
          onCreated={() => {
            setIsCreating(false);
            onProbed();
          }}
        />
      )}
    </span>
  );
};

/** The banner about where secrets are kept, and the one about a damaged settings file. */
export const StorageNotice = ({ storage, onProbed }: StorageNoticeProps) => {
  const words = storageWords(storage);
  return (
    <>
      {words !== undefined && (
        <Notice
          tone={words.tone}
          icon={ICONS[words.tone]}
          title={words.title}
          {...(words.acts.length === 0
            ? {}
            : { action: <Acts acts={words.acts} onProbed={onProbed} /> })}
        >
          {words.text}
        </Notice>
      )}
      {storage.settingsPutAside !== undefined && (
        <Notice tone="warn" icon={FileWarning} title="The settings file was damaged and put aside">
          It is kept as <bdi className="mono">{foreignText(storage.settingsPutAside, 120)}</bdi>.
        </Notice>
      )}
    </>
  );
};
