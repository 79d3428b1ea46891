import { MoreHorizontal } from 'lucide-react';
import { memo } from 'react';
import type { ConnectionView } from '../../../contract/view.ts';
import { identityOf } from '../../kit/words/connection-words.ts';
import { STANDING_WORDS } from '../../kit/words/standing-words.ts';
import { agoWords, momentWords, shortWords } from '../../kit/words/time-words.ts';
import { Avatar } from '../../kit/avatar.tsx';
import { Dot } from '../../kit/chip.tsx';
import { ExpiryBadge } from '../../kit/expiry-badge.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { isEnding } from './filters.ts';
import { ScopeCell } from './scope-cell.tsx';

const Nothing = ({ words }: { readonly words: string }) => (
  <span className="logins-none" title={words}>
    <span aria-hidden="true">–</span>
    <span className="sr-only">{words}</span>
  </span>
);

/** Where there is no room for a column of standings: the dot beside the name. */
const StandingBeside = ({ connection }: { readonly connection: ConnectionView }) => {
  const { tone, short } = STANDING_WORDS[connection.standing.kind];
  return (
    <span className="logins-standing-beside" title={short}>
      <Dot tone={tone} />
      <span className="sr-only">{short}</span>
    </span>
  );
};

/** And what is not well, in words below it. */
const StandingBelow = ({ connection }: { readonly connection: ConnectionView }) => {
  const { kind } = connection.standing;
  if (kind === 'active') return null;
  const { tone, short } = STANDING_WORDS[kind];
  return <span className={`logins-standing-below logins-${tone}`}>{short}</span>;
};

const Who = ({ connection }: { readonly connection: ConnectionView }) => {
  const identity = identityOf(connection);
  return (
    <>
      <Avatar name={connection.label} seed={connection.id} />
      <span className="logins-words">
        <Foreign text={connection.label} className="logins-label clip" />
        <span className="logins-where">
          <StandingBelow connection={connection} />
          {identity !== undefined && <Foreign text={identity} className="logins-identity clip" />}
          <Foreign text={connection.host} className="logins-host-below clip" />
        </span>
      </span>
      <StandingBeside connection={connection} />
    </>
  );
};

interface TimesProps {
  readonly connection: ConnectionView;
  /** Milliseconds, at the minute. */
  readonly now: number;
}

const Ends = ({ connection, now }: TimesProps) => {
  const { expiry, standing } = connection;
  if (standing.kind === 'sign-in-required') {
    return <span title={momentWords(standing.since)}>ended</span>;
  }
  if (expiry === undefined) return <Nothing words="Not known" />;
  const left = expiry.at - now;
  return (
    <span className={isEnding(connection, now) ? 'logins-soon' : ''} title={momentWords(expiry.at)}>
      {left <= 0 ? 'overdue' : `in ${shortWords(left)}`}
    </span>
  );
};

const Used = ({ connection: { handedOutAt }, now }: TimesProps) =>
  handedOutAt === undefined ? (
    <span className="logins-none">never</span>
  ) : (
    <span title={momentWords(handedOutAt)}>{agoWords(handedOutAt, now)}</span>
  );

export interface LoginsRowProps extends TimesProps {
  readonly isActive: boolean;
  readonly isOpened: boolean;
  readonly onToggle: (connection: ConnectionView) => void;
  readonly onMenu: (connection: ConnectionView, anchor: Element) => void;
}

const More = ({
  connection,
  isActive,
  onMenu,
}: Omit<LoginsRowProps, 'now' | 'isOpened' | 'onToggle'>) => (
  <button
    type="button"
    className="logins-more"
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
export const LoginsCells = memo((props: LoginsRowProps) => {
  const { connection, now, isActive, isOpened, onToggle, onMenu } = props;
  const standing = STANDING_WORDS[connection.standing.kind];
  return (
    <>
      <div role="rowheader" className="logins-cell logins-name">
        <Who connection={connection} />
      </div>
      <div role="gridcell" className="logins-cell logins-host">
        <Foreign text={connection.host} />
      </div>
      <div role="gridcell" className={`logins-cell logins-standing logins-${standing.tone}`}>
        <Dot tone={standing.tone} />
        <span className="clip" title={standing.sentence}>
          {standing.short}
        </span>
      </div>
      <div role="gridcell" className="logins-cell logins-scopes">
        <ScopeCell
          connection={connection}
          isOpened={isOpened}
          onToggle={() => onToggle(connection)}
        />
      </div>
      <div role="gridcell" className="logins-cell logins-token">
        <Token connection={connection} />
      </div>
      <div role="gridcell" className="logins-cell logins-ends">
        <Ends connection={connection} now={now} />
      </div>
      <div role="gridcell" className="logins-cell logins-used">
        <Used connection={connection} now={now} />
      </div>
      <div role="gridcell" className="logins-cell logins-acts">
        <More connection={connection} isActive={isActive} onMenu={onMenu} />
      </div>
    </>
  );
});
