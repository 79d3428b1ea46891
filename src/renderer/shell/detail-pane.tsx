import { MousePointerClick } from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { ConnectionDetail } from '../connection/connection-detail.tsx';
import { AskServer } from '../pages/inspector/introspect.tsx';
import { ClaimsSection } from '../pages/inspector/claims-section.tsx';
import { SignInPanel } from '../sign-in/sign-in-panel.tsx';
import { Empty } from '../kit/empty.tsx';
import { AdviceNotice } from '../pages/advice/advice-notice.tsx';
import type { Shown } from './selection.ts';
import type { Advice } from './use-advice.ts';
import { useAdviceActions } from './use-advice-actions.tsx';
import type { SignInStart } from './use-sign-in-start.ts';

interface DetailPaneProps {
  readonly shown: Exclude<Shown, { kind: 'page' }>;
  readonly signInStart: SignInStart;
  readonly advice: Advice;
  readonly onAdvice: () => void;
  readonly onUnlock: () => void;
  readonly onSelectConnection: (id: ConnectionId) => void;
  readonly onInspect: (connection: ConnectionView) => void;
}

interface AdvisedOnProps extends Omit<DetailPaneProps, 'shown'> {
  readonly connection: ConnectionView;
}

const AdvisedOn = (props: AdvisedOnProps) => {
  const { connection, advice, onAdvice, signInStart, onSelectConnection } = props;
  const { act, dialogs } = useAdviceActions(signInStart, onSelectConnection);
  return (
    <>
      <AdviceNotice
        connection={connection}
        findings={advice.of(connection.id)}
        onAct={act}
        onAdvice={onAdvice}
      />
      {dialogs}
    </>
  );
};

/** The right-hand side: one connection, one sign-in, or nothing chosen. */
export const DetailPane = (props: DetailPaneProps) => {
  const { shown, signInStart, onUnlock } = props;
  if (shown.kind === 'nothing') {
    return <Empty icon={MousePointerClick} title="Choose a connection" />;
  }
  if (shown.kind === 'sign-in') {
    return (
      <SignInPanel
        key={shown.signIn.id}
        signIn={shown.signIn}
        onShow={props.onSelectConnection}
        onTryAgain={signInStart.retry}
      />
    );
  }
  const { connection } = shown;
  const signInAgain = () => signInStart.startAgain(connection.id);
  const actions = { 'sign-in': signInAgain, unlock: onUnlock };
  return (
    <ConnectionDetail
      key={connection.id}
      connection={connection}
      actions={actions}
      onSignInAgain={signInAgain}
      advice={<AdvisedOn {...props} connection={connection} />}
      onAskAgain={(asked) =>
        signInStart.start({ kind: 'again', connectionId: connection.id, ...asked })
      }
      claims={
        connection.standing.kind === 'active' && (
          <>
            <ClaimsSection
              connection={connection}
              actions={actions}
              onInspect={() => props.onInspect(connection)}
            />
            <AskServer connection={connection} actions={actions} />
          </>
        )
      }
    />
  );
};
