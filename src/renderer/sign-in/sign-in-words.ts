import type { SignInState } from '../../contract/sign-in.ts';

/** Where a sign-in stands, in two words for a list. */
export const SIGN_IN_WORDS: Readonly<Record<SignInState['kind'], string>> = {
  discovering: 'Looking up the server',
  'waiting-for-confirmation': 'Waits for your decision',
  'opening-browser': 'Opening the browser',
  'waiting-for-browser': 'Waiting for the browser',
  'waiting-for-device': 'Waiting for the device',
  'exchanging-code': 'Exchanging the code',
  storing: 'Storing',
  done: 'Signed in',
  failed: 'Failed',
};

/** Whether it has ended, so that it can be taken off the list. */
export const hasEnded = ({ kind }: SignInState): boolean => kind === 'done' || kind === 'failed';

/** `invalid_grant` speaks of what was sent: no login ends where that was no refresh token. RFC 6749 §5.2 */
export const REFUSED_GRANT = {
  sentence: 'The server refused to exchange this sign-in for tokens.',
  action:
    'A code works once and for a few minutes; a password or an assertion may be wrong. Sign in once more.',
} as const;
