import type { TraceEntryView } from '../../../contract/view-trace.ts';
import { lifelineOf } from './role-words.ts';

export const ARROW_HEAD = 'flow-arrow-head';

/** The arrow head, once for the page; it takes the colour of its line. */
export const ArrowHead = () => (
  <svg className="flow-defs" aria-hidden="true">
    <defs>
      <marker
        id={ARROW_HEAD}
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path d="M0.5 0.5 L7.5 4 L0.5 7.5 Z" fill="context-stroke" />
      </marker>
    </defs>
  </svg>
);

const percent = (value: number): string => `${value}%`;

/** The request as a line, and under it the answer as a broken one. Decoration: the words say it too. */
export const Arrow = ({ entry }: { readonly entry: TraceEntryView }) => {
  const [from, to] = [lifelineOf(entry.from), lifelineOf(entry.to)];
  const head = `url(#${ARROW_HEAD})`;
  return (
    <svg className="arrow" aria-hidden="true">
      <line x1={percent(from)} x2={percent(to)} y1="7" y2="7" markerEnd={head} />
      {entry.response !== undefined && (
        <line
          className="arrow-answer"
          x1={percent(to)}
          x2={percent(from)}
          y1="21"
          y2="21"
          markerEnd={head}
        />
      )}
    </svg>
  );
};
