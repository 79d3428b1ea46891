import type { ConnectionView } from '../../../../contract/connection.ts';
import type { LedgerEntryView } from '../../../../contract/observation.ts';
import { GRANT_EVENT } from '../../../../vocabulary/ledger-kind.ts';

/** The life of one access token; instants in milliseconds. */
export interface Life {
  readonly from: number;
  readonly to: number;
  /** It was ended before its time: revoked, or the login forgotten. */
  readonly isCut: boolean;
  /** Start of its SHA-256; unknown of a token that is only in memory. */
  readonly hash: string | undefined;
}

/** What the ledger and the memory hold of one login. */
export interface History {
  readonly connectionId: string;
  /** Foreign text. */
  readonly label: string;
  readonly host: string;
  /** The login was forgotten: there is nothing to go to. */
  readonly isGone: boolean;
  readonly lives: readonly Life[];
  /** Newest first. */
  readonly events: readonly LedgerEntryView[];
}

/** Ends of the same token that were written down apart differ by less. */
const SAME = 2000;

const lifeOf = ({ at, obtainedAt, expiresAt, tokenHash }: LedgerEntryView): Life | undefined =>
  expiresAt === undefined
    ? undefined
    : { from: Math.min(at, obtainedAt ?? at), to: expiresAt, isCut: false, hash: tokenHash };

const joined = (one: Life | undefined, other: Life): Life =>
  one === undefined ? other : { ...one, from: Math.min(one.from, other.from) };

const cutAt = (at: number) => (life: Life) =>
  life.from <= at && at < life.to ? { ...life, to: at, isCut: true } : life;

/** Revocations that leave access tokens as they are: of the refresh token alone, or proven to be in vain. */
const SPARING: readonly (string | undefined)[] = ['refresh-token', 'active'];

const endsTokens = ({ kind, detail }: LedgerEntryView): boolean =>
  GRANT_EVENT[kind] === 'over' && !SPARING.includes(detail);

/** The lives of tokens in the entries of one login, newest entry first. */
const livesIn = (events: readonly LedgerEntryView[]): readonly Life[] => {
  let lives = new Map<string, Life>();
  for (const event of events.toReversed()) {
    const life = lifeOf(event);
    if (life !== undefined) {
      const key = life.hash ?? `${life.to}`;
      lives.set(key, joined(lives.get(key), life));
    }
    if (endsTokens(event)) {
      const cut = cutAt(event.at);
      lives = new Map([...lives].map(([key, one]) => [key, cut(one)]));
    }
  }
  return [...lives.values()];
};

const withMemory = (lives: readonly Life[], token: ConnectionView['token']): readonly Life[] => {
  if (token === undefined) return lives;
  const { obtainedAt: from, expiresAt: to } = token;
  const isKnown = lives.some((one) => Math.abs(one.to - to) < SAME);
  return isKnown ? lives : [...lives, { from, to, isCut: false, hash: undefined }];
};

const byConnection = (
  ledger: readonly LedgerEntryView[],
): ReadonlyMap<string, readonly LedgerEntryView[]> => {
  const found = new Map<string, LedgerEntryView[]>();
  for (const entry of ledger) {
    const own = found.get(entry.connectionId);
    if (own === undefined) found.set(entry.connectionId, [entry]);
    else own.push(entry);
  }
  return found;
};

/** One history for each login of which anything is known, from the ledger (newest first) and memory. */
export const buildHistories = (
  connections: readonly ConnectionView[],
  ledger: readonly LedgerEntryView[],
): readonly History[] => {
  const entries = byConnection(ledger);
  const here = new Set<string>(connections.map(({ id }) => id));
  const kept = connections.map(({ id, label, host, token }): History => {
    const events = entries.get(id) ?? [];
    const lives = withMemory(livesIn(events), token);
    return { connectionId: id, label, host, isGone: false, lives, events };
  });
  const gone = [...entries]
    .filter(([id]) => !here.has(id))
    .map(([connectionId, events]): History => {
      const { subject = '', host = '' } = events[0] ?? {};
      return { connectionId, label: subject, host, isGone: true, lives: livesIn(events), events };
    });
  return [...kept, ...gone].filter(({ lives, events }) => lives.length + events.length > 0);
};
