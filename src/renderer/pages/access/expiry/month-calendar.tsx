import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ConnectionView } from '../../../../contract/connection.ts';
import { Button, IconButton } from '../../../kit/button.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { expiryGroupOf } from '../../../kit/expiry-groups.ts';
import { EXPIRY_ICONS, EXPIRY_TONES } from '../../../kit/expiry-icons.ts';
import { ExpiryHead, ExpiryRows, type ExpiryRowContext } from './expiry-table.tsx';
import { dayWords } from '../../../kit/words/login-expiry-words.ts';
import {
  dayKey,
  expiriesByDay,
  firstMarked,
  monthOf,
  shiftMonth,
  weeksOf,
  type Month,
  type MonthDay,
} from './month.ts';

/** How many logins a day names before it counts the rest. */
const MOST = 3;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });

const monthWords = ({ year, month }: Month): string => monthName.format(new Date(year, month, 1));

interface DayProps {
  readonly day: MonthDay;
  readonly ends: readonly ConnectionView[];
  readonly now: number;
  readonly isToday: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (key: string) => void;
}

const Mark = ({
  connection,
  now,
}: {
  readonly connection: ConnectionView;
  readonly now: number;
}) => {
  const group = expiryGroupOf(connection, now);
  const Icon = EXPIRY_ICONS[group];
  return (
    <span className={`month-mark row gap-1 full-width ${EXPIRY_TONES[group]}`}>
      <Icon size={11} className="toned" aria-hidden="true" />
      <Foreign text={connection.label} longest={60} />
    </span>
  );
};

const spokenDay = ({ noon }: MonthDay, count: number): string =>
  `${dayWords(noon)}: ${count.toLocaleString('en')} ${count === 1 ? 'login ends' : 'logins end'}. `;

const Day = ({ day, ends, now, isToday, isChosen, onChoose }: DayProps) => {
  const number = (
    <span
      className={
        isToday ? 'month-number small text-center is-today' : 'month-number small text-center'
      }
    >
      {day.day}
    </span>
  );
  const className = ['month-day', day.isInMonth ? '' : 'is-outside'].join(' ');
  if (ends.length === 0) return <td className={className}>{number}</td>;
  return (
    <td className={className}>
      <button
        type="button"
        className="month-button stack full-width"
        aria-pressed={isChosen}
        onClick={() => onChoose(day.key)}
      >
        <span className="sr-only">{spokenDay(day, ends.length)}</span>
        {number}
        {ends.slice(0, MOST).map((connection) => (
          <Mark key={connection.id} connection={connection} now={now} />
        ))}
        {ends.length > MOST && (
          <span className="pad-x-1 tiny soft medium">
            +{(ends.length - MOST).toLocaleString('en')}
          </span>
        )}
      </button>
    </td>
  );
};

interface HeadProps {
  readonly month: Month;
  readonly now: number;
  readonly onGo: (month: Month) => void;
}

const Head = ({ month, now, onGo }: HeadProps) => (
  <div className="month-head row spread pad-bottom-2">
    <h2 className="card-title" aria-live="polite">
      {monthWords(month)}
    </h2>
    <div className="row stretch gap-1">
      <IconButton
        icon={ChevronLeft}
        label="Previous month"
        onPress={() => onGo(shiftMonth(month, -1))}
      />
      <Button onPress={() => onGo(monthOf(now))}>Today</Button>
      <IconButton
        icon={ChevronRight}
        label="Next month"
        onPress={() => onGo(shiftMonth(month, 1))}
      />
    </div>
  </div>
);

interface MonthTableProps {
  readonly month: Month;
  readonly weeks: readonly (readonly MonthDay[])[];
  readonly ends: ReadonlyMap<string, readonly ConnectionView[]>;
  readonly now: number;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}

const MonthTable = ({ month, weeks, ends, now, chosen, onChoose }: MonthTableProps) => (
  <table className="month" aria-label={`Login ends in ${monthWords(month)}`}>
    <thead>
      <tr>
        {WEEKDAYS.map((name) => (
          <th key={name} scope="col" abbr={name}>
            {name.slice(0, 3)}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {weeks.map((week) => (
        <tr key={week[0]?.key}>
          {week.map((day) => (
            <Day
              key={day.key}
              day={day}
              ends={ends.get(day.key) ?? []}
              now={now}
              isToday={day.key === dayKey(now)}
              isChosen={day.key === chosen}
              onChoose={onChoose}
            />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

interface MonthCalendarProps extends ExpiryRowContext {
  readonly connections: readonly ConnectionView[];
}

/** A month at a time, with the logins that end on each day; below, those of one day. */
export const MonthCalendar = ({ connections, ...context }: MonthCalendarProps) => {
  const { now } = context;
  const [month, setMonth] = useState(() => monthOf(now));
  const [picked, setPicked] = useState<string>();
  const ends = useMemo(() => expiriesByDay(connections), [connections]);
  const weeks = useMemo(() => weeksOf(month), [month]);
  const isShown = weeks.some((week) => week.some(({ key }) => key === picked && ends.has(key)));
  const chosen = isShown ? picked : firstMarked(weeks, ends, dayKey(now));
  const noon = weeks.flat().find(({ key }) => key === chosen)?.noon;
  return (
    <>
      <Head month={month} now={now} onGo={setMonth} />
      <MonthTable
        month={month}
        weeks={weeks}
        ends={ends}
        now={now}
        chosen={chosen}
        onChoose={setPicked}
      />
      {chosen === undefined || noon === undefined ? (
        <p className="pad-top-4 soft">No login is known to end in {monthWords(month)}.</p>
      ) : (
        <section aria-label={`Logins that end on ${dayWords(noon)}`} className="pad-top-4">
          <h3 className="pad-bottom-1">{dayWords(noon)}</h3>
          <table key={chosen} className="expiry-table table">
            <ExpiryHead />
            <tbody>
              <ExpiryRows connections={ends.get(chosen) ?? []} {...context} />
            </tbody>
          </table>
        </section>
      )}
    </>
  );
};
