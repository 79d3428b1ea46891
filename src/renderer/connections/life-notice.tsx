import { HardDriveUpload, Hourglass } from 'lucide-react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { END_REASONS, END_SOURCES, nearEnd } from '../ends/end-words.ts';
import { momentWords } from '../text/time-words.ts';
import { Notice } from '../ui/notice.tsx';
import { useNow } from '../ui/use-now.ts';

const NearEnd = ({ connection }: { readonly connection: ConnectionView }) => {
  const end = nearEnd(connection, useNow());
  const { death } = connection;
  if (end === undefined || death === undefined) return null;
  return (
    <Notice tone={end.tone} icon={Hourglass} title={end.sentence}>
      {END_REASONS[death.because]} {END_SOURCES[death.source]}: {momentWords(death.at)}.
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
