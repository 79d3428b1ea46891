import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { ScopeHistoryView } from '../../../contract/scope.ts';
import { momentWords } from '../../kit/words/time-words.ts';
import { Button } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { HistoryPicture } from './history-picture.tsx';
import { changeWords, cutWords, firstFew, spansWords, usesWords } from './history-words.ts';
import { MOST_ROWS } from './scope-rows.ts';

type TokenHistory = ScopeHistoryView['tokens'][number];

/** The picture in words, for those who do not see it. */
const HistoryTable = ({ history }: { readonly history: ScopeHistoryView }) => (
  <table className="sr-only" aria-label="Scopes over time">
    <thead>
      <tr>
        <th scope="col">Scope</th>
        <th scope="col">Granted</th>
        <th scope="col">Handed out</th>
      </tr>
    </thead>
    <tbody>
      {history.tokens.map((record) => (
        <tr key={record.token}>
          <th scope="row">
            <Foreign text={record.token} />
          </th>
          <td>{spansWords(record, history.until)}</td>
          <td>{usesWords(record)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

interface TokensProps {
  readonly sign: '+' | '−';
  readonly words: string;
  readonly tokens: readonly string[];
}

const Tokens = ({ sign, words, tokens }: TokensProps) => {
  const { named, more } = firstFew(tokens);
  return named
    .map((token) => (
      <span key={token} className={`row stretch gap-1 ${sign === '+' ? 'good' : 'soft'}`}>
        <span aria-hidden="true">{sign}</span>
        <span className="sr-only">{words} </span>
        <Foreign text={token} longest={80} className="clip mono" />
      </span>
    ))
    .concat(
      more === 0
        ? []
        : [
            <span key="more" className="faint">
              and {more.toLocaleString('en')} more
            </span>,
          ],
    );
};

const Changes = ({ changes }: Pick<ScopeHistoryView, 'changes'>) =>
  changes.length === 0 ? (
    <p className="soft">The granted scope has not changed since.</p>
  ) : (
    <ul className="ruled" aria-label="Changes of the granted scope">
      {changes.map((change) => (
        <li key={`${change.at} ${change.kind}`} className="change grid gap-3">
          <span className="note">{momentWords(change.at)}</span>
          <span className="row stretch wrap gap-x-3" style={{ rowGap: 2 }}>
            <span>{changeWords(change)}</span>
            <Tokens sign="+" words="New:" tokens={change.added} />
            <Tokens sign="−" words="Gone:" tokens={change.dropped} />
          </span>
        </li>
      ))}
    </ul>
  );

const Legend = () => (
  <ul className="history-legend row stretch wrap gap-4 soft small" aria-hidden="true">
    <li>Granted</li>
    <li className="legend-past">No longer granted</li>
    <li className="legend-use">Handed out</li>
  </ul>
);

/** Those that have something to show first: an unused and ungranted one is an empty lane. */
const inOrder = (tokens: readonly TokenHistory[]): readonly TokenHistory[] =>
  tokens.toSorted(
    (one, other) => other.uses - one.uses || Number(other.isGranted) - Number(one.isGranted),
  );

const Panel = ({ history }: { readonly history: ScopeHistoryView }) => {
  const [showsAll, setShowsAll] = useState(false);
  const tokens = inOrder(history.tokens);
  const shown = showsAll ? tokens : tokens.slice(0, MOST_ROWS);
  const cut = cutWords(history);
  return (
    <div className="stack gap-3">
      {cut !== undefined && <p className="soft">{cut}</p>}
      {tokens.length > 0 && (
        <>
          <Legend />
          <HistoryPicture history={history} tokens={shown} />
          <HistoryTable history={history} />
        </>
      )}
      {tokens.length > shown.length && (
        <div>
          <Button kind="quiet" onPress={() => setShowsAll(true)}>
            Draw all {tokens.length.toLocaleString('en')}
          </Button>
        </div>
      )}
      <Changes changes={history.changes} />
    </div>
  );
};

/** How the scope was granted and used since the connection began, or since the ledger did. */
export const History = ({ history }: { readonly history: ScopeHistoryView }) => (
  <Disclosure className="pad-top-3 rule-above">
    <Heading level={3} className="more-heading regular">
      <AriaButton slot="trigger" className="more-trigger soft medium">
        <ChevronRight size={14} /> Over time
      </AriaButton>
    </Heading>
    <DisclosurePanel className="more-panel">
      <Panel history={history} />
    </DisclosurePanel>
  </Disclosure>
);
