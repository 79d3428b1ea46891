import type { ClaimView } from '../../../contract/view.ts';
import { lifetimeOf, stateAt, type Lifetime, type StatedTime } from './lifetime.ts';
import { momentWords, spokenWords } from '../../kit/words/time-words.ts';
import { Button } from '../../kit/button.tsx';
import { useNow } from '../../kit/use-now.ts';
import { LifetimeBar } from './lifetime-bar.tsx';
import { MomentField } from './moment-field.tsx';
import './lifetime-card.css';

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
        ? 'Has begun; the end it states is none'
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
  <ul className="life-legend" aria-label="Stated times">
    {lifetime.marks.map(({ names, instant }) => (
      <li key={instant}>
        <span className="life-legend-name">
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
        <p className="life-none">
          The token states no time: it says neither when it was made nor when it ends.
        </p>
      </section>
    );
  }
  const seen = moment ?? now;
  return (
    <section className="card" aria-label="Lifetime">
      <div className="card-head life-head">
        <h2 className="card-title">Lifetime</h2>
        <p className={`life-sentence life-sentence-${stateAt(lifetime, seen)}`} role="status">
          {moment === undefined ? (
            nowSentence(lifetime, now)
          ) : (
            <>
              <span className="life-at">At {momentWords(moment)}:</span>{' '}
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
