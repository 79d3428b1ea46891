import type { ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { AdvicePage } from '../pages/advice/advice-page.tsx';
import type { Advice } from './use-advice.ts';
import { useAdviceActs } from './use-advice-acts.tsx';
import type { SignInStart } from './use-sign-in-start.ts';

interface AdvicePaneProps {
  readonly advice: Advice;
  readonly connections: readonly ConnectionView[];
  readonly signInStart: SignInStart;
  readonly onSelectConnection: (id: ConnectionId) => void;
}

/** The page of advice, with its acts. */
export const AdvicePane = (props: AdvicePaneProps) => {
  const { advice, connections, signInStart, onSelectConnection } = props;
  const { act, dialogs } = useAdviceActs(signInStart, onSelectConnection);
  return (
    <>
      <AdvicePage
        findings={advice.findings}
        failure={advice.failure}
        connections={connections}
        onAskAgain={advice.askAgain}
        actions={{
          onAct: act,
          onShow: ({ connection }) => onSelectConnection(connection.id),
          onDismiss: ({ finding }, isDismissed) => advice.dismiss(finding, isDismissed),
        }}
      />
      {dialogs}
    </>
  );
};
