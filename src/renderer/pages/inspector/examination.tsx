import { type ReactNode, useState } from 'react';
import { ShieldX } from 'lucide-react';
import type { Failure } from '../../../contract/command.ts';
import type { InspectionView } from '../../../contract/inspection.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
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
const FrontChannel = ({ failure }: { readonly failure: Failure }) => {
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

/** Where an inspected token comes from: a connection's own, which stays in main, or a pasted one. */
export type Slot =
  | { readonly kind: 'connection'; readonly id: ConnectionId }
  | { readonly kind: 'pasted'; readonly text: string };

/** What is known of a token at a moment, and the person's actions on it. */
export interface Examined {
  readonly slot: Slot;
  readonly token: InspectionView;
  /** The moment that was chosen; undefined for now, whenever that is. */
  readonly moment: number | undefined;
  readonly setMoment: (moment: number | undefined) => void;
  readonly hasAsked: boolean;
  readonly isAsking: boolean;
  readonly askIssuer: () => void;
  readonly askFailure: Failure | undefined;
}

/** An examination under way: nothing yet, or a failure, or a token. */
interface Examination {
  readonly examined: Examined | undefined;
  readonly failure: Failure | undefined;
  readonly retry: () => void;
}

/** The last answer stays in sight while another moment is asked for. */
const useLatest = (value: InspectionView | undefined): InspectionView | undefined => {
  const [latest, setLatest] = useState(value);
  if (value !== undefined && value !== latest) setLatest(value);
  return value ?? latest;
};

/**
 * Has the token of a slot examined in main, for any moment. The issuer is asked once, when the person
 * says so; what it said stays, and later looks use the keys that were kept of it.
 */
const useExamination = (slot: Slot): Examination => {
  const [moment, setMoment] = useState<number>();
  const asking = useCommand('token.examine');
  const subject = slot.kind === 'pasted' ? { text: slot.text } : { connectionId: slot.id };
  const at = moment === undefined ? {} : { at: moment };
  const query = useQuery('token.examine', { ...subject, ...at, askIssuer: false });
  const latest = useLatest(query.value);
  const asked = asking.state.kind === 'value' ? asking.state.value : undefined;
  if (latest === undefined) {
    return { examined: undefined, failure: query.failure, retry: query.askAgain };
  }
  const token =
    asked === undefined
      ? latest
      : { ...latest, signature: asked.signature, keysFailure: asked.keysFailure };
  return {
    examined: {
      slot,
      token,
      moment,
      setMoment,
      hasAsked: asked !== undefined && asked.keysFailure === undefined,
      isAsking: asking.state.kind === 'busy',
      askIssuer: () => void asking.run({ ...subject, askIssuer: true }).then(query.askAgain),
      askFailure: asking.state.kind === 'failure' ? asking.state.failure : asked?.keysFailure,
    },
    failure: undefined,
    retry: query.askAgain,
  };
};

interface WithTokenProps {
  readonly slot: Slot;
  readonly children: (examined: Examined) => ReactNode;
}

const Examining = ({ slot, children }: WithTokenProps) => {
  const { examined, failure, retry } = useExamination(slot);
  if (examined !== undefined) return children(examined);
  if (failure?.code === 'VK_TOKEN_IN_FRONT_CHANNEL') return <FrontChannel failure={failure} />;
  if (failure !== undefined) return <FailureNotice failure={failure} actions={{ retry }} />;
  return <Skeleton lines={6} label="Examining the token" />;
};

/** Has the token of a slot examined in main; shows waiting and failing until there is something. */
export const WithToken = ({ slot, children }: WithTokenProps) => (
  <Examining key={slot.kind === 'pasted' ? slot.text : slot.id} slot={slot}>
    {children}
  </Examining>
);
