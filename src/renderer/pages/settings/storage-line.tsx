import { FlaskConical, KeyRound, MemoryStick, Vault } from 'lucide-react';
import type { AppView, StorageView } from '../../../contract/view.ts';
import { Chip } from '../../kit/chip.tsx';
import './storage-line.css';

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
    <div className="storage-line">
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
