import { HardDriveUpload, Hourglass } from 'lucide-react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { momentWords, spokenWords } from '../text/time-words.ts';
import { Notice } from '../ui/notice.tsx';
import { useNow } from '../ui/use-now.ts';

const DEATH_WORDS = {
  rest: 'The server ends logins that rest too long. Any refresh keeps it alive.',
  age: 'The server ends every login after a while. Sign in again before then.',
} as const;

type Death = NonNullable<ConnectionView['death']>;

const DeathNotice = ({ death }: { readonly death: Death }) => {
  const now = useNow();
  if (now < death.warnAt) return null;
  return (
    <Notice
      tone="warn"
      icon={Hourglass}
      title={
        now < death.at
          ? `This login ends in ${spokenWords(death.at - now)}`
          : 'This login has probably ended'
      }
    >
      {DEATH_WORDS[death.because]} ({momentWords(death.at)})
    </Notice>
  );
};

/** What may take this connection away: an end that is near, or a refresh token not yet kept. */
export const LifeNotice = ({ connection }: { readonly connection: ConnectionView }) => (
  <>
    {connection.isUnsaved && (
      <Notice tone="warn" icon={HardDriveUpload} title="The newest refresh token is not stored yet">
        It waits, encrypted, until the keychain takes it. Do not switch the machine off.
      </Notice>
    )}
    {connection.death !== undefined && connection.standing.kind === 'active' && (
      <DeathNotice death={connection.death} />
    )}
  </>
);
