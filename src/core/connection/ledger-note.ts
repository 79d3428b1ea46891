import { displayName, type Connection } from '../model/connection.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { LedgerKind } from '../../vocabulary/ledger-kind.ts';
import type { Ledger, LedgerEntry } from '../port/ledger.ts';
import { tokenHash } from '../secret/secret.ts';

/** Writes down what happened to a connection, with the hash of the token it was about. */
export type Note = (
  kind: LedgerKind,
  connection: Connection,
  about?: {
    readonly token?: TokenRecord;
    readonly detail?: string;
    readonly recipient?: string;
  },
) => Promise<void>;

/** In UTF-16 code units: a server chooses who somebody is called and what a scope is named. */
const LONGEST_TEXT = 200;
const MOST_SCOPE_TOKENS = 200;

const clipped = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;

/** Creates the note taker over a ledger. */
export const createNote =
  (ledger: Ledger): Note =>
  async (kind, connection, { token, detail, recipient } = {}) => {
    const entry: Omit<LedgerEntry, 'id' | 'at'> = {
      kind,
      connectionId: connection.id,
      subject: clipped(displayName(connection)),
      host: clipped(new URL(connection.issuer).host),
      scope: (token?.scope ?? connection.grantedScope).slice(0, MOST_SCOPE_TOKENS).map(clipped),
      ...(token === undefined
        ? {}
        : {
            tokenHash: await tokenHash(token.accessToken),
            obtainedAt: token.obtainedAt,
            expiresAt: token.expiresAt,
          }),
      ...(detail === undefined ? {} : { detail }),
      ...(recipient === undefined ? {} : { recipient }),
    };
    ledger.record(entry);
  };
