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
