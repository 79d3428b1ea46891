import { useState } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { useQuery } from '../bridge/use-query.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Skeleton } from '../ui/empty.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { ChooseScopes } from './choose-scopes.tsx';
import { firstWish, type Wish } from './choices.ts';
import { Review, type AskAgain } from './review.tsx';

interface ChangeAccessProps {
  readonly connection: ConnectionView;
  /** Scope tokens that no hand-out held; they are unticked to begin with. */
  readonly unused: readonly string[];
  readonly onClose: () => void;
  readonly onAskAgain: (asked: AskAgain) => void;
}

const Steps = ({ connection, unused, onClose, onAskAgain }: ChangeAccessProps) => {
  const held = { granted: connection.grantedScope, requested: connection.requestedScope };
  const choices = useQuery('connection.scope-choices', { connectionId: connection.id });
  const [wish, setWish] = useState<Wish>(() => firstWish(held, unused));
  const [reviewed, setReviewed] = useState<string>();
  if (choices.value === undefined) {
    return choices.failure === undefined ? (
      <Skeleton lines={6} label="Loading scopes" />
    ) : (
      <FailureNotice failure={choices.failure} deeds={{ retry: choices.askAgain }} />
    );
  }
  if (reviewed !== undefined) {
    return (
      <Review
        connection={connection}
        asked={{ scope: reviewed }}
        onBack={() => setReviewed(undefined)}
        onAskAgain={onAskAgain}
      />
    );
  }
  return (
    <ChooseScopes
      held={held}
      wish={wish}
      choices={choices.value}
      unused={unused}
      onChange={setWish}
      onClose={onClose}
      onReview={setReviewed}
    />
  );
};

/** Drops and adds scope tokens, says what will happen, and only then asks the server. */
export const ChangeAccess = (props: ChangeAccessProps) => (
  <Dialog
    title={props.unused.length > 0 ? 'Ask for less' : 'Change access'}
    size="medium"
    isOpen
    onClose={props.onClose}
  >
    <Steps {...props} />
  </Dialog>
);
