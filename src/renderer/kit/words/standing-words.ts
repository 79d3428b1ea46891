import type { StandingView } from '../../../contract/connection.ts';

/** A standing in words, with the colour of its meaning. */
export interface StandingWords {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly short: string;
  readonly sentence: string;
}

/** One for each kind of standing: a new kind does not compile until it has words. */
export const STANDING_WORDS: Readonly<Record<StandingView['kind'], StandingWords>> = {
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
