import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { ScopeHistoryView } from '../../../contract/scope.ts';
import { momentWords } from '../../kit/words/time-words.ts';
import { Button } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import {
  axisWords,
  changeWords,
  cutWords,
  firstFew,
  pictureWords,
  spansWords,
  usesWords,
} from './history-words.ts';
import { MOST_ROWS } from './scope-rows.ts';
import { shortToken } from '../../kit/words/scope-words.ts';
import { evenAxis, percent, TickWords, type TimeAxis } from '../../kit/time-axis.tsx';

type TokenLine = ScopeHistoryView['tokens'][number];

const ROW = 24;
const FOOT = 22;
const BAR = 10;
const LEAST_DOT = 2.5;
const MOST_DOT = 5;

interface Reach {
  readonly since: number;
  readonly until: number;
}

/** Of a connection that began this moment all is at the end. */
const axisOf = ({ since, until }: Reach): TimeAxis => evenAxis(Math.min(since, until - 1), until);

/** More hand-outs, a larger dot, but never one that hides its neighbours. */
const radiusOf = (count: number): number =>
  Math.min(MOST_DOT, LEAST_DOT + Math.log10(Math.max(1, count)) * 1.5);

interface LaneProps {
  readonly record: TokenLine;
  readonly lane: number;
  readonly reach: Reach;
}

const Lane = ({ record, lane, reach }: LaneProps) => {
  const middle = lane * ROW + ROW / 2;
  const { place } = axisOf(reach);
  return (
    <g className={record.isGranted ? undefined : 'scope-lane-past'}>
      <line className="scope-lane-line" x1="0" x2="100%" y1={middle} y2={middle} />
      {record.spans.map(({ from, to }) => (
        <rect
          key={from}
          className="scope-lane-span"
          x={percent(place(from))}
          width={percent(Math.max(0.004, place(to) - place(from)))}
          y={middle - BAR / 2}
          height={BAR}
          rx={3}
        />
      ))}
      {record.marks.map(({ at, count }) => (
        <circle
          key={at}
          className="scope-lane-use"
          cx={percent(place(at))}
          cy={middle}
          r={radiusOf(count)}
        />
      ))}
    </g>
  );
};

interface AxisProps {
  readonly reach: Reach;
  readonly top: number;
}

const Axis = ({ reach: { since, until }, top }: AxisProps) => {
  const ticks = [
    { at: 0, words: axisWords(since, until - since) },
    { at: 0.5, words: axisWords((since + until) / 2, until - since) },
    { at: 1, words: 'now' },
  ];
  return (
    <g className="scope-lane-axis figures">
      <line x1="0" x2="100%" y1={top} y2={top} />
      <TickWords ticks={ticks} y={top + 15} />
    </g>
  );
};

interface HistoryPictureProps {
  readonly history: ScopeHistoryView;
  readonly tokens: readonly TokenLine[];
}

/** A lane for each scope token: bars while it was granted, dots where tokens with it went out. */
const HistoryPicture = ({ history, tokens }: HistoryPictureProps) => (
  <div className="grid gap-3" style={{ gridTemplateColumns: 'minmax(90px, 30%) minmax(0, 1fr)' }}>
    <ul aria-hidden="true">
      {tokens.map(({ token }) => (
        <li key={token} className="row soft small" style={{ height: 24 }}>
          <Foreign text={shortToken(token)} longest={120} className="clip mono" />
        </li>
      ))}
    </ul>
    <svg
      className="scope-lane-picture"
      width="100%"
      height={tokens.length * ROW + FOOT}
      role="img"
      aria-label={pictureWords(history)}
    >
      {tokens.map((record, lane) => (
        <Lane key={record.token} record={record} lane={lane} reach={history} />
      ))}
      {history.until > history.since && <Axis reach={history} top={tokens.length * ROW} />}
    </svg>
  </div>
);

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
  <ul className="history-legend legend row stretch wrap gap-4 soft small" aria-hidden="true">
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
