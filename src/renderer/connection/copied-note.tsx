import type { ConnectionView } from '../../contract/connection.ts';
import { copyLifeWords, promiseWords } from './copy-words.ts';
import { shortWords } from '../kit/words/time-words.ts';
import { useNow } from '../kit/use-now.ts';
import type { Copied, CopyMemory } from './use-copy.ts';

interface CopiedNoteProps {
  readonly connection: Pick<ConnectionView, 'refreshEndsToken'>;
  readonly copied: Copied;
  readonly isOnClipboard: CopyMemory['isOnClipboard'];
}

/** Until when a copy is on the clipboard, until when its token lives, and why for no longer. */
export const CopiedNote = ({ connection, copied, isOnClipboard }: CopiedNoteProps) => {
  const now = useNow();
  const stays = Math.min(copied.clearsAt - now, copied.clearAfter * 1000);
  const life = copyLifeWords(copied, now, connection.refreshEndsToken);
  const promise = promiseWords(copied);
  return (
    <>
      <span className="block">
        {isOnClipboard
          ? `Copied, ${life}. The clipboard is cleared in ${shortWords(stays)}.`
          : `The copy is off the clipboard, and ${life}.`}
      </span>
      {promise !== undefined && <span className="block warn">{promise}</span>}
    </>
  );
};
