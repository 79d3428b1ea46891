import { LogIn, TriangleAlert } from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import { FAILURE_TEXT } from '../kit/words/failure-text.ts';
import { STANDING_WORDS } from '../kit/words/standing-words.ts';
import { Button } from '../kit/button.tsx';
import { Notice } from '../kit/notice.tsx';

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
