import type { LedgerEntryView } from '../../../../contract/view-trace.ts';

type Kind = LedgerEntryView['kind'];

/** A shape for each kind around its own middle, so that the colour says nothing alone. */
const SHAPES: Readonly<Record<Kind, { readonly tone: string; readonly path: string }>> = {
  'signed-in': { tone: 'begin', path: 'M-4-4H4V4H-4Z' },
  refreshed: { tone: 'refresh', path: 'M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z' },
  'refresh-failed': { tone: 'fail', path: 'M0-5 5 4H-5Z' },
  copied: { tone: 'hand-out', path: 'M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z' },
  revealed: { tone: 'hand-out', path: 'M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z' },
  proved: { tone: 'hand-out', path: 'M0-4 4 0 0 4-4 0Z' },
  revoked: { tone: 'end', path: 'M-4-4 4 4M4-4-4 4' },
  forgotten: { tone: 'end', path: 'M-4-4 4 4M4-4-4 4' },
};

const LARGEST = 1.7;

/** One dot of the timeline around (0, 0); several at once are larger. */
export const LaneMark = ({ kind, count = 1 }: { readonly kind: Kind; readonly count?: number }) => {
  const { tone, path } = SHAPES[kind];
  const size = Math.min(LARGEST, 1 + Math.log10(count) / 2);
  return <path className={`lane-mark lane-${tone}`} d={path} transform={`scale(${size})`} />;
};
