import { useEffect, useRef } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import type { ClaimView } from '../../../contract/inspection.ts';
import { Button } from '../../kit/button.tsx';
import { percent } from '../../kit/time-axis.tsx';
import { useNow } from '../../kit/use-now.ts';
import { momentWords, spokenWords } from '../../kit/words/time-words.ts';
import {
  stateAt,
  type Lifetime,
  type LifetimeMark,
  lifetimeOf,
  type StatedTime,
} from './lifetime.ts';
import { MomentField } from './moment-field.tsx';

const STATE_TONES = { valid: 'good', endless: 'good', expired: 'bad', 'not-yet': 'warn' } as const;

const STEPS = 1000;

const Mark = ({ mark }: { readonly mark: LifetimeMark }) => (
  <span className="life-mark" style={{ left: percent(mark.at) }} aria-hidden="true">
    <span className="life-name soft mono">{mark.names.join(' ')}</span>
  </span>
);

/** The name of now gives way where the chosen moment stands on it. */
const Now = ({ at, isCovered }: { readonly at: number; readonly isCovered: boolean }) => (
  <span className="life-mark life-now" style={{ left: percent(at) }} aria-hidden="true">
    {!isCovered && <span className="life-name soft">now</span>}
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
const LifetimeBar = ({ lifetime, now, moment, onMoment }: LifetimeBarProps) => {
  const { scale, marks, from, to, start, end } = lifetime;
  const seen = moment ?? now;
  const input = useSpokenMoment(seen);
  const [nowAt, seenAt] = [scale.place(now), scale.place(seen)];
  const state = stateAt(lifetime, seen);
  return (
    <Slider
      className="pad-top-6 pad-bottom-8"
      aria-label="Moment"
      minValue={0}
      maxValue={STEPS}
      value={Math.round(seenAt * STEPS)}
      onChange={(place) => onMoment(scale.instantAt(place / STEPS))}
    >
      <SliderTrack className="life-track">
        <span
          className={`life-span tone-${STATE_TONES[state]}`}
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

const NAMES: Readonly<Record<StatedTime, string>> = {
  iat: 'issued',
  nbf: 'not before',
  exp: 'expires',
};

const sentenceOf = (lifetime: Lifetime, moment: number): string => {
  const { start = moment, end = moment } = lifetime;
  switch (stateAt(lifetime, moment)) {
    case 'expired':
      return `Expired ${spokenWords(moment - end)} before`;
    case 'not-yet':
      return `Not valid for another ${spokenWords(start - moment)}`;
    case 'valid':
      return `Valid, with ${spokenWords(end - moment)} left`;
    case 'endless':
      return lifetime.hasOddEnd
        ? 'Active; the stated expiry isn’t a valid time'
        : 'Valid; it does not say when it ends';
  }
};

const nowSentence = (lifetime: Lifetime, now: number): string =>
  stateAt(lifetime, now) === 'expired'
    ? `Expired ${spokenWords(now - (lifetime.end ?? now))} ago`
    : sentenceOf(lifetime, now);

interface LifetimeCardProps {
  readonly claims: readonly ClaimView[];
  readonly moment: number | undefined;
  readonly onMoment: (moment: number | undefined) => void;
}

const Stated = ({
  lifetime,
  onMoment,
}: { readonly lifetime: Lifetime } & Pick<LifetimeCardProps, 'onMoment'>) => (
  <ul className="life-legend row stretch wrap gap-2 gap-x-5" aria-label="Stated times">
    {lifetime.marks.map(({ names, instant }) => (
      <li key={instant}>
        <span className="block note">
          <span className="mono">{names.join(', ')}</span>{' '}
          {names.map((name) => NAMES[name]).join(', ')}
        </span>
        <Button kind="quiet" onPress={() => onMoment(instant)}>
          {momentWords(instant)}
        </Button>
      </li>
    ))}
  </ul>
);

/**
 * When the token says it is valid, and how it stands at a moment: now, or any that is chosen. The
 * rest of the page answers for the same moment.
 */
export const LifetimeCard = ({ claims, moment, onMoment }: LifetimeCardProps) => {
  const now = useNow();
  const lifetime = lifetimeOf(claims, now);
  if (lifetime === undefined) {
    return (
      <section className="card" aria-label="Lifetime">
        <h2 className="card-title">Lifetime</h2>
        <p className="soft">This token contains no issue or expiry time.</p>
      </section>
    );
  }
  const seen = moment ?? now;
  return (
    <section className="card" aria-label="Lifetime">
      <div className="card-head wrap">
        <h2 className="card-title">Lifetime</h2>
        <p className={`life-sentence medium ${STATE_TONES[stateAt(lifetime, seen)]}`} role="status">
          {moment === undefined ? (
            nowSentence(lifetime, now)
          ) : (
            <>
              <span className="soft regular">At {momentWords(moment)}:</span>{' '}
              {sentenceOf(lifetime, moment)}
            </>
          )}
        </p>
      </div>
      <LifetimeBar lifetime={lifetime} now={now} moment={moment} onMoment={onMoment} />
      <Stated lifetime={lifetime} onMoment={onMoment} />
      <MomentField moment={moment} onMoment={onMoment} />
    </section>
  );
};
