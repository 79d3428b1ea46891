import type { LucideIcon } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly segments: readonly {
    readonly value: Value;
    readonly label: string;
    readonly icon?: LucideIcon;
  }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few ways to look at the same thing; arrow keys move between them. */
export const Segments = <Value extends string>({
  label,
  segments,
  value,
  onChange,
}: SegmentsProps<Value>) => (
  <ToggleButtonGroup
    className="segments frame flex-none"
    aria-label={label}
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      const chosen = segments.find((one) => keys.has(one.value));
      if (chosen !== undefined) onChange(chosen.value);
    }}
  >
    {segments.map(({ value: id, label: words, icon: Icon }) => (
      <ToggleButton key={id} id={id} className="segment soft medium">
        {Icon !== undefined && <Icon size={14} aria-hidden="true" />}
        {words}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
