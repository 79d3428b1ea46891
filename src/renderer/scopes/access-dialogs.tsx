import type { ConnectionView } from '../../shared/ipc/view.ts';
import { ChangeAccess } from './change-access.tsx';
import type { AskAgain } from './review.tsx';
import { StepUpDialog } from './step-up-dialog.tsx';

/** Which dialog about access is open. */
export type AccessAsking =
  { readonly kind: 'change'; readonly unused: readonly string[] } | { readonly kind: 'step-up' };

interface AccessDialogsProps {
  readonly connection: ConnectionView;
  readonly asking: AccessAsking | undefined;
  readonly onClose: () => void;
  readonly onAskAgain: (asked: AskAgain) => void;
}

/** The dialogs that end in signing in again for something else; at most one is open. */
export const AccessDialogs = ({ connection, asking, onClose, onAskAgain }: AccessDialogsProps) => {
  const shared = {
    connection,
    onClose,
    onAskAgain: (asked: AskAgain) => {
      onClose();
      onAskAgain(asked);
    },
  };
  switch (asking?.kind) {
    case 'change':
      return <ChangeAccess {...shared} unused={asking.unused} />;
    case 'step-up':
      return <StepUpDialog {...shared} />;
    default:
      return null;
  }
};
