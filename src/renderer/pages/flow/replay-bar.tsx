import { Pause, Play, SkipBack, SkipForward, X } from 'lucide-react';
import { Group } from 'react-aria-components';
import { lessonOf } from './exchange-lessons.ts';
import { roleName } from './role-words.ts';
import { IconButton } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import type { Replay } from './use-replay.ts';
import './replay-bar.css';

const Controls = ({ replay }: { readonly replay: Replay }) => (
  <Group className="replay-controls" aria-label="Replay">
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
  const lesson = lessonOf(entry.spec);
  return (
    <section className="replay-bar" aria-label="Replay, step by step">
      <div className="replay-head">
        <Controls replay={replay} />
        <p className="replay-title" role="status">
          <Foreign text={entry.title} className="clip" />
          <span className="replay-note">
            {roleName(entry.from)} → {roleName(entry.to)}, {entry.spec}
          </span>
        </p>
        <span className="replay-count">
          {replay.step + 1} of {replay.entries.length}
        </span>
        <IconButton icon={X} label="End the replay" onPress={replay.stop} />
      </div>
      {lesson !== undefined && (
        <div className="replay-lesson">
          <p>{lesson.why}</p>
          {lesson.pitfall !== undefined && (
            <p className="replay-pitfall">
              <b>Pitfall</b> {lesson.pitfall}
            </p>
          )}
        </div>
      )}
    </section>
  );
};
