import { useState } from 'react';
import type { ScopeChoiceView } from '../../../contract/scope.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { ChooseScopes } from './choose-scopes.tsx';
import { firstWanted, type WantedScopes } from './choices.ts';
import { Review, type AskAgain } from './review.tsx';

interface ChangeAccessProps {
  readonly connection: ConnectionView;
  /** Scope tokens that no hand-out held; they are unticked to begin with. */
  readonly unused: readonly string[];
  /** Others that are unticked to begin with. */
  readonly dropped?: readonly string[];
  readonly onClose: () => void;
  readonly onAskAgain: (asked: AskAgain) => void;
}

interface StepsProps extends ChangeAccessProps {
  readonly choices: readonly ScopeChoiceView[];
}

const NONE: readonly string[] = [];

const Steps = (props: StepsProps) => {
  const { connection, choices, unused, dropped = NONE, onClose, onAskAgain } = props;
  const held = { granted: connection.grantedScope, requested: connection.requestedScope };
  const [selection, setSelection] = useState<WantedScopes>(() =>
    firstWanted(held, choices, [...unused, ...dropped]),
  );
  const [reviewed, setReviewed] = useState<string>();
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
      selection={selection}
      choices={choices}
      unused={unused}
      onChange={setSelection}
      onClose={onClose}
      onReview={setReviewed}
    />
  );
};

const Loaded = (props: ChangeAccessProps) => {
  const choices = useQuery('connection.scope-choices', { connectionId: props.connection.id });
  if (choices.value !== undefined) return <Steps {...props} choices={choices.value} />;
  return choices.failure === undefined ? (
    <Skeleton lines={6} label="Loading scopes" />
  ) : (
    <FailureNotice failure={choices.failure} actions={{ retry: choices.askAgain }} />
  );
};

/** Drops and adds scope tokens, says what will happen, and only then asks the server. */
export const ChangeAccess = (props: ChangeAccessProps) => {
  const { unused, dropped = NONE, onClose } = props;
  const isLess = unused.length + dropped.length > 0;
  return (
    <Dialog
      title={isLess ? 'Ask for less' : 'Change access'}
      size="medium"
      isOpen
      onClose={onClose}
    >
      <Loaded {...props} />
    </Dialog>
  );
};
