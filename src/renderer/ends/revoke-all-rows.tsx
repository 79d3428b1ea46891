import { useState } from 'react';
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { PanicRow } from '../../shared/ipc/view-inspection.ts';
import { Button } from '../ui/button.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { useNow } from '../ui/use-now.ts';
import { GrantsPage } from './grants-page.tsx';
import { rowWords } from './revocation-words.ts';
import './revoke-all-rows.css';

const ICONS = { good: CircleCheck, warn: CircleAlert, bad: CircleX } as const;
const WORST_FIRST = { bad: 0, warn: 1, good: 2 } as const;
/** How many lines are shown before more are asked for. */
const FEW = 100;

interface RevokeAllRowsProps {
  readonly rows: readonly PanicRow[];
  readonly connections: readonly ConnectionView[];
}

/** What became of each connection, those left to the person first. */
export const RevokeAllRows = ({ rows, connections }: RevokeAllRowsProps) => {
  const [shown, setShown] = useState(FEW);
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const pages = new Map(connections.map(({ id, grantsPage }) => [id, grantsPage]));
  const told = rows
    .map((row) => ({ row, words: rowWords(row, now) }))
    .toSorted((one, other) => WORST_FIRST[one.words.tone] - WORST_FIRST[other.words.tone]);
  return (
    <ul className="panic-rows" aria-label="What became of each connection" tabIndex={0}>
      {told.slice(0, shown).map(({ row, words }) => {
        const Icon = ICONS[words.tone];
        return (
          <li key={row.connectionId} className={`panic-row panic-${words.tone}`}>
            <Icon size={16} aria-hidden="true" />
            <div className="panic-words">
              <p className="panic-name">
                <Foreign text={row.label} />
                <Foreign text={row.host} className="panic-host clip" />
              </p>
              <p>
                <strong>{words.short}.</strong> {words.text}
              </p>
              {words.needsHand && <GrantsPage url={pages.get(row.connectionId)} />}
            </div>
          </li>
        );
      })}
      {told.length > shown && (
        <li className="panic-row">
          <Button kind="quiet" onPress={() => setShown(shown + FEW)}>
            Show more ({(told.length - shown).toLocaleString('en')} left)
          </Button>
        </li>
      )}
    </ul>
  );
};
