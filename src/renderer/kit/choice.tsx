import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly {
    readonly value: Value;
    readonly label: string;
    readonly hint?: string;
  }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few, all in sight. */
export const Choice = <Value extends string>({
  label,
  choices,
  value,
  onChange,
}: ChoiceProps<Value>) => (
  <RadioGroup
    className="choice stack"
    value={value}
    onChange={(chosen) => {
      const match = choices.find((one) => one.value === chosen);
      if (match !== undefined) onChange(match.value);
    }}
  >
    <Label className="field-label">{label}</Label>
    <div
      className={
        choices.some(({ hint }) => hint !== undefined)
          ? 'choice-options'
          : 'choice-options choice-short'
      }
    >
      {choices.map((choice) => (
        <RadioField key={choice.value} value={choice.value} className="contents">
          <RadioButton className="choice-option">
            <span className="choice-mark" aria-hidden="true" />
            <span className="stack">
              <span className="medium">{choice.label}</span>
              {choice.hint !== undefined && <span className="field-hint">{choice.hint}</span>}
            </span>
          </RadioButton>
        </RadioField>
      ))}
    </div>
  </RadioGroup>
);
