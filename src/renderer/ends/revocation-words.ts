import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { PanicRow, RevocationProofView } from '../../shared/ipc/view-inspection.ts';
import { FAILURE_TEXT } from '../text/failure-text.ts';

/** What became of a revoked grant, for a person to read. */
export interface ProofWords {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
  /** What nobody can take back: a copy that is checked without asking the server. */
  readonly offline: string | undefined;
}

type Method = RevocationProofView['method'];
type Outcome = Exclude<RevocationProofView['outcome'], 'unknown'>;

const BY: Readonly<Record<Method, string>> = {
  introspection: 'introspection',
  userinfo: 'use',
  refresh: 'refresh',
  none: 'nothing',
};

const SENTENCES: Readonly<Record<Outcome, Readonly<Record<Method, string>>>> = {
  dead: {
    introspection: 'The server was asked about the token and says it is not active.',
    userinfo: 'The token was used once more, and the server refused it.',
    refresh: 'The refresh token was tried once more, and the server refused it.',
    none: 'The server refuses it.',
  },
  alive: {
    introspection: 'The server was asked about the token and says it is still active.',
    userinfo: 'The token was used once more, and the server still took it.',
    refresh: 'The refresh token was tried once more, and the server still took it.',
    none: 'The server still takes it.',
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
const untilWords = (instant: number, now: number): string =>
  (instant - now < HALF_A_DAY ? clock : dayAndClock).format(instant);

/** The proof of a revocation in words, seen from `now` in milliseconds. @see RFC 9068 §5 */
export const proofWords = (
  { method, outcome, worksOfflineUntil }: RevocationProofView,
  now: number,
): ProofWords => {
  const offline =
    worksOfflineUntil === undefined || worksOfflineUntil <= now
      ? undefined
      : `A copy still works offline until ${untilWords(worksOfflineUntil, now)}: it is a JWT, and who does not ask the server cannot know.`;
  if (outcome === 'unknown') {
    return {
      tone: 'warn',
      title: 'Cannot be found out here',
      text: 'The server took the revocation, and offers no way to check it.',
      offline,
    };
  }
  return {
    tone: outcome === 'dead' ? 'good' : 'bad',
    title: `${outcome === 'dead' ? 'Confirmed dead' : 'Still answers'} (${BY[method]})`,
    text: SENTENCES[outcome][method],
    offline,
  };
};

/** What a revocation ends, before it is asked for. */
export const stopsWorking = ({
  hasRefreshToken,
  grantType,
}: Pick<ConnectionView, 'hasRefreshToken' | 'grantType'>): readonly string[] => [
  ...(hasRefreshToken ? ['The refresh token: no new access tokens from this login'] : []),
  'The access tokens of this login, wherever they were copied to',
  ...(grantType === 'client_credentials'
    ? []
    : ['Perhaps your consent: some servers then ask for it again']),
];

/** What became of one connection when everything was revoked. */
export interface RowWords {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly short: string;
  readonly text: string;
  /** The grant has to be ended by hand. */
  readonly needsHand: boolean;
}

/** The words of a row of "revoke everything", seen from `now` in milliseconds. */
export const rowWords = ({ outcome, proof, failure }: PanicRow, now: number): RowWords => {
  if (outcome === 'unsupported') {
    return {
      tone: 'warn',
      short: 'Not offered',
      text: 'This server has no revocation endpoint. End the grant in your account there.',
      needsHand: true,
    };
  }
  if (outcome === 'failed' || proof === undefined) {
    const text =
      failure === undefined
        ? 'The server took the revocation.'
        : FAILURE_TEXT[failure.code].sentence;
    const isFailed = outcome === 'failed';
    return {
      tone: isFailed ? 'bad' : 'good',
      short: isFailed ? 'Failed' : 'Revoked',
      text,
      needsHand: isFailed,
    };
  }
  const { tone, title, text, offline } = proofWords(proof, now);
  return {
    tone,
    short: title,
    text: offline === undefined ? text : `${text} ${offline}`,
    needsHand: tone === 'bad',
  };
};

/** How "revoke everything" went, in one sentence. */
export const panicSummary = (rows: readonly PanicRow[]): string => {
  const revoked = rows.filter(({ outcome }) => outcome === 'revoked').length;
  const left = rows.length - revoked;
  const done = `${revoked.toLocaleString('en')} of ${rows.length.toLocaleString('en')} revoked`;
  return left === 0 ? `${done}.` : `${done}; ${left.toLocaleString('en')} left to you.`;
};
