import type { RevokeAllRow, RevocationProof } from '../../contract/revocation.ts';
import type { RevocationBlock, RevocationFinding } from '../../vocabulary/revocation.ts';
import { FAILURE_TEXT } from '../../vocabulary/failure-text.ts';

/** What became of a revoked grant, for a person to read. */
export interface ProofWords {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  /** What nobody can take back: a copy that is checked without asking the server. */
  readonly offline: string | undefined;
}

type Method = RevocationProof['method'];
type Outcome = Exclude<RevocationProof['outcome'], 'unknown'>;

const BY: Readonly<Record<Method, string>> = {
  introspection: 'introspection',
  'token-info': 'token info',
  userinfo: 'use',
  refresh: 'refresh',
  none: 'nothing',
  'nothing-held': 'nothing',
};

const SENTENCES: Readonly<Record<Outcome, Readonly<Record<Method, string>>>> = {
  inactive: {
    introspection: 'The server was asked about the token and says it is not active.',
    'token-info': 'The provider was asked about the access token and says it is not valid.',
    userinfo: 'The token was used once more, and the server refused it.',
    refresh: 'The refresh token was tried once more, and the server refused it.',
    none: 'The server refuses it.',
    'nothing-held': 'The server refuses it.',
  },
  active: {
    introspection: 'The server was asked about the token and says it is still active.',
    'token-info': 'The provider was asked about the access token and says it is still valid.',
    userinfo: 'The token was used once more, and the server still took it.',
    refresh: 'The refresh token was tried once more, and the server still took it.',
    none: 'The server still takes it.',
    'nothing-held': 'The server still takes it.',
  },
};

const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dayAndClock = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
});
const HALF_A_DAY = 12 * 3600 * 1000;

/** The time of day, and the day where that alone would mislead. */
export const untilWords = (instant: number, now: number): string =>
  (Math.abs(instant - now) < HALF_A_DAY ? clock : dayAndClock).format(instant);

const PROVEN: Readonly<Record<Method, string>> = {
  introspection: 'proven by introspection',
  'token-info': 'proven by token info',
  userinfo: 'proven: the token is refused',
  refresh: 'proven: the refresh token is refused',
  none: 'proven',
  'nothing-held': 'proven',
};

/** Where a finding stands on its own: what was done, when, and what it is known by. */
export const revokedHereWords = (
  { method, outcome }: RevocationFinding,
  since: number,
  now: number,
): Pick<ProofWords, 'tone' | 'title' | 'text'> => {
  const { tone, text } = proofWords({ method, outcome }, now);
  const title = `Revoked by you, ${untilWords(since, now)}`;
  if (outcome === 'inactive') return { tone, title: `${title} · ${PROVEN[method]}`, text };
  return {
    tone,
    title: `${title} · ${outcome === 'active' ? 'still active' : 'not proven'}`,
    text,
  };
};

const NOTHING_HELD = {
  tone: 'warn',
  title: 'No token was held here',
  text: 'So none could be sent to the server. Copies that were handed out run out by themselves.',
} as const;

/** The proof of a revocation in words, seen from `now` in milliseconds. @see RFC 9068 §5 */
export const proofWords = (
  { method, outcome, worksOfflineUntil }: RevocationProof,
  now: number,
): ProofWords => {
  const offline =
    worksOfflineUntil === undefined || worksOfflineUntil <= now
      ? undefined
      : `A copy still works offline until ${untilWords(worksOfflineUntil, now)}: it is a JWT, and who does not ask the server cannot know.`;
  if (method === 'nothing-held') return { ...NOTHING_HELD, offline };
  if (outcome === 'unknown') {
    return {
      tone: 'warn',
      title: 'Cannot be found out here',
      text: 'The server took the revocation, and offers no way to check it.',
      offline,
    };
  }
  return {
    tone: outcome === 'inactive' ? 'good' : 'bad',
    title: `${outcome === 'inactive' ? 'Confirmed invalid' : 'Still answers'} (${BY[method]})`,
    text: SENTENCES[outcome][method],
    offline,
  };
};

/** Why a login cannot be ended from here. */
export const BLOCK_WORDS: Readonly<Record<RevocationBlock, string>> = {
  'no-interface':
    'This server offers no way to revoke from here. End the login in your account there.',
  'needs-secret':
    'This provider revokes only for clients with a secret, and this one has none. End the login in your account there.',
};

/** What became of one connection when everything was revoked. */
export interface RowWords {
  readonly tone: 'good' | 'warn' | 'bad' | 'waiting' | 'running';
  readonly short: string;
  readonly text: string;
  /** The person has to end the grant at the server. */
  readonly needsPerson: boolean;
}

const NOT_YET: Readonly<Record<'waiting' | 'running' | 'cancelled', RowWords>> = {
  waiting: { tone: 'waiting', short: 'Waiting', text: '', needsPerson: false },
  running: { tone: 'running', short: 'Telling the server…', text: '', needsPerson: false },
  cancelled: {
    tone: 'warn',
    short: 'Not sent',
    text: 'You stopped before its turn came. Nothing has changed there.',
    needsPerson: false,
  },
};

/** The words of a row of "revoke everything", seen from `now` in milliseconds. */
export const rowWords = (
  { outcome, block, proof, failure }: RevokeAllRow,
  now: number,
): RowWords => {
  switch (outcome) {
    case 'blocked':
      return {
        tone: 'warn',
        short: 'Not from here',
        text: BLOCK_WORDS[block ?? 'no-interface'],
        needsPerson: true,
      };
    case 'failed':
      return {
        tone: 'bad',
        short: 'Failed',
        text: FAILURE_TEXT[failure?.code ?? 'VK_INTERNAL'].sentence,
        needsPerson: true,
      };
    case 'revoked':
      return revokedWords(proof, now);
    default:
      return NOT_YET[outcome];
  }
};

const revokedWords = (proof: RevokeAllRow['proof'], now: number): RowWords => {
  const words = proofWords(proof ?? { method: 'none', outcome: 'unknown' }, now);
  const { tone, title, text, offline } = words;
  return {
    tone,
    short: title,
    // What no longer works needs no more words, unless copies of it go on working.
    text: [tone === 'good' ? undefined : text, offline].filter(Boolean).join(' '),
    needsPerson: tone === 'bad' || proof?.method === 'nothing-held',
  };
};

/** How "revoke everything" goes, in one sentence. */
export const revokeAllSummary = (rows: readonly RevokeAllRow[], isRunning: boolean): string => {
  const count = (outcomes: readonly RevokeAllRow['outcome'][]): number =>
    rows.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const all = rows.length.toLocaleString('en');
  const open = count(['waiting', 'running']);
  if (isRunning) return `${(rows.length - open).toLocaleString('en')} of ${all} done.`;
  const revoked = rows.filter(
    ({ outcome, proof }) => outcome === 'revoked' && proof?.method !== 'nothing-held',
  ).length;
  const left = rows.length - revoked;
  const done = `${revoked.toLocaleString('en')} of ${all} revoked`;
  return left === 0 ? `${done}.` : `${done}; ${left.toLocaleString('en')} left to you.`;
};
