import { Ban, Copy, LogIn, RefreshCw, SquareArrowOutUpRight, Trash2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Failure } from '../../contract/command.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { foreignText } from '../kit/words/foreign.ts';
import { IconButton } from '../kit/button.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { MenuAt, type MenuEntry } from '../kit/menu.tsx';
import { EndingQuestion, type Asking } from './ending-dialogs.tsx';

/** A connection and the part of the window where its menu was asked for. */
export interface MenuPlace {
  readonly connection: ConnectionView;
  readonly anchor: Element;
}

/** What came of an action, for as long as it is worth reading. */
type Report =
  | { readonly kind: 'done'; readonly words: string }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly retry: () => void };

const READING_TIME = 5000;

/** A report that goes away by itself where it asks for nothing. */
const useReport = () => {
  const [report, setReport] = useState<Report>();
  useEffect(() => {
    if (report?.kind !== 'done') return undefined;
    const timer = setTimeout(() => setReport(undefined), READING_TIME);
    return () => clearTimeout(timer);
  }, [report]);
  return [report, setReport] as const;
};

const useTokenActions = (tell: (report: Report | undefined) => void) => {
  const { run: copyToken } = useCommand('token.copy');
  const { run: refreshToken } = useCommand('token.refresh');
  const copy = async (connection: ConnectionView): Promise<void> => {
    tell(undefined);
    const reply = await copyToken({ connectionId: connection.id, format: 'raw' });
    const name = foreignText(connection.label, 40);
    tell(
      reply.ok
        ? {
            kind: 'done',
            words: `Copied a token of ${name}. The clipboard is cleared in ${reply.value.clearAfter} s.`,
          }
        : { kind: 'failed', failure: reply.failure, retry: () => void copy(connection) },
    );
  };
  const refresh = async (connection: ConnectionView): Promise<void> => {
    tell(undefined);
    const reply = await refreshToken({ connectionId: connection.id });
    tell(
      reply.ok
        ? { kind: 'done', words: `${foreignText(connection.label, 40)} has a new access token.` }
        : { kind: 'failed', failure: reply.failure, retry: () => void refresh(connection) },
    );
  };
  return { copy, refresh };
};

interface ConnectionActsProps {
  /** Where the menu is open; undefined while it is closed. */
  readonly menu: MenuPlace | undefined;
  readonly onCloseMenu: () => void;
  readonly onOpen: (connection: ConnectionView) => void;
  readonly onSignInAgain: (connection: ConnectionView) => void;
}

interface Actions {
  readonly open: () => void;
  readonly copy: () => void;
  readonly refresh: () => void;
  readonly signInAgain: () => void;
  readonly ask: (what: Asking['what']) => void;
}

const entriesFor = ({ standing, canRevoke }: ConnectionView, actions: Actions): MenuEntry[] => {
  const isActive = standing.kind === 'active';
  const tokens: readonly MenuEntry[] = [
    { id: 'copy', label: 'Copy token', icon: Copy, onAction: actions.copy },
    { id: 'refresh', label: 'Refresh', icon: RefreshCw, onAction: actions.refresh },
  ];
  const revoke: MenuEntry = {
    id: 'revoke',
    label: 'Revoke…',
    hint: 'The server is told',
    icon: Ban,
    isDangerous: true,
    onAction: () => actions.ask('revoke'),
  };
  return [
    { id: 'open', label: 'Open', icon: SquareArrowOutUpRight, onAction: actions.open },
    ...(isActive ? tokens : []),
    { id: 'again', label: 'Sign in again', icon: LogIn, onAction: actions.signInAgain },
    ...(isActive && canRevoke ? [revoke] : []),
    {
      id: 'forget',
      label: 'Forget…',
      hint: 'On this machine only',
      icon: Trash2,
      isDangerous: true,
      onAction: () => actions.ask('forget'),
    },
  ];
};

interface ReportLineProps {
  readonly report: Report | undefined;
  readonly onClose: () => void;
}

const ReportLine = ({ report, onClose }: ReportLineProps) => (
  <div className="action-report if-any" role="status">
    {report?.kind === 'done' && <p className="action-done">{report.words}</p>}
    {report?.kind === 'failed' && (
      <>
        <FailureNotice failure={report.failure} actions={{ retry: report.retry }} />
        <IconButton icon={X} label="Close" onPress={onClose} />
      </>
    )}
  </div>
);

/** What can be done with any one connection of many: one menu, its questions, and what came of it. */
export const ConnectionActions = (props: ConnectionActsProps) => {
  const { menu, onCloseMenu, onOpen, onSignInAgain } = props;
  const [asking, setAsking] = useState<Asking>();
  const [report, setReport] = useReport();
  const { copy, refresh } = useTokenActions(setReport);
  const actionsOf = (connection: ConnectionView): Actions => ({
    open: () => onOpen(connection),
    copy: () => void copy(connection),
    refresh: () => void refresh(connection),
    signInAgain: () => onSignInAgain(connection),
    ask: (what) => setAsking({ what, connection }),
  });
  return (
    <>
      {menu !== undefined && (
        <MenuAt
          label="Connection"
          anchor={menu.anchor}
          entries={entriesFor(menu.connection, actionsOf(menu.connection))}
          onClose={onCloseMenu}
        />
      )}
      <EndingQuestion asking={asking} onClose={() => setAsking(undefined)} />
      <ReportLine report={report} onClose={() => setReport(undefined)} />
    </>
  );
};
