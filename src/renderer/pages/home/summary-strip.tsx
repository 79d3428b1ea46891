import {
  CalendarClock,
  KeyRound,
  Lightbulb,
  LogIn,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { Button as AriaButton, ToggleButton } from 'react-aria-components';
import type { FilterName } from './filters.ts';

type TileName = Extract<FilterName, 'attention' | 'ending' | 'high-risk'>;

const TILES: Readonly<
  Record<
    TileName,
    {
      readonly icon: LucideIcon;
      readonly label: string;
      readonly hint?: string;
      readonly tone: string;
    }
  >
> = {
  attention: { icon: LogIn, label: 'Sign in again', tone: 'warn' },
  ending: { icon: CalendarClock, label: 'Ending soon', hint: 'Within 7 days', tone: 'warn' },
  'high-risk': { icon: TriangleAlert, label: 'High risk', tone: 'bad' },
};
const TILE_NAMES = Object.keys(TILES) as readonly TileName[];

const Words = ({
  icon: Icon,
  label,
  hint,
  count,
}: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
}) => (
  <>
    <span className="tile-count bold tabular">
      {count === undefined ? '–' : count.toLocaleString('en')}
    </span>
    <span className="tile-label row gap-1 soft small" title={hint}>
      <Icon size={13} aria-hidden="true" />
      <span className="clip">{label}</span>
    </span>
  </>
);

interface SummaryStripProps {
  readonly total: number;
  readonly counts: Readonly<Record<FilterName, number>>;
  /** How many findings there are to look at. */
  readonly advice: number | undefined;
  readonly filters: readonly FilterName[];
  readonly onToggle: (filter: FilterName) => void;
  readonly onWhole: () => void;
  readonly onAdvice: () => void;
}

/** Where things stand, in five numbers; each leads to what it counts. */
export const SummaryStrip = (props: SummaryStripProps) => {
  const { total, counts, advice, filters, onToggle, onWhole, onAdvice } = props;
  return (
    <div className="tiles gap-2 flex-none" role="group" aria-label="Summary">
      <AriaButton className="tile" onPress={onWhole}>
        <Words icon={KeyRound} label={total === 1 ? 'Connection' : 'Connections'} count={total} />
      </AriaButton>
      {TILE_NAMES.map((name) => {
        const { icon, label, hint, tone } = TILES[name];
        const count = counts[name];
        return (
          <ToggleButton
            key={name}
            className={`tile ${count > 0 ? `tone-${tone}` : 'tile-none'}`}
            isSelected={filters.includes(name)}
            isDisabled={count === 0 && !filters.includes(name)}
            onChange={() => onToggle(name)}
          >
            <Words icon={icon} label={label} hint={hint} count={count} />
          </ToggleButton>
        );
      })}
      <AriaButton
        className={`tile ${advice === undefined || advice === 0 ? 'tile-none' : 'tone-accent'}`}
        onPress={onAdvice}
      >
        <Words icon={Lightbulb} label="Advice" count={advice} />
      </AriaButton>
    </div>
  );
};
