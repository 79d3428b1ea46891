import {
  CalendarClock,
  CircleCheck,
  CircleHelp,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { EndGroupName } from './expiry-groups.ts';

/** A shape for each group, since its colour alone would not do. */
export const END_ICONS: Readonly<Record<EndGroupName, LucideIcon>> = {
  overdue: TriangleAlert,
  week: CalendarClock,
  month: CalendarClock,
  later: CircleCheck,
  unknown: CircleHelp,
};
