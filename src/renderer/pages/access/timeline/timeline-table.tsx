import { useMemo, useState } from 'react';
import type { LedgerEntryView } from '../../../../contract/observation.ts';
import { Button } from '../../../kit/button.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { foreignText } from '../../../kit/words/foreign.ts';
import { ledgerReason, ledgerWords } from '../../../kit/words/ledger-words.ts';
import { momentWords } from '../../../kit/words/time-words.ts';
import type { History, Life } from './histories.ts';
import type { Span } from './span.ts';

/** One thing of the picture as a line of a table. */
interface TimelineLine {
  readonly history: History;
  readonly at: number;
  /** Undefined for a token of which only the memory knows. */
  readonly event: LedgerEntryView | undefined;
  readonly life: Life | undefined;
}

const linesIn = (history: History, { from, to }: Span): readonly TimelineLine[] => {
  const lives = new Map(history.lives.map((life) => [life.hash, life]));
  const events = history.events
    .filter(({ at }) => at >= from && at < to)
    .map((event) => ({
      history,
      at: event.at,
      event,
      life: event.tokenHash === undefined ? undefined : lives.get(event.tokenHash),
    }));
  const inMemory = history.lives
    .filter((life) => life.hash === undefined && life.to > from && life.from < to)
    .map((life) => ({ history, at: life.from, event: undefined, life }));
  return [...events, ...inMemory];
};

/** Everything the picture shows in the span, newest first. */
export const timelineLines = (histories: readonly History[], span: Span): readonly TimelineLine[] =>
  histories
    .flatMap((history) => linesIn(history, span))
    .toSorted((one, other) => other.at - one.at);

/** How many lines are shown before more are asked for. */
const FEW = 100;

const Line = ({ line: { history, at, event, life } }: { readonly line: TimelineLine }) => {
  const reason = event && ledgerReason(event);
  return (
    <tr>
      <td>{momentWords(at)}</td>
      <th scope="row">
        <Foreign text={history.label} />
        <Foreign text={history.host} className="small faint clip" />
      </th>
      <td>
        {event === undefined ? 'Access token in memory' : ledgerWords(event)}
        {reason !== undefined && <p className="small faint">{reason}</p>}
      </td>
      <td className="mono" data-label="Token:">
        {foreignText(event?.tokenHash ?? '–', 12)}
      </td>
      <td data-label="Valid until:">
        {life === undefined ? '–' : momentWords(life.to)}
        {life?.isCut === true && <p className="small faint">Ended early</p>}
      </td>
    </tr>
  );
};

/** The same as the picture, to be read aloud or copied. */
export const TimelineTable = ({
  histories,
  span,
}: {
  readonly histories: readonly History[];
  readonly span: Span;
}) => {
  const [shown, setShown] = useState(FEW);
  const lines = useMemo(() => timelineLines(histories, span), [histories, span]);
  const left = lines.length - shown;
  return (
    <>
      <table className="table-instead table" aria-label="Tokens over time, newest first">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Account</th>
            <th scope="col">What happened</th>
            <th scope="col" style={{ width: 112 }}>
              Token
            </th>
            <th scope="col">Valid until</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, shown).map((line) => (
            <Line key={`${line.history.connectionId} ${line.event?.id ?? 'memory'}`} line={line} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <Button kind="quiet" onPress={() => setShown(shown + FEW)}>
          Show more ({left.toLocaleString('en')} left)
        </Button>
      )}
    </>
  );
};
