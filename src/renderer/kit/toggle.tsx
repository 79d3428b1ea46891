import { SwitchButton, SwitchField } from 'react-aria-components';

interface ToggleProps {
  readonly label: string;
  readonly hint?: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

/** On or off, at once. */
export const Toggle = ({ label, hint, isSelected, onChange }: ToggleProps) => (
  <SwitchField isSelected={isSelected} onChange={onChange}>
    <SwitchButton className="toggle">
      <span className="toggle-track" aria-hidden="true">
        <span className="toggle-knob" />
      </span>
      <span className="stack">
        <span className="medium">{label}</span>
        {hint !== undefined && <span className="field-hint">{hint}</span>}
      </span>
    </SwitchButton>
  </SwitchField>
);
