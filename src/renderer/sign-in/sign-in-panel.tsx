import { CircleCheck, Check, X } from 'lucide-react';
import type { SignInState, SignInView } from '../../contract/sign-in.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';
import { hasEnded } from './sign-in-words.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { OpenElsewhere } from '../network/open-elsewhere.tsx';
import { PasteRedirect, TakeAddress } from './paste-redirect.tsx';
import {
  ConfirmServer,
  Discovering,
  Done,
  ExchangingCode,
  Failed,
  OpeningBrowser,
  Storing,
  WaitingForBrowser,
} from './sign-in-states.tsx';
import { WaitingForDevice } from './sign-in-states.tsx';

const STEPS = [
  { label: 'Find the server', kinds: ['discovering', 'waiting-for-confirmation'] },
  { label: 'You decide', kinds: ['opening-browser', 'waiting-for-browser', 'waiting-for-device'] },
  { label: 'Exchange the code for tokens', kinds: ['exchanging-code'] },
  { label: 'Put them in the keychain', kinds: ['storing'] },
] as const satisfies readonly { label: string; kinds: readonly SignInState['kind'][] }[];

const stepOf = (kind: SignInState['kind']): number => {
  if (kind === 'done') return STEPS.length;
  return STEPS.findIndex(({ kinds }) => kinds.some((one) => one === kind));
};

const stepState = (step: number, current: number): 'done' | 'now' | 'next' => {
  if (step < current) return 'done';
  return step === current ? 'now' : 'next';
};

/** How far a sign-in has come. A failed one shows no steps: its sentence says enough. */
const SignInSteps = ({ state }: { readonly state: SignInState }) => {
  const current = stepOf(state.kind);
  if (current === -1) return null;
  return (
    <ol className="grid gap-3 above-8">
      {STEPS.map(({ label }, step) => {
        const mark = stepState(step, current);
        return (
          <li
            key={label}
            className={`step-${mark} row gap-3 ${mark === 'done' ? 'soft' : 'faint'}`}
            {...(mark === 'now' ? { 'aria-current': 'step' as const } : {})}
          >
            <span className="step-mark center bold flex-none" aria-hidden="true">
              {mark === 'done' ? <Check size={12} strokeWidth={3} /> : step + 1}
            </span>
            {label}
            {mark === 'done' && <span className="sr-only">, done</span>}
          </li>
        );
      })}
    </ol>
  );
};

/** The mark of a sign-in that came to nothing. */
const FailedMark = () => (
  <span className="failed-mark center on-bad" aria-hidden="true">
    <X size={22} />
  </span>
);

interface SignInPanelProps {
  readonly signIn: SignInView;
  readonly onShow: (id: ConnectionId) => void;
  readonly onTryAgain: (signIn: SignInView) => void;
}

const titleOf = ({ kind }: SignInState): string => {
  if (kind === 'failed') return 'The sign-in did not succeed';
  return kind === 'done' ? 'Signed in' : 'Signing in';
};

/** One component for each member of the union: a new state does not compile until it has one. */
const StateOf = ({ signIn, onShow, onTryAgain }: SignInPanelProps) => {
  const openAgain = useCommand('sign-in.open-browser-again');
  const confirm = useCommand('sign-in.confirm');
  const { state } = signIn;
  switch (state.kind) {
    case 'discovering':
      return <Discovering host={signIn.host} />;
    case 'waiting-for-confirmation':
      return (
        <ConfirmServer
          host={signIn.host}
          warnings={state.warnings}
          onConfirm={() => void confirm.run({ signInId: signIn.id })}
        />
      );
    case 'opening-browser':
      return <OpeningBrowser />;
    case 'waiting-for-browser':
      return (
        <WaitingForBrowser
          expiresAt={state.expiresAt}
          redirectUri={state.redirectUri}
          isBrowserMissing={state.isBrowserMissing}
          isBusy={openAgain.state.kind === 'busy'}
          onOpenAgain={() => void openAgain.run({ signInId: signIn.id })}
        >
          <OpenElsewhere onChosen={() => void openAgain.run({ signInId: signIn.id })} />
          <TakeAddress signInId={signIn.id} isBrowserMissing={state.isBrowserMissing} />
          <PasteRedirect signInId={signIn.id} />
        </WaitingForBrowser>
      );
    case 'waiting-for-device':
      return (
        <WaitingForDevice
          {...state}
          isBusy={openAgain.state.kind === 'busy'}
          onOpen={() => void openAgain.run({ signInId: signIn.id })}
        />
      );
    case 'exchanging-code':
      return <ExchangingCode />;
    case 'storing':
      return <Storing />;
    case 'done':
      return <Done onShow={() => onShow(state.connectionId)} />;
    case 'failed':
      return (
        <Failed host={signIn.host} failure={state.failure} onTryAgain={() => onTryAgain(signIn)} />
      );
  }
};

/** One running or ended sign-in. */
export const SignInPanel = (props: SignInPanelProps) => {
  const { signIn } = props;
  const cancel = useCommand('sign-in.cancel');
  const dismiss = useCommand('sign-in.dismiss');
  const { kind } = signIn.state;
  return (
    <section
      className="sign-in centered-page stack full-width"
      aria-label="Sign-in"
      aria-live="polite"
    >
      {kind === 'failed' && <FailedMark />}
      {kind === 'done' && <CircleCheck className="sign-in-done" size={40} aria-hidden="true" />}
      <h1 className="page-title">{titleOf(signIn.state)}</h1>
      <p className="max-full above-1 soft">
        <Foreign text={signIn.host} className="clip mono" />
      </p>
      {kind !== 'done' && <SignInSteps state={signIn.state} />}
      <div className="sign-in-state stack middle gap-2 full-width above-6">
        <StateOf {...props} />
      </div>
      <div className="above-4">
        {hasEnded(signIn.state) ? (
          <Button kind="quiet" onPress={() => void dismiss.run({ signInId: signIn.id })}>
            Dismiss
          </Button>
        ) : (
          <Button
            kind="quiet"
            isBusy={cancel.state.kind === 'busy'}
            onPress={() => void cancel.run({ signInId: signIn.id })}
          >
            Cancel sign-in
          </Button>
        )}
      </div>
    </section>
  );
};
