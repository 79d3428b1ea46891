import { useState, type ReactNode } from 'react';
import type { ConnectionView } from '../../../contract/connection.ts';
import { ChangeAccess } from './change-access.tsx';
import type { AskAgain } from './review.tsx';
import { StepUpDialog } from './step-up-dialog.tsx';

type Asking =
  { readonly kind: 'change'; readonly unused: readonly string[] } | { readonly kind: 'step-up' };

/** How to open a dialog that ends in signing in again for something else, and the open one. */
export interface AccessDialogs {
  /** `unused` scope tokens are unticked to begin with. */
  readonly change: (unused?: readonly string[]) => void;
  readonly stepUp: () => void;
  readonly dialog: ReactNode;
}

/** The dialogs about a connection's access; at most one is open. */
export const useAccessDialogs = (
  connection: ConnectionView,
  onAskAgain: (asked: AskAgain) => void,
): AccessDialogs => {
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const shared = {
    connection,
    onClose: close,
    onAskAgain: (asked: AskAgain) => {
      close();
      onAskAgain(asked);
    },
  };
  return {
    change: (unused = []) => setAsking({ kind: 'change', unused }),
    stepUp: () => setAsking({ kind: 'step-up' }),
    dialog:
      asking?.kind === 'change' ? (
        <ChangeAccess {...shared} unused={asking.unused} />
      ) : (
        asking && <StepUpDialog {...shared} />
      ),
  };
};
