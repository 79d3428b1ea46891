import type { ClaimView } from '../../shared/ipc/view.ts';
import { lifetimeOf, type Lifetime, type LifetimeMark } from '../text/lifetime.ts';
import { momentWords, spokenWords } from '../text/time-words.ts';
import { useNow } from '../ui/use-now.ts';
import './lifetime-bar.css';

const MARK_WORDS: Readonly<Record<LifetimeMark['name'], string>> = {
  iat: 'issued',
  nbf: 'not before',
  exp: 'expires',
  now: 'now',
};

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

const sentenceOf = ({ state, marks }: Lifetime, now: number): string => {
  const end = marks.find(({ name }) => name === 'exp')?.instant ?? now;
  const start = marks.find(({ name }) => name === 'nbf')?.instant ?? now;
  if (state === 'expired') return `Expired ${spokenWords(now - end)} ago`;
  if (state === 'not-yet') return `Not valid for another ${spokenWords(start - now)}`;
  return `Valid for another ${spokenWords(end - now)}`;
};

const Mark = ({ mark }: { readonly mark: LifetimeMark }) => (
  <li className={`life-mark life-${mark.name}`} style={{ left: percent(mark.at) }}>
    <span className="life-name mono">{mark.name}</span>
    <span className="sr-only">
      {MARK_WORDS[mark.name]}: {momentWords(mark.instant)}
    </span>
  </li>
);

const Legend = ({ marks }: Pick<Lifetime, 'marks'>) => (
  <dl className="life-legend">
    {marks
      .filter(({ name }) => name !== 'now')
      .map(({ name, instant }) => (
        <div key={name}>
          <dt>
            <span className="mono">{name}</span> {MARK_WORDS[name]}
          </dt>
          <dd>{momentWords(instant)}</dd>
        </div>
      ))}
  </dl>
);

/** When the token says it is valid, and where in that we are. Nothing where it does not say. */
export const LifetimeBar = ({ claims }: { readonly claims: readonly ClaimView[] }) => {
  const now = useNow();
  const lifetime = lifetimeOf(claims, now);
  if (lifetime === undefined) return null;
  return (
    <section className="card" aria-label="Lifetime">
      <div className="card-head">
        <h2 className="card-title">Lifetime</h2>
        <span className={`life-sentence life-sentence-${lifetime.state}`}>
          {sentenceOf(lifetime, now)}
        </span>
      </div>
      <div className="life">
        <span
          className={`life-span life-span-${lifetime.state}`}
          style={{ left: percent(lifetime.from), right: percent(1 - lifetime.to) }}
        />
        <ol>
          {lifetime.marks.map((mark) => (
            <Mark key={mark.name} mark={mark} />
          ))}
        </ol>
      </div>
      <Legend marks={lifetime.marks} />
    </section>
  );
};
