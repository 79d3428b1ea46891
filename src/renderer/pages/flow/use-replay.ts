import { useEffect, useState } from 'react';
import type { TraceEntryView } from '../../../contract/view-trace.ts';
import type { FlowPart } from './flow-parts.ts';

/** Long enough to read one sentence. */
const STEP_MS = 3500;

/** A part of the trace, gone through again message by message. */
export interface Replay {
  readonly partKey: string | undefined;
  /** From 0. */
  readonly step: number;
  readonly entries: readonly TraceEntryView[];
  readonly isPlaying: boolean;
  start(part: FlowPart): void;
  /** Stays within the part; a person who steps by hand does not want to be hurried. */
  goTo(step: number): void;
  togglePlaying(): void;
  stop(): void;
}

interface Position {
  readonly partKey: string;
  readonly step: number;
  readonly isPlaying: boolean;
}

/** Replays what is already there: nothing is sent again. */
export const useReplay = (parts: readonly FlowPart[]): Replay => {
  const [position, setPosition] = useState<Position>();
  const entries = parts.find(({ key }) => key === position?.partKey)?.entries ?? [];
  const last = entries.length - 1;
  const step = Math.min(position?.step ?? 0, Math.max(last, 0));
  const isPlaying = position?.isPlaying === true && step < last;

  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(
      () => setPosition((now) => now && { ...now, step: step + 1 }),
      STEP_MS,
    );
    return () => clearTimeout(timer);
  }, [isPlaying, step]);

  return {
    partKey: entries.length === 0 ? undefined : position?.partKey,
    step,
    entries,
    isPlaying,
    start: ({ key }) => setPosition({ partKey: key, step: 0, isPlaying: true }),
    goTo: (wanted) =>
      setPosition(
        (now) => now && { ...now, step: Math.max(0, Math.min(wanted, last)), isPlaying: false },
      ),
    togglePlaying: () =>
      setPosition(
        (now) => now && { ...now, step: step === last ? 0 : step, isPlaying: !isPlaying },
      ),
    stop: () => setPosition(undefined),
  };
};
