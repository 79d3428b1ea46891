import { isErrorCode, NEXT_STEP, type NextStep } from '../vocabulary/error-code.ts';

/** How the command line ends. `exec` and `curl` end as the program that they ran. */
export const EXIT_CODES = {
  done: { code: 0, meaning: 'It worked.' },
  failed: { code: 1, meaning: 'Something is wrong that trying again does not mend: report it.' },
  usage: { code: 2, meaning: 'The command line, or a file that it reads, is not as it should be.' },
  'unknown-account': { code: 3, meaning: 'No account is meant by these words.' },
  ambiguous: { code: 4, meaning: 'Several accounts are meant; they are listed.' },
  'not-running': { code: 5, meaning: 'Valet Key does not run, or its socket cannot be used.' },
  denied: {
    code: 6,
    meaning: 'You said no in the approval window, or the policy file does not allow it.',
  },
  locked: { code: 7, meaning: 'Valet Key or the keychain is locked.' },
  'sign-in': { code: 8, meaning: 'You have to sign in again, or with more scopes.' },
  'try-later': { code: 9, meaning: 'The server or the network did not answer; try again.' },
  settings: { code: 10, meaning: 'A setting of the account has to change.' },
  'not-runnable': { code: 126, meaning: 'The program for exec is there but cannot be run.' },
  'not-found': { code: 127, meaning: 'The program for exec was not found.' },
} as const satisfies Record<string, { code: number; meaning: string }>;

export type ExitName = keyof typeof EXIT_CODES;

const EXIT_OF_STEP: Record<NextStep, ExitName> = {
  retry: 'try-later',
  'sign-in': 'sign-in',
  unlock: 'locked',
  'fix-settings': 'settings',
  report: 'failed',
};

/** Where a script wants to tell a code from others with the same next step. */
const EXIT_OF_CODE: Readonly<Record<string, ExitName>> = {
  VK_INVALID_INPUT: 'usage',
  VK_UNKNOWN_CONNECTION: 'unknown-account',
  VK_CONNECTION_AMBIGUOUS: 'ambiguous',
  VK_AGENT_UNREACHABLE: 'not-running',
  VK_APPROVAL_DENIED: 'denied',
  VK_NOT_IN_POLICY: 'denied',
  VK_LOCKED: 'locked',
};

/** The exit of a code: its own, else that of its next step; a code of a newer version is `failed`. */
export const exitName = (code: string): ExitName =>
  EXIT_OF_CODE[code] ?? (isErrorCode(code) ? EXIT_OF_STEP[NEXT_STEP[code]] : 'failed');

/** A failure that is told in one sentence, with what to do next. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly code: string;
  readonly exit: ExitName;
  readonly next: string | undefined;
  /** Names of the accounts that may be meant. */
  readonly candidates: readonly string[];
  /** Seconds after which it can be asked again. */
  readonly retryAfter: number | undefined;

  constructor(
    code: string,
    sentence: string,
    more: {
      exit?: ExitName;
      next?: string;
      candidates?: readonly string[];
      retryAfter?: number;
    } = {},
  ) {
    super(sentence);
    this.code = code;
    this.exit = more.exit ?? exitName(code);
    this.next = more.next;
    this.candidates = more.candidates ?? [];
    this.retryAfter = more.retryAfter;
  }
}

/** The command line, or a file that it reads, is not as it should be. */
export const usageFailure = (sentence: string, next?: string): CliFailure =>
  new CliFailure('VK_INVALID_INPUT', sentence, next === undefined ? {} : { next });
