import { CircleCheck, CircleHelp, CircleX, Clock } from 'lucide-react';
import type { BlastRadiusView } from '../../contract/revocation.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useNow } from '../kit/use-now.ts';
import { blastLines, fateWords } from './blast-words.ts';
import './blast-list.css';

const ICONS = { dies: CircleX, perhaps: CircleHelp, lives: CircleCheck, offline: Clock } as const;
const TONES = { dies: 'bad', perhaps: 'warn', lives: 'good', offline: 'warn' } as const;

interface BlastListProps {
  readonly connection: ConnectionView;
  readonly radius: BlastRadiusView;
}

/** What stops working, what may, and what goes on. */
export const BlastList = ({ connection, radius }: BlastListProps) => {
  const now = useNow();
  return (
    <ul className="blast grid frame ruled" aria-label="What stops working">
      {blastLines(radius, connection, now).map((line) => {
        const { key, fate, title, note } = line;
        const Icon = ICONS[fate];
        return (
          <li key={key} className={'blast-line row stretch gap-3'}>
            <Icon size={16} className={TONES[fate]} aria-hidden="true" />
            <div className="fill">
              <p className="blast-title row stretch wrap medium spread">
                <span>{title}</span>
                <span className={`small regular ${TONES[fate]}`}>{fateWords(line)}</span>
              </p>
              {note !== undefined && (
                <p className="soft break">
                  <bdi>{note}</bdi>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
};
