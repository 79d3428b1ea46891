import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';

interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  /** Its name, where the children say more than that. */
  readonly label?: string;
  /** What is agreed to or chosen; the whole of it can be pressed. */
  readonly children: ReactNode;
}

/** A box to tick, with its words. */
export const Checkbox = ({
  isSelected,
  onChange,
  isDisabled = false,
  label,
  children,
}: CheckboxProps) => (
  <CheckboxField
    className="narrowable"
    isSelected={isSelected}
    onChange={onChange}
    isDisabled={isDisabled}
    {...(label === undefined ? {} : { 'aria-label': label })}
  >
    <CheckboxButton className="checkbox row gap-2">
      <span className="checkbox-box center flex-none" aria-hidden="true">
        {isSelected && <Check size={12} strokeWidth={3} />}
      </span>
      {children}
    </CheckboxButton>
  </CheckboxField>
);
