import { ClockAlert } from 'lucide-react';
import type { AppView } from '../../contract/app.ts';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { spokenWords } from '../kit/words/time-words.ts';

/** Says that this computer's clock and a server's are apart, which no countdown shows. */
export const ClockNotice = ({ app: { clockDifference } }: { readonly app: AppView }) => {
  if (clockDifference === undefined) return null;
  const { host, ahead } = clockDifference;
  const way = ahead > 0 ? 'behind' : 'ahead of';
  return (
    <Notice
      tone="warn"
      icon={ClockAlert}
      title={
        <>
          This computer’s clock is {spokenWords(Math.abs(ahead) * 1000)} {way} that of{' '}
          <Foreign text={host} />
        </>
      }
    >
      Logins go on working: tokens are judged by the server’s clock. If it is this computer’s clock
      that is wrong, so are the dates and times shown here.
    </Notice>
  );
};
