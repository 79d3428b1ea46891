import { Circle, CircleAlert, CircleCheck, CircleX, Loader } from 'lucide-react';
import { useState } from 'react';
import type { PanicView } from '../../shared/ipc/view-revocation.ts';
import { Button } from '../ui/button.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { useNow } from '../ui/use-now.ts';
import { GrantsPage } from './grants-page.tsx';
import { panicGroups, type PanicGroup, type PanicLine } from './panic-groups.ts';
import './revoke-all-rows.css';

const ICONS = {
  good: CircleCheck,
  warn: CircleAlert,
  bad: CircleX,
  waiting: Circle,
  running: Loader,
} as const;

/** How many servers are shown, and logins of each, before more are asked for. */
const FEW_SERVERS = 50;
const FEW_LOGINS = 20;

const Line = ({ row, words }: PanicLine) => {
  const Icon = ICONS[words.tone];
  return (
    <li className={`panic-row panic-${words.tone}`}>
      <Icon size={16} aria-hidden="true" />
      <div className="panic-words">
        <p className="panic-name">
          <Foreign text={row.label} />
          <strong>{words.short}</strong>
        </p>
        {words.text !== '' && <p className="panic-text">{words.text}</p>}
      </div>
    </li>
  );
};

const Group = ({ group }: { readonly group: PanicGroup }) => {
  const [shown, setShown] = useState(FEW_LOGINS);
  const { host, lines, revoked, byHand } = group;
  const left = lines.length - shown;
  return (
    <section className="panic-group" aria-label={host}>
      <h3 className="panic-host">
        <Foreign text={host} />
        <span className="panic-count">
          {revoked.toLocaleString('en')} of {lines.length.toLocaleString('en')} revoked
        </span>
      </h3>
      {byHand !== undefined && (
        <GrantsPage connection={{ id: byHand.connectionId, grantsPage: byHand.grantsPage }} />
      )}
      <ul>
        {lines.slice(0, shown).map((line) => (
          <Line key={line.row.connectionId} {...line} />
        ))}
      </ul>
      {left > 0 && (
        <Button kind="quiet" onPress={() => setShown(shown + FEW_LOGINS * 5)}>
          Show more ({left.toLocaleString('en')} left)
        </Button>
      )}
    </section>
  );
};

/** What becomes of each login, server by server, with the pages that are left to visit by hand. */
export const RevokeAllRows = ({ rows, isRunning }: PanicView) => {
  const [shown, setShown] = useState(FEW_SERVERS);
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const groups = panicGroups(rows, now, isRunning);
  return (
    <div className="panic-groups" role="group" aria-label="What became of each login" tabIndex={0}>
      {groups.slice(0, shown).map((group) => (
        <Group key={group.host} group={group} />
      ))}
      {groups.length > shown && (
        <Button kind="quiet" onPress={() => setShown(shown + FEW_SERVERS)}>
          Show more ({(groups.length - shown).toLocaleString('en')} servers left)
        </Button>
      )}
    </div>
  );
};
