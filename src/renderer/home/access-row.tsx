import { MoreHorizontal } from 'lucide-react';
import { memo } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { identityOf } from '../text/connection-words.ts';
import { STANDING_WORDS } from '../text/standing-words.ts';
import { agoWords, momentWords, shortWords } from '../text/time-words.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Dot } from '../ui/chip.tsx';
import { ExpiryBadge } from '../ui/expiry-badge.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { isEnding } from './filters.ts';
import { ScopeCell } from './scope-cell.tsx';

const Nothing = ({ words }: { readonly words: string }) => (
  <span className="access-none" title={words}>
    <span aria-hidden="true">–</span>
    <span className="sr-only">{words}</span>
  </span>
);

/** Where there is no room for a column of standings, what is not well is said below the name. */
const StandingBelow = ({ connection }: { readonly connection: ConnectionView }) => {
  const { kind } = connection.standing;
  if (kind === 'active') return null;
  const { tone, short } = STANDING_WORDS[kind];
  return <span className={`access-standing-below access-${tone}`}>{short}</span>;
};

const Who = ({ connection }: { readonly connection: ConnectionView }) => {
  const identity = identityOf(connection);
  return (
    <>
      <Avatar name={connection.label} seed={connection.id} />
      <span className="access-words">
        <Foreign text={connection.label} className="access-label clip" />
        <span className="access-where">
          <StandingBelow connection={connection} />
          {identity !== undefined && <Foreign text={identity} className="access-identity clip" />}
          <Foreign text={connection.host} className="access-host-below clip" />
        </span>
      </span>
    </>
  );
};

interface TimesProps {
  readonly connection: ConnectionView;
  /** Milliseconds, at the minute. */
  readonly now: number;
}

const Ends = ({ connection, now }: TimesProps) => {
  const { death, standing } = connection;
  if (standing.kind === 'sign-in-required') {
    return <span title={momentWords(standing.since)}>ended</span>;
  }
  if (death === undefined) return <Nothing words="Not known" />;
  const left = death.at - now;
  return (
    <span className={isEnding(connection, now) ? 'access-soon' : ''} title={momentWords(death.at)}>
      {left <= 0 ? 'overdue' : `in ${shortWords(left)}`}
    </span>
  );
};

const Used = ({ connection: { handedOutAt }, now }: TimesProps) =>
  handedOutAt === undefined ? (
    <span className="access-none">never</span>
  ) : (
    <span title={momentWords(handedOutAt)}>{agoWords(handedOutAt, now)}</span>
  );

export interface AccessRowProps extends TimesProps {
  readonly isActive: boolean;
  readonly isOpened: boolean;
  readonly onToggle: (connection: ConnectionView) => void;
  readonly onMenu: (connection: ConnectionView, anchor: Element) => void;
}

const More = ({
  connection,
  isActive,
  onMenu,
}: Omit<AccessRowProps, 'now' | 'isOpened' | 'onToggle'>) => (
  <button
    type="button"
    className="access-more"
    tabIndex={isActive ? 0 : -1}
    aria-haspopup="menu"
    aria-label="What to do with this connection"
    onClick={(event) => {
      event.stopPropagation();
      onMenu(connection, event.currentTarget);
    }}
  >
    <MoreHorizontal size={16} aria-hidden="true" />
  </button>
);

const Token = ({ connection: { standing, token } }: { readonly connection: ConnectionView }) =>
  standing.kind === 'active' && token !== undefined ? (
    <ExpiryBadge token={token} />
  ) : (
    <Nothing words="No token at the moment" />
  );

/** The cells of one connection: who, where, whether it works, what it may do, and until when. */
export const AccessCells = memo((props: AccessRowProps) => {
  const { connection, now, isActive, isOpened, onToggle, onMenu } = props;
  const standing = STANDING_WORDS[connection.standing.kind];
  return (
    <>
      <div role="rowheader" className="access-cell access-name">
        <Who connection={connection} />
      </div>
      <div role="gridcell" className="access-cell access-host">
        <Foreign text={connection.host} />
      </div>
      <div role="gridcell" className={`access-cell access-standing access-${standing.tone}`}>
        <Dot tone={standing.tone} />
        <span className="clip" title={standing.sentence}>
          {standing.short}
        </span>
      </div>
      <div role="gridcell" className="access-cell access-scopes">
        <ScopeCell
          connection={connection}
          isOpened={isOpened}
          onToggle={() => onToggle(connection)}
        />
      </div>
      <div role="gridcell" className="access-cell access-token">
        <Token connection={connection} />
      </div>
      <div role="gridcell" className="access-cell access-ends">
        <Ends connection={connection} now={now} />
      </div>
      <div role="gridcell" className="access-cell access-used">
        <Used connection={connection} now={now} />
      </div>
      <div role="gridcell" className="access-cell access-acts">
        <More connection={connection} isActive={isActive} onMenu={onMenu} />
      </div>
    </>
  );
});
