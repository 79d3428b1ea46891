import { useVirtualizer } from '@tanstack/react-virtual';
import {
  Ban,
  CircleAlert,
  Copy,
  Eye,
  LogIn,
  RefreshCw,
  Signature,
  Trash2,
  type LucideIcon,
  Send,
  Terminal,
  Route,
  Download,
  History,
  SearchX,
} from 'lucide-react';
import { useMemo, useRef, useDeferredValue, useState } from 'react';
import type { LedgerEntryView } from '../../../contract/observation.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useConnections } from '../../bridge/use-connections.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Button } from '../../kit/button.tsx';
import { Empty, Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Page } from '../../kit/page.tsx';
import { SearchBox } from '../../kit/search-box.tsx';
import { isFound, searchWords } from '../../kit/words/find.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import {
  ledgerLines,
  ledgerReason,
  ledgerRequest,
  ledgerTime,
  ledgerWords,
  type LedgerLine,
  ledgerSearchText,
} from '../../kit/words/ledger-words.ts';
import { ForgottenLogins, forgottenLogins } from './forgotten-logins.tsx';

const LOOKS: Readonly<Record<LedgerEntryView['kind'], readonly [icon: LucideIcon, ink: string]>> = {
  'signed-in': [LogIn, 'on-good'],
  refreshed: [RefreshCw, 'on-plain'],
  'refresh-failed': [CircleAlert, 'on-bad'],
  copied: [Copy, 'on-accent'],
  revealed: [Eye, 'on-accent'],
  proved: [Signature, 'on-accent'],
  exchanged: [Send, 'on-accent'],
  given: [Terminal, 'on-accent'],
  used: [Route, 'on-accent'],
  revoked: [Ban, 'on-warn'],
  forgotten: [Trash2, 'on-warn'],
};

const DAY_HEIGHT = 40;
const ENTRY_HEIGHT = 52;

const Entry = ({ entry }: { readonly entry: LedgerEntryView }) => {
  const [Icon, ink] = LOOKS[entry.kind];
  const reason = ledgerReason(entry);
  const request = ledgerRequest(entry);
  return (
    <>
      <span className={`ledger-icon center flex-none ${ink}`}>
        <Icon size={15} aria-hidden="true" />
      </span>
      <span className="stack snug" style={{ flex: '1 1 40%' }}>
        <span className="medium clip">
          {ledgerWords(entry)}
          {reason !== undefined && <span className="regular bad"> · {reason}</span>}
          {request !== undefined && (
            <bdi className="ledger-request faint regular mono" title={foreignText(request, 400)}>
              {foreignText(request, 200)}
            </bdi>
          )}
        </span>
        <Foreign text={`${entry.subject} · ${entry.host}`} className="faint small clip" />
      </span>
      <span
        className="ledger-scope faint small clip"
        style={{ flex: '0 1 26%' }}
        title={foreignText(entry.scope.join(' '), 400)}
      >
        <bdi>{foreignText(entry.scope.join(' '), 120)}</bdi>
      </span>
      <span className="flex-none selectable faint small mono" style={{ width: 92 }}>
        {entry.tokenHash === undefined ? '' : foreignText(entry.tokenHash, 12)}
      </span>
      <time className="faint small flex-none" dateTime={new Date(entry.at).toISOString()}>
        {ledgerTime(entry)}
      </time>
    </>
  );
};

const heightOf = (line: LedgerLine | undefined): number =>
  line?.kind === 'day' ? DAY_HEIGHT : ENTRY_HEIGHT;

/** The ledger, newest first; only the lines in view are in the page. */
const LedgerList = ({ entries }: { readonly entries: readonly LedgerEntryView[] }) => {
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => ledgerLines(entries), [entries]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heightOf(lines[index]),
    overscan: 8,
  });
  return (
    <div
      ref={box}
      className="ledger card"
      tabIndex={0}
      role="region"
      aria-label="Activity, newest first"
    >
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const line = lines[index];
          return (
            line && (
              <li
                key={index}
                className={`ledger-line row gap-3 full-width ledger-line-${line.kind}`}
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                {line.kind === 'day' ? line.key : <Entry entry={line.entry} />}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
};

const Entries = ({ entries }: { readonly entries: readonly LedgerEntryView[] }) => {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const indexed = useMemo(
    () => entries.map((entry) => ({ entry, text: ledgerSearchText(entry) })),
    [entries],
  );
  const found = useMemo(() => {
    const words = searchWords(wanted);
    return indexed.filter(({ text }) => isFound(text, words)).map(({ entry }) => entry);
  }, [indexed, wanted]);
  return (
    <>
      <SearchBox label="Search activity" value={search} onChange={setSearch} />
      {found.length === 0 ? (
        <Empty icon={SearchX} title="Nothing found" />
      ) : (
        <LedgerList entries={found} />
      )}
    </>
  );
};

/** What was done with which connection: sign-ins, refreshes, and every time a token left. */
export const ActivityPage = () => {
  const { value, failure, askAgain } = useQuery('ledger.list', {}, ['ledger.changed']);
  const known = useConnections();
  const forgotten = useMemo(
    () => (value === undefined ? [] : forgottenLogins(value, known)),
    [value, known],
  );
  const save = useCommand('file.export');
  return (
    <Page
      title="Activity"
      lead="Every token copied or used, and when. Tokens are shown as a SHA-256 prefix."
      actions={
        <>
          <ForgottenLogins logins={forgotten} />
          <Button
            icon={Download}
            isDisabled={value === undefined || value.length === 0}
            isBusy={save.state.kind === 'busy'}
            onPress={() => void save.run({ what: 'ledger' })}
          >
            Export…
          </Button>
        </>
      }
    >
      {save.state.kind === 'failure' && <FailureNotice failure={save.state.failure} />}
      {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: askAgain }} />}
      {value === undefined && failure === undefined && <Skeleton lines={6} label="Loading" />}
      {value !== undefined && value.length === 0 && (
        <section className="card">
          <Empty icon={History} title="No activity yet" />
        </section>
      )}
      {value !== undefined && value.length > 0 && <Entries entries={value} />}
    </Page>
  );
};
