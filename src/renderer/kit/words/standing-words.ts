import type { StandingView } from '../../../contract/connection.ts';

/** A standing in words, with the colour of its meaning. */
export interface StandingWords {
  readonly tone: 'good' | 'warn' | 'bad' | 'idle';
  readonly short: string;
  readonly sentence: string;
}

/** One for each kind of standing: a new kind does not compile until it has words. */
const STANDING_WORDS: Readonly<Record<StandingView['kind'], StandingWords>> = {
  active: {
    tone: 'good',
    short: 'Active',
    sentence: 'This connection can give access tokens.',
  },
  'sign-in-required': {
    tone: 'warn',
    short: 'Sign in again',
    sentence: 'Sign in again to get access tokens. Everything else about this connection is kept.',
  },
  unreadable: {
    tone: 'bad',
    short: 'Cannot be read',
    sentence:
      'Its secret in the keychain cannot be read, or went with a keychain that was reset. Sign in again to use it. Nothing was deleted.',
  },
};

const REVOKED_HERE: StandingWords = {
  tone: 'idle',
  short: 'Revoked',
  sentence: 'You revoked this login. Sign in again if you want access tokens after all.',
};

/** The person ended this login from here. */
export const isRevokedHere = (standing: StandingView): boolean =>
  standing.kind === 'sign-in-required' && standing.revokedHere !== undefined;

/** The login has ended at its server, by the server's own word or by the person's. */
export const isEndedAtServer = (standing: StandingView): boolean =>
  standing.kind === 'sign-in-required' && standing.because === 'VK_GRANT_REVOKED';

/** A standing in words. */
export const standingWords = (standing: StandingView): StandingWords =>
  isRevokedHere(standing) ? REVOKED_HERE : STANDING_WORDS[standing.kind];
