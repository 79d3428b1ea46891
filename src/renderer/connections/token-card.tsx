import { Eye, EyeOff, RefreshCw } from 'lucide-react';
import type { ConnectionView, TokenSummary } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { expiryOf } from '../text/expiry-words.ts';
import { shortWords } from '../text/time-words.ts';
import { Button } from '../ui/button.tsx';
import { CountdownRing } from '../ui/countdown-ring.tsx';
import { FailureNotice, type StepDeeds } from '../ui/failure-notice.tsx';
import { useShortcut } from '../ui/shortcuts.ts';
import { useNow } from '../ui/use-now.ts';
import { CopyButton } from './copy-button.tsx';
import { TokenText } from './token-text.tsx';
import { useCopy, type Copying, type OnClipboard } from './use-copy.ts';
import { useReveal, type Reveal } from './use-reveal.ts';
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

const ClipboardNote = ({ until, clearAfter }: OnClipboard) => (
  <>
    Copied. The clipboard is cleared in {shortWords(Math.min(until - useNow(), clearAfter * 1000))}.
  </>
);

interface TokenActsProps {
  readonly connection: ConnectionView;
  readonly copying: Copying;
  readonly reveal: Reveal;
  readonly isRefreshing: boolean;
  readonly onRefresh: () => void;
}

const TokenActs = ({ connection, copying, reveal, isRefreshing, onRefresh }: TokenActsProps) => (
  <div className="token-acts">
    <CopyButton
      isBusy={copying.isBusy}
      hasCopied={copying.onClipboard !== undefined}
      onCopy={copying.copy}
    />
    <Button
      icon={reveal.accessToken === undefined ? Eye : EyeOff}
      isBusy={reveal.isBusy}
      onPress={reveal.toggle}
    >
      {reveal.accessToken === undefined ? 'Reveal' : 'Hide'}
    </Button>
    {connection.hasRefreshToken && (
      <Button icon={RefreshCw} isBusy={isRefreshing} onPress={onRefresh}>
        Refresh
      </Button>
    )}
  </div>
);

const TokenNote = ({ connection, copying }: Pick<TokenActsProps, 'connection' | 'copying'>) => (
  <p className="token-note" role="status">
    {copying.onClipboard !== undefined && <ClipboardNote {...copying.onClipboard} />}
    {copying.onClipboard === undefined &&
      (connection.hasRefreshToken
        ? 'Refreshed on its own before it expires.'
        : 'The server gave no refresh token: when this one expires, sign in again.')}
  </p>
);

/** The access token: as bullets, with its clock, and the three things to do with it. */
export const TokenCard = ({ connection, deeds }: TokenCardProps) => {
  const copying = useCopy(connection.id);
  const reveal = useReveal(connection.id);
  const { run, state } = useCommand('token.refresh');
  const refresh = () => void run({ connectionId: connection.id });
  useShortcut('copy', () => copying.copy('raw'));
  useShortcut('reveal', reveal.toggle);
  useShortcut('refresh', refresh, connection.hasRefreshToken);
  const failed = [
    { failure: state.kind === 'failure' ? state.failure : undefined, retry: refresh },
    { failure: copying.failure, retry: copying.copyAgain },
    { failure: reveal.failure, retry: reveal.toggle },
  ].find(({ failure }) => failure !== undefined);

  return (
    <section className="card token-card" aria-label="Access token">
      <div className="token-main">
        <h2 className="card-title">Access token</h2>
        <TokenText accessToken={reveal.accessToken} />
        <TokenActs
          connection={connection}
          copying={copying}
          reveal={reveal}
          isRefreshing={state.kind === 'busy'}
          onRefresh={refresh}
        />
        <TokenNote connection={connection} copying={copying} />
      </div>
      {connection.token !== undefined && <TokenClock token={connection.token} />}
      {failed?.failure !== undefined && (
        <div className="token-failure">
          <FailureNotice failure={failed.failure} deeds={{ ...deeds, retry: failed.retry }} />
        </div>
      )}
    </section>
  );
};
