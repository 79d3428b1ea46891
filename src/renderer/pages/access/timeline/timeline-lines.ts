import type { LedgerEntryView } from '../../../../contract/view-trace.ts';
import type { History, Life } from './histories.ts';
import type { Span } from './span.ts';

/** One thing of the picture as a line of a table. */
export interface TimelineLine {
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
  const untold = history.lives
    .filter((life) => life.hash === undefined && life.to > from && life.from < to)
    .map((life) => ({ history, at: life.from, event: undefined, life }));
  return [...events, ...untold];
};

/** Everything the picture shows in the span, newest first. */
export const timelineLines = (histories: readonly History[], span: Span): readonly TimelineLine[] =>
  histories
    .flatMap((history) => linesIn(history, span))
    .toSorted((one, other) => other.at - one.at);
