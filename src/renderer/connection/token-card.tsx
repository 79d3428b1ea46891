import { TriangleAlert } from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import type { TokenSummary } from '../../contract/token.ts';
import { useCommand } from '../bridge/use-command.ts';
import { type Expiry, expiryOf } from '../kit/words/expiry-words.ts';
import { shortWords } from '../kit/words/time-words.ts';
import { FailureNotice, type StepActions } from '../kit/failure-notice.tsx';
import { useShortcut } from '../kit/shortcuts.ts';
import { useNow } from '../kit/use-now.ts';
import { CopiedNote } from './copied-note.tsx';
import { TokenActions } from './token-actions.tsx';
import { type Copying, useCopy } from './use-copy.ts';
import { useReveal } from './use-reveal.ts';
import { foreignText } from '../kit/words/foreign.ts';

const SIZE = 116;
const STROKE = 7;
const RADIUS = (SIZE - STROKE) / 2;

interface CountdownRingProps {
  readonly expiry: Expiry;
  /** Under the time, such as `of 15 min`. */
  readonly note: string;
}

/** What is left of a life, as a ring that empties and a clock inside it. */
const CountdownRing = ({ expiry, note }: CountdownRingProps) => (
  <div className={`ring ring-${expiry.tone}`} role="timer" aria-label={expiry.spoken}>
    <svg width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      <circle className="ring-track" cx={SIZE / 2} cy={SIZE / 2} r={RADIUS} strokeWidth={STROKE} />
      <circle
        className="ring-left"
        cx={SIZE / 2}
        cy={SIZE / 2}
        r={RADIUS}
        strokeWidth={STROKE}
        pathLength={100}
        strokeDasharray={`${(expiry.share * 100).toFixed(2)} 100`}
        strokeLinecap={expiry.share > 0 ? 'round' : 'butt'}
      />
    </svg>
    <span className="ring-words stack" aria-hidden="true">
      <span className={expiry.clock.length > 6 ? 'ring-clock ring-clock-long' : 'ring-clock'}>
        {expiry.clock}
      </span>
      <span className="ring-note">{expiry.tone === 'bad' ? 'expired' : note}</span>
    </span>
  </div>
);

const BULLETS = '•'.repeat(36);
const LONGEST = 70_000;

/** The token as bullets, or as text while it is revealed. */
const TokenText = ({ accessToken }: { readonly accessToken: string | undefined }) =>
  accessToken === undefined ? (
    <p className="token-text">
      <span aria-hidden="true" className="token-bullets">
        {BULLETS}
      </span>
      <span className="sr-only">Hidden</span>
    </p>
  ) : (
    <div
      className="token-text token-text-shown mono"
      role="region"
      tabIndex={0}
      aria-label="Revealed access token"
    >
      <bdi>{foreignText(accessToken, LONGEST)}</bdi>
    </div>
  );

interface TokenCardProps {
  readonly connection: ConnectionView;
  readonly actions: StepActions;
}

const TokenClock = ({ token }: { readonly token: TokenSummary }) => (
  <CountdownRing
    expiry={expiryOf(token, useNow())}
    note={`of ${token.lifetimeAssumed ? 'about ' : ''}${shortWords(token.lifetime * 1000)}`}
  />
);

interface TokenNoteProps {
  readonly connection: ConnectionView;
  readonly copying: Copying;
}

/** Said before anything is copied: a copy that ends early is worse than none. */
const EndingCopies = () => (
  <p className="mark-and-words row stretch small warn" style={{ gap: 6 }}>
    <TriangleAlert size={14} aria-hidden="true" />
    <span>The next refresh ends this token and every copy of it.</span>
  </p>
);

/** How the token is refreshed, while nothing was copied. */
const refreshWords = ({ isRenewable, refreshEndsToken }: ConnectionView): string => {
  if (!isRenewable)
    return 'The server gave no refresh token: when this one expires, sign in again.';
  return refreshEndsToken
    ? 'Refreshed on its own, as late as can be.'
    : 'Refreshed on its own before it expires.';
};

const TokenNote = ({ connection, copying }: TokenNoteProps) => (
  <p className="token-note note" role="status">
    {copying.copied === undefined ? (
      refreshWords(connection)
    ) : (
      <CopiedNote {...copying} connection={connection} copied={copying.copied} />
    )}
  </p>
);

/** The access token: as bullets, with its clock, and the three things to do with it. */
export const TokenCard = ({ connection, actions }: TokenCardProps) => {
  const copying = useCopy(connection.id);
  const reveal = useReveal(connection.id);
  const { run, state } = useCommand('token.refresh');
  const refresh = () => void run({ connectionId: connection.id });
  useShortcut('copy', () => copying.copy('raw'));
  useShortcut('reveal', reveal.toggle);
  useShortcut('refresh', refresh, connection.isRenewable);
  const failed = [
    { failure: state.kind === 'failure' ? state.failure : undefined, retry: refresh },
    { failure: copying.failure, retry: copying.copyAgain },
    { failure: reveal.failure, retry: reveal.toggle },
  ].find(({ failure }) => failure !== undefined);

  return (
    <section className="card token-card row wrap" aria-label="Access token">
      <div className="stack gap-3" style={{ flex: '1 1 320px' }}>
        <h2 className="card-title">Access token</h2>
        <TokenText accessToken={reveal.accessToken} />
        <TokenActions
          connection={connection}
          actions={actions}
          copying={copying}
          reveal={reveal}
          isRefreshing={state.kind === 'busy'}
          onRefresh={refresh}
        />
        {connection.refreshEndsToken && connection.isRenewable && <EndingCopies />}
        <TokenNote connection={connection} copying={copying} />
      </div>
      {connection.token !== undefined && <TokenClock token={connection.token} />}
      {failed?.failure !== undefined && (
        <div style={{ flexBasis: '100%' }}>
          <FailureNotice failure={failed.failure} actions={{ ...actions, retry: failed.retry }} />
        </div>
      )}
    </section>
  );
};
