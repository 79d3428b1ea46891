import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ConnectionView } from '../../../../contract/connection.ts';
import { Button, IconButton } from '../../../kit/button.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { endInstant, expiryGroupOf } from '../../../kit/expiry-groups.ts';
import { EXPIRY_ICONS, EXPIRY_TONES } from '../../../kit/expiry-icons.ts';
import { ExpiryHead, type ExpiryRowContext, ExpiryRows } from './expiry-table.tsx';
import { dayWords } from '../../../kit/words/login-expiry-words.ts';

/** A month of the person's own calendar; January is 0. */
interface Month {
  readonly year: number;
  readonly month: number;
}

/** One day of a month's page. */
interface MonthDay {
  /** `2026-11-23` in the person's own zone. */
  readonly key: string;
  readonly day: number;
  /** Days of the months around fill the first and the last week. */
  readonly isInMonth: boolean;
  /** Midday: no change of the clocks moves it to another day. */
  readonly noon: number;
}

const LAST_INSTANT = 8.64e15;
const DAYS = 7;

const two = (value: number): string => String(value).padStart(2, '0');

/** The day an instant falls on, in the person's own zone; undefined where no date can hold it. */
export const dayKey = (instant: number): string | undefined => {
  if (!(Math.abs(instant) <= LAST_INSTANT)) return undefined;
  const date = new Date(instant);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** The month an instant falls in. */
export const monthOf = (instant: number): Month => {
  const date = new Date(instant);
  return { year: date.getFullYear(), month: date.getMonth() };
};

/** The month that many months on. */
export const shiftMonth = ({ year, month }: Month, by: number): Month =>
  monthOf(new Date(year, month + by, 1, 12).getTime());

/** A month's page: whole weeks from Monday. */
export const weeksOf = ({ year, month }: Month): readonly (readonly MonthDay[])[] => {
  const lead = (new Date(year, month, 1, 12).getDay() + DAYS - 1) % DAYS;
  const length = new Date(year, month + 1, 0, 12).getDate();
  const weeks = Math.ceil((lead + length) / DAYS);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: DAYS }, (_none, weekday) => {
      const noon = new Date(year, month, 1 - lead + week * DAYS + weekday, 12);
      return {
        key: dayKey(noon.getTime()) ?? '',
        day: noon.getDate(),
        isInMonth: noon.getMonth() === month,
        noon: noon.getTime(),
      };
    }),
  );
};

/** Logins by the day they end or ended on, soonest first; those of which nothing is known are left out. */
export const expiriesByDay = (
  connections: readonly ConnectionView[],
): ReadonlyMap<string, readonly ConnectionView[]> => {
  const known = connections.filter((one) => Number.isFinite(endInstant(one)));
  const days = new Map<string, ConnectionView[]>();
  for (const connection of known.toSorted((a, b) => endInstant(a) - endInstant(b))) {
    const key = dayKey(endInstant(connection));
    if (key === undefined) continue;
    const day = days.get(key);
    if (day === undefined) days.set(key, [connection]);
    else day.push(connection);
  }
  return days;
};

/** The day to open a month on: today or the next with an end, else the first; undefined where none has. */
export const firstMarked = (
  weeks: readonly (readonly MonthDay[])[],
  ends: ReadonlyMap<string, unknown>,
  today: string | undefined,
): string | undefined => {
  const marked = weeks
    .flat()
    .filter(({ key, isInMonth }) => isInMonth && ends.has(key))
    .map(({ key }) => key);
  return marked.find((key) => today !== undefined && key >= today) ?? marked[0];
};

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
