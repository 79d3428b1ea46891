import { TriangleAlert } from 'lucide-react';
import type { DemandView } from '../../../contract/scope.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { meaningWords } from '../../kit/words/scope-words.ts';
import { Chip } from '../../kit/chip.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Notice } from '../../kit/notice.tsx';
import { RiskMark } from '../../kit/risk-mark.tsx';
import { asksNothingNew, maxAgeWords, oddWords } from './demand-words.ts';

type Demand = Extract<DemandView, { kind: 'step-up' | 'insufficient-scope' }>;

const Strength = ({ view }: { readonly view: Extract<Demand, { kind: 'step-up' }> }) => (
  <>
    {view.acrValues !== undefined && (
      <div className="contents">
        <dt className="faint">How strongly</dt>
        <dd className="break">
          {view.acrValues.split(' ').map((value) => (
            <bdi key={value} className="demand-acr mono">
              {foreignText(value, 200)}
            </bdi>
          ))}
          <span className="field-hint">Any one of them will do (acr_values).</span>
        </dd>
      </div>
    )}
    {view.maxAge !== undefined && (
      <div className="contents">
        <dt className="faint">How recently</dt>
        <dd className="break">
          {maxAgeWords(view.maxAge)} <span className="field-hint">(max_age)</span>
        </dd>
      </div>
    )}
  </>
);

const Scope = ({ scope }: Pick<Demand, 'scope'>) => (
  <div className="contents">
    <dt className="faint">To do what</dt>
    <dd className="break">
      <ul className="demand-scope" aria-label="Scopes the API asks for">
        {scope.map((one) => (
          <li key={one.token} className="demand-token row gap-3 spread">
            <span className="narrowable">
              <span className={one.sentence === undefined ? 'unstated' : undefined}>
                {meaningWords(one)}
              </span>
              <Foreign text={one.token} longest={120} className="scope-name clip mono" />
            </span>
            {one.isGranted ? <Chip>Granted already</Chip> : <RiskMark risk={one.risk} />}
          </li>
        ))}
      </ul>
    </dd>
  </div>
);

const doubtsOf = (view: Demand): readonly string[] => [
  ...(view.kind === 'step-up' && view.isUnknownAcr
    ? ['The server does not list any of these sign-ins among those it knows. It may refuse.']
    : []),
  ...(asksNothingNew(view)
    ? [
        'It asks for nothing that is not granted already. Perhaps the token that was sent is an old one.',
      ]
    : []),
  ...[oddWords(view.odd)].filter((words) => words !== undefined),
];

/** What an API asks for, in words. All of it is the API's say: nothing of it is done by itself. */
export const Demanded = ({ view }: { readonly view: Demand }) => (
  <div className="stack gap-2">
    <p className="bold">
      {view.kind === 'step-up'
        ? 'The API wants you to sign in again (RFC 9470)'
        : 'The API wants more than was granted (RFC 6750 §3.1)'}
    </p>
    <dl className="sent grid frame demand-list">
      {view.kind === 'step-up' && <Strength view={view} />}
      {view.scope.length > 0 && <Scope scope={view.scope} />}
    </dl>
    {doubtsOf(view).map((words) => (
      <Notice key={words} tone="warn" icon={TriangleAlert} title={words} />
    ))}
  </div>
);
