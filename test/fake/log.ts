import type { Log, LogFields } from '../../src/core/port/log.ts';

/** One remembered line. */
export interface LogEntry {
  readonly level: 'info' | 'warn';
  readonly event: string;
  readonly fields: LogFields;
}

/** A `Log` that remembers. */
export interface FakeLog extends Log {
  readonly entries: readonly LogEntry[];
  /** The entries with that event name. */
  of(event: string): readonly LogEntry[];
  /** All of it as text, to search for what must not be there. */
  text(): string;
}

export const fakeLog = (): FakeLog => {
  const entries: LogEntry[] = [];
  const write =
    (level: LogEntry['level']) =>
    (event: string, fields: LogFields = {}): void => {
      entries.push({ level, event, fields });
    };
  return {
    entries,
    info: write('info'),
    warn: write('warn'),
    of: (event) => entries.filter((entry) => entry.event === event),
    text: () => entries.map((entry) => JSON.stringify(entry)).join('\n'),
  };
};
