import { FileWarning, KeyRound, Lock, ShieldAlert } from 'lucide-react';
import type { StorageView } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { foreignText } from '../text/foreign.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

interface StorageNoticeProps {
  readonly storage: StorageView;
  readonly onProbed: () => void;
}

interface Words {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  readonly button?: string;
}

const NO_KEYCHAIN: Words = {
  tone: 'warn',
  title: 'Nothing is kept: this machine has no keychain',
  text: 'Connections last until you quit. Start a Secret Service (GNOME Keyring, KWallet) to keep them.',
  button: 'Look again',
};

/** What a person must know about where secrets are kept; nothing where all is well. */
const wordsOf = ({ kind, state }: StorageView): Words | undefined => {
  if (state === 'locked') {
    return {
      tone: 'warn',
      title: 'The keychain is locked',
      text: 'Your connections are safe in it. Unlock it to use them.',
      button: 'Unlock',
    };
  }
  if (state === 'waiting') {
    return {
      tone: 'info',
      title: 'Waiting for the keychain',
      text: 'The system may be asking for your password in another window.',
    };
  }
  if (state === 'fault') {
    return {
      tone: 'bad',
      title: 'The keychain answers, but not with what was stored',
      text: 'It may be another profile’s. Nothing was changed or deleted.',
      button: 'Look again',
    };
  }
  if (state === 'absent' || state === 'no-native' || (kind === 'memory' && state === 'ready')) {
    return NO_KEYCHAIN;
  }
  return undefined;
};

const ICONS = { info: KeyRound, warn: Lock, bad: ShieldAlert } as const;

/** The banner about the keychain, and the one about a damaged settings file. */
export const StorageNotice = ({ storage, onProbed }: StorageNoticeProps) => {
  const probe = useCommand('storage.probe');
  const words = wordsOf(storage);
  const look = async () => {
    await probe.run({});
    onProbed();
  };
  return (
    <>
      {words !== undefined && (
        <Notice
          tone={words.tone}
          icon={words === NO_KEYCHAIN ? ShieldAlert : ICONS[words.tone]}
          title={words.title}
          {...(words.button === undefined
            ? {}
            : {
                action: (
                  <Button isBusy={probe.state.kind === 'busy'} onPress={() => void look()}>
                    {words.button}
                  </Button>
                ),
              })}
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
