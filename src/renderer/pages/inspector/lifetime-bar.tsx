import { useEffect, useRef } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { stateAt, type Lifetime, type LifetimeMark } from './lifetime.ts';
import { momentWords } from '../../kit/words/time-words.ts';

const STEPS = 1000;
const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

const Mark = ({ mark }: { readonly mark: LifetimeMark }) => (
  <span className="life-mark" style={{ left: percent(mark.at) }} aria-hidden="true">
    <span className="life-name mono">{mark.names.join(' ')}</span>
  </span>
);

/** The name of now gives way where the chosen moment stands on it. */
const Now = ({ at, isCovered }: { readonly at: number; readonly isCovered: boolean }) => (
  <span className="life-mark life-now" style={{ left: percent(at) }} aria-hidden="true">
    {!isCovered && <span className="life-name">now</span>}
  </span>
);

interface LifetimeBarProps {
  readonly lifetime: Lifetime;
  readonly now: number;
  readonly moment: number | undefined;
  readonly onMoment: (moment: number) => void;
}

/** React Aria can speak a number only; a moment is what the thumb stands for. */
const useSpokenMoment = (moment: number) => {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.setAttribute('aria-valuetext', momentWords(moment)));
  return input;
};

/** The token's life with the moments it states, and a marker that can be moved along it. */
export const LifetimeBar = ({ lifetime, now, moment, onMoment }: LifetimeBarProps) => {
  const { scale, marks, from, to, start, end } = lifetime;
  const seen = moment ?? now;
  const input = useSpokenMoment(seen);
  const [nowAt, seenAt] = [scale.place(now), scale.place(seen)];
  const state = stateAt(lifetime, seen);
  return (
    <Slider
      className="life"
      aria-label="Moment"
      minValue={0}
      maxValue={STEPS}
      value={Math.round(seenAt * STEPS)}
      onChange={(place) => onMoment(scale.instantAt(place / STEPS))}
    >
      <SliderTrack className="life-track">
        <span
          className={`life-span life-span-${state}`}
          data-open-start={start === undefined || undefined}
          data-open-end={end === undefined || undefined}
          style={{ left: percent(from), right: percent(1 - to) }}
        />
        {scale.breaks.map((gap) => (
          <span
            key={gap.from}
            className="life-break"
            title="Not to scale"
            style={{ left: percent(gap.from), right: percent(1 - gap.to) }}
          />
        ))}
        {marks.map((mark) => (
          <Mark key={mark.instant} mark={mark} />
        ))}
        <Now at={nowAt} isCovered={moment !== undefined && Math.abs(nowAt - seenAt) < 0.06} />
        <SliderThumb
          className={moment === undefined ? 'life-thumb life-thumb-now' : 'life-thumb'}
          inputRef={input}
        />
      </SliderTrack>
    </Slider>
  );
};
