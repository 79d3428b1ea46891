import {
  BookUser,
  Building2,
  CalendarDays,
  CircleUserRound,
  Cloud,
  Code,
  File,
  Infinity as Forever,
  Mail,
  MessageSquare,
  NotebookPen,
  Play,
  Server,
  ShieldAlert,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import type { GridColumn } from './grid.ts';

/** What stands above the first column of each area. */
export const AREA_ICONS: Readonly<Record<GridColumn['area'], LucideIcon>> = {
  you: CircleUserRound,
  people: BookUser,
  mail: Mail,
  calendar: CalendarDays,
  files: File,
  code: Code,
  work: NotebookPen,
  chat: MessageSquare,
  media: Play,
  organisation: Building2,
  cloud: Cloud,
  everything: ShieldAlert,
  lasting: Forever,
  own: Server,
  resource: Waypoints,
};
