import { CircleCheck, CircleHelp, CircleX, Clock } from 'lucide-react';
import type { BlastRadiusView } from '../../shared/ipc/view-revocation.ts';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { foreignText } from '../text/foreign.ts';
import { useNow } from '../ui/use-now.ts';
import { blastLines, FATE_WORDS } from './blast-words.ts';
import './blast-list.css';

const ICONS = { dies: CircleX, perhaps: CircleHelp, lives: CircleCheck, offline: Clock } as const;
const LONGEST = 180;

interface BlastListProps {
  readonly connection: ConnectionView;
  readonly radius: BlastRadiusView;
}

/** What stops working, what may, and what goes on. */
export const BlastList = ({ connection, radius }: BlastListProps) => {
  const now = useNow();
  return (
    <ul className="blast" aria-label="What stops working">
      {blastLines(radius, connection, now).map(({ key, fate, title, note }) => {
        const Icon = ICONS[fate];
        return (
          <li key={key} className={`blast-line blast-${fate}`}>
            <Icon size={16} aria-hidden="true" />
            <div className="blast-words">
              <p className="blast-title">
                <span>{title}</span>
                <span className="blast-fate">{FATE_WORDS[fate]}</span>
              </p>
              {note !== undefined && (
                <p className="blast-note">
                  <bdi>{foreignText(note, LONGEST)}</bdi>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
};
