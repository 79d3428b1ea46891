import { Check, Minus, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { foreignText } from '../../kit/words/foreign.ts';
import { meaningWords } from '../../kit/words/scope-words.ts';
import { agoWords, momentWords } from '../../kit/words/time-words.ts';
import { Button } from '../../kit/button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { RiskMark } from '../../kit/risk-mark.tsx';
import { useNow } from '../../kit/use-now.ts';
import { MOST_ROWS } from './scope-rows.ts';
import type { ScopeRow } from './scope-rows.ts';

const YesOrNo = ({ label, isTrue }: { readonly label: string; readonly isTrue: boolean }) => (
  <td className={isTrue ? 'scope-mark scope-yes' : 'scope-mark'} data-label={label}>
    {isTrue ? <Check size={15} aria-hidden="true" /> : <Minus size={13} aria-hidden="true" />}
    <span className="sr-only">{isTrue ? 'Yes' : 'No'}</span>
  </td>
);

interface Telling {
  /** What stands for a use of which nothing is known (yet). */
  readonly unknown: '…' | '–';
  /** What stands for no use. */
  readonly never: string;
}

const Used = ({ used, unknown, never }: Pick<ScopeRow, 'used'> & Telling) => {
  const now = useNow();
  if (used === undefined) return <span className="faint">{unknown}</span>;
  if (used.keeps !== undefined && used.uses === 0) {
    return (
      <span title="Valet Key needs it itself: it is in no need of a hand-out.">By Valet Key</span>
    );
  }
  if (used.lastUsedAt === undefined) return <span className="faint">{never}</span>;
  return (
    <time
      dateTime={new Date(used.lastUsedAt).toISOString()}
      title={`Last handed out ${momentWords(used.lastUsedAt)}`}
    >
      {agoWords(used.lastUsedAt, now)}
      <span className="faint"> · {used.uses.toLocaleString('en')}×</span>
    </time>
  );
};

const Row = ({ row, ...telling }: Telling & { readonly row: ScopeRow }) => (
  <tr>
    <th scope="row" title={foreignText(row.token, 400)}>
      {row.sentence === undefined ? (
        <>
          <Foreign text={row.token} longest={80} className="scope-said break mono" />
          <span className="scope-name small unstated">{meaningWords(row)}</span>
        </>
      ) : (
        <>
          <Foreign text={row.sentence} className="scope-said break" />
          <Foreign text={row.token} longest={120} className="scope-name note clip mono" />
        </>
      )}
    </th>
    <YesOrNo label="Requested:" isTrue={row.isRequested} />
    <YesOrNo label="Granted:" isTrue={row.isGranted} />
    <td className="scope-used" data-label="Copied:">
      <Used used={row.used} {...telling} />
    </td>
    <td className="scope-risk">
      <RiskMark risk={row.risk} />
    </td>
  </tr>
);

/** What the connection may do in plain words, beside the server's own: asked for, granted, used. */
export const ScopeTable = ({
  rows,
  ...telling
}: Telling & { readonly rows: readonly ScopeRow[] }) => {
  const [showsAll, setShowsAll] = useState(false);
  if (rows.length === 0) {
    return <Empty icon={ShieldAlert} title="The server named no scopes" />;
  }
  const shown = showsAll ? rows : rows.slice(0, MOST_ROWS);
  return (
    <>
      <table className="scope-table table" aria-label="Scopes">
        <thead>
          <tr>
            <th scope="col">Allows</th>
            <th scope="col" className="scope-mark">
              Asked
            </th>
            <th scope="col" className="scope-mark">
              Granted
            </th>
            <th scope="col" className="scope-used">
              Handed out
            </th>
            <th scope="col" className="scope-risk">
              Risk
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.token} row={row} {...telling} />
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <Button kind="quiet" onPress={() => setShowsAll(true)}>
          Show all {rows.length.toLocaleString('en')}
        </Button>
      )}
    </>
  );
};
