import type { ConnectionView } from '../../contract/connection.ts';
import { RevokeDialog } from '../revocation/revoke-dialog.tsx';
import { ForgetDialog } from './ending-dialogs.tsx';

/** Which end of which connection is asked about. */
export interface Asking {
  readonly what: 'revoke' | 'forget';
  readonly connection: ConnectionView;
}

interface EndingQuestionProps {
  readonly asking: Asking | undefined;
  readonly onClose: () => void;
}

/** Asks before a connection ends, from wherever that was wanted; nothing while nothing is asked. */
export const EndingQuestion = ({ asking, onClose }: EndingQuestionProps) => {
  if (asking === undefined) return null;
  const Dialog = asking.what === 'revoke' ? RevokeDialog : ForgetDialog;
  return <Dialog connection={asking.connection} isOpen onClose={onClose} />;
};
