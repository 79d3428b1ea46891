import { NARROWED } from '../../vocabulary/ledger-kind.ts';
import type { Note } from '../connection/ledger-note.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { Log } from '../port/log.ts';
import type { FlightPorts } from './refresh-flights.ts';

/** Writes a line in the ledger for each outcome of a refresh and passes it on; waits for neither. */
export const noteRefreshEnd =
  ({
    note,
    onRefreshOutcome,
    log,
  }: {
    readonly note: Note;
    readonly onRefreshOutcome: (connection: Connection, failure: unknown) => void;
    readonly log: Log;
  }): NonNullable<FlightPorts['onEnded']> =>
  (connection, end) => {
    onRefreshOutcome(connection, end.hasWorked ? undefined : end.failure);
    const code = !end.hasWorked && isValetKeyError(end.failure) ? end.failure.code : 'VK_INTERNAL';
    const noted = end.hasWorked
      ? note('refreshed', connection, {
          token: end.token,
          ...(end.isNarrowed ? { detail: NARROWED } : {}),
        })
      : note('refresh-failed', connection, { detail: code });
    noted.catch(() => log.warn('ledger.not-written'));
  };
