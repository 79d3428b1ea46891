import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import type { ExtraRow } from '../draft/draft.ts';
import { useForm } from './form-context.ts';
import { At, ProblemOf } from './parts.tsx';

interface RowProps {
  readonly row: ExtraRow;
  readonly number: number;
  readonly onChange: (row: ExtraRow) => void;
  readonly onRemove: () => void;
}

const Row = ({ row, number, onChange, onRemove }: RowProps) => (
  <div className="extra-row grid gap-2">
    <Field
      label={`Name ${number}`}
      value={row.name}
      onChange={(name) => onChange({ ...row, name })}
      maxLength={100}
      isMono
    />
    <Field
      label={`Value ${number}`}
      value={row.value}
      onChange={(value) => onChange({ ...row, value })}
      maxLength={2000}
      isMono
    />
    <IconButton icon={Trash2} label={`Remove parameter ${number}`} onPress={onRemove} />
  </div>
);

/** Parameters of this server's own for the authorization request. @see RFC 6749 §8.2 */
export const ExtraParameters = () => {
  const { draft, change, uses } = useForm();
  if (!uses('extraParameters')) return null;
  const rows = draft.extraParameters;
  const set = (extraParameters: readonly ExtraRow[]) => change({ extraParameters });
  const nextKey = Math.max(-1, ...rows.map(({ key }) => key)) + 1;
  return (
    <At name="extraParameters">
      <div className="grid gap-2" role="group" aria-label="Extra parameters">
        <span className="field-label">Extra parameters</span>
        {rows.map((row, at) => (
          <Row
            key={row.key}
            row={row}
            number={at + 1}
            onChange={(changed) => set(rows.map((one) => (one.key === row.key ? changed : one)))}
            onRemove={() => set(rows.filter(({ key }) => key !== row.key))}
          />
        ))}
        <div>
          <Button icon={Plus} onPress={() => set([...rows, { key: nextKey, name: '', value: '' }])}>
            Add a parameter
          </Button>
        </div>
        <ProblemOf name="extraParameters" />
      </div>
    </At>
  );
};
