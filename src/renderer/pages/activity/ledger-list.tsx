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
} from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { LedgerEntryView } from '../../../contract/view-trace.ts';
import {
  ledgerLines,
  ledgerReason,
  ledgerRequest,
  ledgerTime,
  ledgerWords,
  type LedgerLine,
} from '../../kit/words/ledger-words.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { Foreign } from '../../kit/foreign.tsx';
import './ledger-list.css';

const ICONS: Readonly<Record<LedgerEntryView['kind'], LucideIcon>> = {
  'signed-in': LogIn,
  refreshed: RefreshCw,
  'refresh-failed': CircleAlert,
  copied: Copy,
  revealed: Eye,
  proved: Signature,
  revoked: Ban,
  forgotten: Trash2,
};

const DAY_HEIGHT = 40;
const ENTRY_HEIGHT = 52;

const Entry = ({ entry }: { readonly entry: LedgerEntryView }) => {
  const Icon = ICONS[entry.kind];
  const reason = ledgerReason(entry);
  const request = ledgerRequest(entry);
  return (
    <>
      <span className={`ledger-icon ledger-${entry.kind}`}>
        <Icon size={15} aria-hidden="true" />
      </span>
      <span className="ledger-words">
        <span className="ledger-what clip">
          {ledgerWords(entry)}
          {reason !== undefined && <span className="ledger-reason"> · {reason}</span>}
          {request !== undefined && (
            <bdi className="ledger-request mono" title={foreignText(request, 400)}>
              {foreignText(request, 200)}
            </bdi>
          )}
        </span>
        <Foreign text={`${entry.subject} · ${entry.host}`} className="ledger-who clip" />
      </span>
      <span className="ledger-scope clip" title={foreignText(entry.scope.join(' '), 400)}>
        <bdi>{foreignText(entry.scope.join(' '), 120)}</bdi>
      </span>
      <span className="ledger-hash mono">
        {entry.tokenHash === undefined ? '' : foreignText(entry.tokenHash, 12)}
      </span>
      <time className="ledger-time" dateTime={new Date(entry.at).toISOString()}>
        {ledgerTime(entry)}
      </time>
    </>
  );
};

const heightOf = (line: LedgerLine | undefined): number =>
  line?.kind === 'day' ? DAY_HEIGHT : ENTRY_HEIGHT;

/** The ledger, newest first; only the lines in view are in the page. */
export const LedgerList = ({ entries }: { readonly entries: readonly LedgerEntryView[] }) => {
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
      <ul className="ledger-lines" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const line = lines[index];
          return (
            line && (
              <li
                key={index}
                className={`ledger-line ledger-line-${line.kind}`}
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
