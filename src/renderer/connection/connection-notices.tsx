import { LogIn, TriangleAlert, HardDriveUpload, Hourglass } from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import { FAILURE_TEXT } from '../kit/words/failure-text.ts';
import { STANDING_WORDS } from '../kit/words/standing-words.ts';
import { Button } from '../kit/button.tsx';
import { Notice } from '../kit/notice.tsx';
import { EXPIRY_REASONS, EXPIRY_SOURCES, nearEnd } from '../kit/words/login-expiry-words.ts';
import { momentWords } from '../kit/words/time-words.ts';
import { useNow } from '../kit/use-now.ts';

const NearEnd = ({ connection }: { readonly connection: ConnectionView }) => {
  const end = nearEnd(connection, useNow());
  const { expiry } = connection;
  if (end === undefined || expiry === undefined) return null;
  return (
    <Notice tone={end.tone} icon={Hourglass} title={end.sentence}>
      {EXPIRY_REASONS[expiry.because]} {EXPIRY_SOURCES[expiry.source]}: {momentWords(expiry.at)}.
    </Notice>
  );
};

/** What may take this connection away: an end that is near, or a refresh token not yet kept. */
export const LifeNotice = ({ connection }: { readonly connection: ConnectionView }) => (
  <>
    {connection.isUnsaved && (
      <Notice
        tone="warn"
        icon={HardDriveUpload}
        title="Waiting for the keychain: kept in memory meanwhile"
      >
        The newest refresh token is not in the keychain yet. It is tried again on its own; leave
        Valet Key running, and unlock the keychain if it is locked.
      </Notice>
    )}
    <NearEnd connection={connection} />
  </>
);

interface StandingNoticeProps {
  readonly connection: ConnectionView;
  readonly onSignInAgain: () => void;
}

/** Why a connection gives no tokens, and the one thing to do; nothing where all is well. */
export const StandingNotice = ({ connection, onSignInAgain }: StandingNoticeProps) => {
  const { standing } = connection;
  if (standing.kind === 'active') return null;
  return (
    <Notice
      tone={standing.kind === 'unreadable' ? 'bad' : 'warn'}
      icon={TriangleAlert}
      title={FAILURE_TEXT[standing.because].sentence}
      action={
        <Button kind="primary" icon={LogIn} onPress={onSignInAgain}>
          Sign in again
        </Button>
      }
    >
      {STANDING_WORDS[standing.kind].sentence}
    </Notice>
  );
};
