import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';
import './tick.css';

interface TickProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  /** What is ticked, where the children say more than its name. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A box to tick, and what it stands for. */
export const Tick = ({ isSelected, onChange, isDisabled = false, label, children }: TickProps) => (
  <CheckboxField
    className="tick-field"
    isSelected={isSelected}
    onChange={onChange}
    isDisabled={isDisabled}
    {...(label === undefined ? {} : { 'aria-label': label })}
  >
    <CheckboxButton className="tick">
      <span className="tick-box" aria-hidden="true">
        {isSelected && <Check size={12} strokeWidth={3} />}
      </span>
      {children}
    </CheckboxButton>
  </CheckboxField>
);
