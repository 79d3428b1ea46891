import { Eye, EyeOff, RefreshCw } from 'lucide-react';
import type { ConnectionView, TokenSummary } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { expiryOf } from '../text/expiry-words.ts';
import { shortWords } from '../text/time-words.ts';
import { Button } from '../ui/button.tsx';
import { CountdownRing } from '../ui/countdown-ring.tsx';
import { FailureNotice, type StepDeeds } from '../ui/failure-notice.tsx';
import { useNow } from '../ui/use-now.ts';
import { CopyButton } from './copy-button.tsx';
import { TokenText } from './token-text.tsx';
import { useCopy } from './use-copy.ts';
import { useReveal } from './use-reveal.ts';
import './token-card.css';

interface TokenCardProps {
  readonly connection: ConnectionView;
  readonly deeds: StepDeeds;
}

const TokenClock = ({ token }: { readonly token: TokenSummary }) => (
  <CountdownRing
    expiry={expiryOf(token, useNow())}
    note={`of ${token.lifetimeAssumed ? 'about ' : ''}${shortWords(token.lifetime * 1000)}`}
  />
);

const ClipboardNote = ({ clearedAt }: { readonly clearedAt: number }) => (
  <>Copied. The clipboard is cleared in {shortWords(clearedAt - useNow())}.</>
);

/** The access token: as bullets, with its clock, and the three things to do with it. */
export const TokenCard = ({ connection, deeds }: TokenCardProps) => {
  const copying = useCopy(connection.id);
  const reveal = useReveal(connection.id);
  const refresh = useCommand('token.refresh');
  const isActive = connection.standing.kind === 'active';
  const { token } = connection;
  const failure =
    copying.failure ??
    reveal.failure ??
    (refresh.state.kind === 'failure' ? refresh.state.failure : undefined);

  return (
    <section className="card token-card" aria-label="Access token">
      <div className="token-main">
        <h2 className="card-title">Access token</h2>
        <TokenText accessToken={reveal.accessToken} />
        <div className="token-acts">
          <CopyButton
            isBusy={copying.isBusy}
            hasCopied={copying.clearedAt !== undefined}
            isDisabled={!isActive}
            onCopy={copying.copy}
          />
          <Button
            icon={reveal.accessToken === undefined ? Eye : EyeOff}
            isBusy={reveal.isBusy}
            isDisabled={!isActive}
            onPress={reveal.toggle}
          >
            {reveal.accessToken === undefined ? 'Reveal' : 'Hide'}
          </Button>
          <Button
            icon={RefreshCw}
            isBusy={refresh.state.kind === 'busy'}
            isDisabled={!isActive || !connection.hasRefreshToken}
            onPress={() => void refresh.run({ connectionId: connection.id })}
          >
            Refresh
          </Button>
        </div>
        <p className="token-note" role="status">
          {copying.clearedAt === undefined ? (
            <RefreshNote connection={connection} />
          ) : (
            <ClipboardNote clearedAt={copying.clearedAt} />
          )}
        </p>
      </div>
      {token !== undefined && isActive && <TokenClock token={token} />}
      {failure !== undefined && (
        <div className="token-failure">
          <FailureNotice
            failure={failure}
            deeds={{ ...deeds, retry: () => void refresh.run({ connectionId: connection.id }) }}
          />
        </div>
      )}
    </section>
  );
};

const RefreshNote = ({ connection }: { readonly connection: ConnectionView }) => {
  if (connection.standing.kind !== 'active')
    return 'No access token until you have signed in again.';
  return connection.hasRefreshToken
    ? 'Refreshed on its own before it expires.'
    : 'The server gave no refresh token: when this one expires, sign in again.';
};
