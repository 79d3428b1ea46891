import { ShieldX } from 'lucide-react';
import type { Failure } from '../../../contract/command.ts';
import { foreignText } from '../../kit/words/foreign.ts';

const STEPS = [
  'Treat the token as known to others: browsers keep addresses in their history, and pages, extensions and logs read them. Revoke it, or let it end.',
  'Have the client ask with response_type=code and PKCE. Valet Key never asks for anything else.',
  'Switch the implicit grant off in the client’s registration, so that no other app can request it.',
];

/**
 * Why a redirect with a token in it is not taken, and what to do now.
 * @see RFC 9700 §2.1.2, RFC 6749 §10.16
 */
export const FrontChannel = ({ failure }: { readonly failure: Failure }) => {
  const { part, parameter } = failure.fields;
  const isFragment = part === 'fragment';
  const name = typeof parameter === 'string' ? foreignText(parameter, 40) : 'a token';
  return (
    <section className="card front-channel gap-4" role="alert" aria-label="Rejected">
      <ShieldX size={20} className="front-channel-icon" aria-hidden="true" />
      <div>
        <h2 className="card-title">
          This address carries <bdi className="mono">{name}</bdi>{' '}
          {isFragment ? 'after its “#”' : 'in its query'}. It was rejected.
        </h2>
        <p className="pad-top-1 measure soft">
          {isFragment
            ? 'That is how the implicit grant answers (RFC 6749 §4.2): the token goes through the browser’s address bar, with no proof of who asked for it, and anyone can put another one in its place.'
            : 'Tokens shouldn’t be in URLs: they end up in the address bar, in histories and in logs.'}{' '}
          RFC 9700 §2.1.2 tells clients not to use it.
        </p>
        <ol className="front-channel-steps grid gap-2">
          {STEPS.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="note">
          To see what the token states all the same, paste it alone, without the address.
        </p>
      </div>
    </section>
  );
};
