import { HardDriveUpload, Hourglass } from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import { END_REASONS, END_SOURCES, nearEnd } from '../kit/words/login-expiry-words.ts';
import { momentWords } from '../kit/words/time-words.ts';
import { Notice } from '../kit/notice.tsx';
import { useNow } from '../kit/use-now.ts';

const NearEnd = ({ connection }: { readonly connection: ConnectionView }) => {
  const end = nearEnd(connection, useNow());
  const { expiry } = connection;
  if (end === undefined || expiry === undefined) return null;
  return (
    <Notice tone={end.tone} icon={Hourglass} title={end.sentence}>
      {END_REASONS[expiry.because]} {END_SOURCES[expiry.source]}: {momentWords(expiry.at)}.
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
