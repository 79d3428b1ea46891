import type { ConnectionView } from '../../../contract/connection.ts';
import type { ScopeMeaningView } from '../../../contract/scope.ts';

type Risk = NonNullable<ScopeMeaningView['risk']>;

/** Lasting access is what every login here has; counted in, it would mark them all alike. */
const LASTING = 'offline_access';
const ORDER: readonly Risk[] = ['high', 'medium', 'low'];

type Scoped = Pick<ConnectionView, 'scopeMeanings'>;

/** The worst that the granted scope allows; undefined where the risk of none of it is known. */
export const highestRisk = ({ scopeMeanings }: Scoped): Risk | undefined =>
  ORDER.find((risk) =>
    scopeMeanings.some((meaning) => meaning.risk === risk && meaning.token !== LASTING),
  );

/** What is granted, the worst first, each in words where there are any. */
export const meaningsByRisk = ({ scopeMeanings }: Scoped): readonly ScopeMeaningView[] => {
  const place = ({ token, risk }: ScopeMeaningView): number =>
    risk === undefined || token === LASTING ? ORDER.length : ORDER.indexOf(risk);
  return scopeMeanings.toSorted((one, other) => place(one) - place(other));
};
