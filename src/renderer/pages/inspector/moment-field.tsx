import { RotateCcw } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';

/** ECMA-262 TimeClip. */
const LAST_INSTANT = 8.64e15;
/** What has more digits than this in seconds is meant in milliseconds: the year 5138. */
const LARGEST_SECONDS = 1e11;

const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[T\s]+(\d{2}:\d{2}(?::\d{2})?))?$/;

const valid = (instant: number): number | undefined =>
  Number.isFinite(instant) && Math.abs(instant) <= LAST_INSTANT ? instant : undefined;

/** A day that a month does not have would roll over into the next one. */
const localInstant = (text: string, clock: string): number | undefined => {
  const date = new Date(`${text}T${clock}`);
  return date.getDate() === Number(text.slice(-2)) ? valid(date.getTime()) : undefined;
};

/**
 * The moment a person typed: `2026-11-03 14:02` in their own zone, with a zone as in RFC 3339, or a
 * NumericDate as it stands in tokens. Undefined where it is none of these. @see RFC 7519 §2
 */
export const parseMoment = (text: string): number | undefined => {
  const typed = text.trim();
  if (/^-?\d{1,16}(?:\.\d+)?$/.test(typed) && !/^\d{4}$/.test(typed)) {
    const number = Number(typed);
    return valid(Math.abs(number) > LARGEST_SECONDS ? number : number * 1000);
  }
  const local = LOCAL.exec(typed);
  if (local !== null) return localInstant(local[1] ?? '', local[2] ?? '00:00');
  const isZoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i;
  return isZoned.test(typed) ? valid(Date.parse(typed)) : undefined;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment as it can be typed, in the person's own zone. */
export const momentText = (instant: number): string => {
  const date = new Date(instant);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
};

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
        label="Check at time"
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
