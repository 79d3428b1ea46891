import { Check, X } from 'lucide-react';
import type { SignInState } from '../../contract/sign-in.ts';

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

const markOf = (step: number, current: number): 'done' | 'now' | 'next' => {
  if (step < current) return 'done';
  return step === current ? 'now' : 'next';
};

/** How far a sign-in has come. A failed one shows no steps: its sentence says enough. */
export const SignInSteps = ({ state }: { readonly state: SignInState }) => {
  const current = stepOf(state.kind);
  if (current === -1) return null;
  return (
    <ol className="steps grid gap-3">
      {STEPS.map(({ label }, step) => {
        const mark = markOf(step, current);
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
export const FailedMark = () => (
  <span className="failed-mark center on-bad" aria-hidden="true">
    <X size={22} />
  </span>
);
