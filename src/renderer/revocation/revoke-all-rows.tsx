import { Circle, CircleAlert, CircleCheck, CircleX, Loader } from 'lucide-react';
import { useState } from 'react';
import type { RevokeAllRow, RevokeAllView } from '../../contract/revocation.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useNow } from '../kit/use-now.ts';
import { GrantsPage } from './grants-page.tsx';
import { rowWords, type RowWords } from './revocation-words.ts';

/** One login in "revoke everything", with its words. */
interface RevokeAllLine {
  readonly row: RevokeAllRow;
  readonly words: RowWords;
}

/** The logins at one server, and the page to visit there where something is left to do. */
interface RevokeAllGroup {
  readonly host: string;
  readonly lines: readonly RevokeAllLine[];
  /** How many are revoked. */
  readonly revoked: number;
  /** The first login of those that need a hand. */
  readonly toVisit: RevokeAllRow | undefined;
}

/**
 * The rows by server, seen from `now` in milliseconds. While it runs, servers keep their order; after
 * that, those that are left to the person come first.
 */
export const revokeAllGroups = (
  rows: readonly RevokeAllRow[],
  now: number,
  isRunning: boolean,
): readonly RevokeAllGroup[] => {
  const lines = new Map<string, RevokeAllLine[]>();
  for (const row of rows) {
    const known = lines.get(row.host) ?? [];
    known.push({ row, words: rowWords(row, now) });
    lines.set(row.host, known);
  }
  const groups = [...lines].map(([host, own]) => groupOf(host, own));
  return isRunning
    ? groups
    : groups.toSorted((one, other) => Number(isDone(one)) - Number(isDone(other)));
};

const groupOf = (host: string, lines: readonly RevokeAllLine[]): RevokeAllGroup => ({
  host,
  lines,
  revoked: lines.filter(({ words }) => words.tone === 'good').length,
  toVisit: lines.find(({ words }) => words.needsPerson)?.row,
});

const isDone = ({ toVisit, lines, revoked }: RevokeAllGroup): boolean =>
  toVisit === undefined && revoked === lines.length;

const ICONS = {
  good: CircleCheck,
  warn: CircleAlert,
  bad: CircleX,
  waiting: Circle,
  running: Loader,
} as const;
const TONES = {
  good: 'good',
  warn: 'warn',
  bad: 'bad',
  waiting: 'faint',
  running: 'accent',
} as const;

/** How many servers are shown, and logins of each, before more are asked for. */
const FEW_SERVERS = 50;
const FEW_LOGINS = 20;

const Line = ({ row, words }: RevokeAllLine) => {
  const Icon = ICONS[words.tone];
  const tone = TONES[words.tone];
  return (
    <li className="mark-and-words row stretch gap-3 pad-y-2 soft">
      <Icon
        size={16}
        className={words.tone === 'running' ? `${tone} spin` : tone}
        aria-hidden="true"
      />
      <div className="fill">
        <p className="row baseline gap-3 spread">
          <Foreign text={row.label} className="ink clip medium" />
          <strong className={`small medium flex-none ${tone}`}>{words.short}</strong>
        </p>
        {words.text !== '' && <p>{words.text}</p>}
      </div>
    </li>
  );
};

const Group = ({ group }: { readonly group: RevokeAllGroup }) => {
  const [shown, setShown] = useState(FEW_LOGINS);
  const { host, lines, revoked, toVisit } = group;
  const left = lines.length - shown;
  return (
    <section className="grid gap-2 pad-y-3 pad-x-4 frame" aria-label={host}>
      <h3 className="row stretch gap-3 spread">
        <Foreign text={host} className="clip" />
        <span className="faint regular flex-none">
          {revoked.toLocaleString('en')} of {lines.length.toLocaleString('en')} revoked
        </span>
      </h3>
      {toVisit !== undefined && (
        <GrantsPage connection={{ id: toVisit.connectionId, grantsPage: toVisit.grantsPage }} />
      )}
      <ul className="ruled">
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

/** What becomes of each login, server by server, with the pages that the person has to visit. */
export const RevokeAllRows = ({ rows, isRunning }: RevokeAllView) => {
  const [shown, setShown] = useState(FEW_SERVERS);
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const groups = revokeAllGroups(rows, now, isRunning);
  return (
    <div
      className="grid gap-3 scroll"
      style={{ maxHeight: '46vh' }}
      role="group"
      aria-label="What became of each login"
      tabIndex={0}
    >
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
