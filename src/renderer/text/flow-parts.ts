import type { TraceEntryView } from '../../shared/ipc/view-trace.ts';

/** One sign-in, refresh or call: the arrows that belong together. */
export interface FlowPart {
  readonly key: string;
  readonly flow: string;
  readonly at: number;
  readonly entries: readonly TraceEntryView[];
}

/** A pause as long as this within one flow begins a new part: a later refresh, not the same act. */
const PAUSE = 5 * 60_000;

const continues = (part: FlowPart | undefined, entry: TraceEntryView): part is FlowPart => {
  const last = part?.entries.at(-1);
  return part?.flow === entry.flow && last !== undefined && entry.at - last.at < PAUSE;
};

/** Entries, oldest first, cut where another flow begins or after a long pause. */
export const flowParts = (entries: readonly TraceEntryView[]): readonly FlowPart[] =>
  entries.reduce<readonly FlowPart[]>((parts, entry) => {
    const last = parts.at(-1);
    if (!continues(last, entry)) {
      return [
        ...parts,
        { key: `${entry.flow} ${entry.id}`, flow: entry.flow, at: entry.at, entries: [entry] },
      ];
    }
    return [...parts.slice(0, -1), { ...last, entries: [...last.entries, entry] }];
  }, []);
