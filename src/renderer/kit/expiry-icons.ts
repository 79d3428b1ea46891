import {
  CalendarClock,
  CircleCheck,
  CircleHelp,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { ExpiryGroupName } from './expiry-groups.ts';

/** A shape for each group, since its colour alone would not do. */
export const EXPIRY_ICONS: Readonly<Record<ExpiryGroupName, LucideIcon>> = {
  overdue: TriangleAlert,
  week: CalendarClock,
  month: CalendarClock,
  later: CircleCheck,
  unknown: CircleHelp,
};

/** The class of kit/style/text.css for each group. */
export const EXPIRY_TONES: Readonly<Record<ExpiryGroupName, string>> = {
  overdue: 'tone-bad',
  week: 'tone-warn',
  month: 'tone-accent',
  later: 'tone-good',
  unknown: 'tone-quiet',
};
