import { RotateCcw } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import { momentText, parseMoment } from './parse-moment.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';

interface MomentFieldProps {
  readonly moment: number | undefined;
  readonly onMoment: (moment: number | undefined) => void;
}

const PROBLEM = 'A date and time, or seconds since 1970';

/** Types the moment the page answers for, and leads back to now. */
export const MomentField = ({ moment, onMoment }: MomentFieldProps) => {
  const [typed, setTyped] = useState<string>();
  const [isWrong, setIsWrong] = useState(false);
  const shown = moment === undefined ? '' : momentText(moment);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const parsed = parseMoment(typed ?? shown);
    setIsWrong(parsed === undefined);
    if (parsed === undefined) return;
    setTyped(undefined);
    onMoment(parsed);
  };
  return (
    <Form className="moment" validationBehavior="aria" onSubmit={submit}>
      <Field
        label="Was it valid at"
        placeholder="2026-11-03 14:02"
        value={typed ?? shown}
        onChange={(text) => {
          setIsWrong(false);
          setTyped(text);
        }}
        problem={isWrong ? PROBLEM : undefined}
        maxLength={40}
        isMono
      />
      <Button type="submit" isDisabled={(typed ?? shown).trim() === ''}>
        Look
      </Button>
      {moment !== undefined && (
        <Button
          kind="quiet"
          icon={RotateCcw}
          onPress={() => {
            setTyped(undefined);
            setIsWrong(false);
            onMoment(undefined);
          }}
        >
          Back to now
        </Button>
      )}
    </Form>
  );
};
