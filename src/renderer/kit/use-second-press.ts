import { useRef, useState } from 'react';

/** Longer than a double click takes, in milliseconds, and shorter than it takes to read the second words. */
const NO_SECOND_BEFORE = 800;

/** A button that does what it says at its second press. */
export interface SecondPress {
  /** It was pressed once. */
  readonly isSure: boolean;
  readonly press: () => void;
}

/** Runs `onSure` at the second press, which counts only once a double click is over. */
export const useSecondPress = (onSure: () => void): SecondPress => {
  const [isSure, setIsSure] = useState(false);
  const pressedAt = useRef(0);
  return {
    isSure,
    press: () => {
      const now = performance.now();
      if (!isSure) {
        pressedAt.current = now;
        setIsSure(true);
      } else if (now - pressedAt.current >= NO_SECOND_BEFORE) onSure();
    },
  };
};
