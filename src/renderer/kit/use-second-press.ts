import { useEffect, useState } from 'react';

/** Longer than a double click takes, in milliseconds, and shorter than it takes to read the second words. */
const NO_SECOND_BEFORE = 800;

/** A button that does what it says at its second press. */
export interface SecondPress {
  /** It was pressed once. */
  readonly isSure: boolean;
  /** The second press does not count yet: show the button as busy. */
  readonly isWaiting: boolean;
  readonly press: () => void;
}

/** Runs `onSure` at the second press, which counts only once a double click is over. */
export const useSecondPress = (onSure: () => void): SecondPress => {
  const [step, setStep] = useState<'first' | 'waiting' | 'second'>('first');
  useEffect(() => {
    if (step !== 'waiting') return undefined;
    const timer = setTimeout(() => setStep('second'), NO_SECOND_BEFORE);
    return () => clearTimeout(timer);
  }, [step]);
  return {
    isSure: step !== 'first',
    isWaiting: step === 'waiting',
    press: () => {
      if (step === 'first') setStep('waiting');
      else if (step === 'second') onSure();
    },
  };
};
