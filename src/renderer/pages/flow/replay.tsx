import { useEffect, useState } from 'react';
import { Pause, Play, SkipBack, SkipForward, X } from 'lucide-react';
import { Group } from 'react-aria-components';
import type { TraceEntry } from '../../../contract/observation.ts';
import { IconButton } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { LESSONS } from './exchange-lessons.ts';
import { type FlowPart, roleName } from './flow-parts.ts';

/** Long enough to read one sentence. */
const STEP_MS = 3500;

/** A part of the trace, gone through again message by message. */
export interface Replay {
  readonly partKey: string | undefined;
  /** From 0. */
  readonly step: number;
  readonly entries: readonly TraceEntry[];
  readonly isPlaying: boolean;
  start(part: FlowPart): void;
  /** Stays within the part; a person who steps through it does not want to be hurried. */
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

const Controls = ({ replay }: { readonly replay: Replay }) => (
  <Group className="row stretch flex-none" aria-label="Replay">
    <IconButton
      icon={SkipBack}
      label="Previous message"
      isDisabled={replay.step === 0}
      onPress={() => replay.goTo(replay.step - 1)}
    />
    <IconButton
      icon={replay.isPlaying ? Pause : Play}
      label={replay.isPlaying ? 'Pause' : 'Play'}
      onPress={replay.togglePlaying}
    />
    <IconButton
      icon={SkipForward}
      label="Next message"
      isDisabled={replay.step >= replay.entries.length - 1}
      onPress={() => replay.goTo(replay.step + 1)}
    />
  </Group>
);

/** What the message at hand is for, with the means to go to another one. Nothing is sent again. */
export const ReplayBar = ({ replay }: { readonly replay: Replay }) => {
  const entry = replay.entries[replay.step];
  if (entry === undefined) return null;
  const lesson = LESSONS[entry.kind];
  return (
    <section className="replay-bar" aria-label="Replay, step by step">
      <div className="row gap-3">
        <Controls replay={replay} />
        <p className="fill bold" role="status">
          <Foreign text={entry.title} className="clip" />
          <span className="block note regular">
            {roleName(entry.from)} → {roleName(entry.to)}, {entry.spec}
          </span>
        </p>
        <span className="flex-none note">
          {replay.step + 1} of {replay.entries.length}
        </span>
        <IconButton icon={X} label="End the replay" onPress={replay.stop} />
      </div>
      <div className="replay-lesson grid gap-1">
        <p>{lesson.why}</p>
        {lesson.pitfall !== undefined && (
          <p className="replay-pitfall soft">
            <b>Pitfall</b> {lesson.pitfall}
          </p>
        )}
      </div>
    </section>
  );
};
