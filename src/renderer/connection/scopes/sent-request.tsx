import type { AskAgainView } from '../../../contract/scope.ts';
import { foreignText } from '../../kit/words/foreign.ts';

const freshWords = ({ how, isPushed, isSigned }: AskAgainView): string => {
  if (how !== 'browser') return 'How the client proves itself, where it does, is not shown.';
  return [
    'State, nonce, code challenge and redirect URI are made fresh each time.',
    ...(isSigned ? ['All of it is inside one signed parameter (RFC 9101).'] : []),
    ...(isPushed ? ['It is handed to the server directly first (RFC 9126).'] : []),
  ].join(' ');
};

/** The request as readable parameters; what is fresh each time and what is secret is not among them. */
export const SentRequest = ({ view }: { readonly view: AskAgainView }) => (
  <section className="stack gap-1 flex-none" aria-label="What is sent">
    <h3 className="review-heading">What is sent</h3>
    <dl className="sent grid frame selectable">
      {view.parameters.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="faint mono">{foreignText(name, 60)}</dt>
          <dd className="break mono">
            <bdi>{foreignText(value, 4000)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
    <p className="field-hint">{freshWords(view)}</p>
  </section>
);
