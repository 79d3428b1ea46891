import type { CommandOutput } from '../../../contract/contract.ts';

type Verdict = CommandOutput<'sign-in.paste-redirect'>['verdict'];

/** What became of a pasted address, in one sentence each. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  proceed: 'That is the answer. The sign-in goes on.',
  fail: 'That is the server’s answer, and it is a refusal. The sign-in has ended.',
  ignore: 'That address does not answer this sign-in: copy all of it, with everything after “?”.',
  'token-in-fragment':
    'That address carries a token after “#”: the implicit grant, which is not taken (RFC 9700 §2.1.2). Treat the token as known to others. This sign-in asked for a code, so look for the tab that answers it.',
  stale: 'That address answers a sign-in that has ended. Use the newest browser tab.',
};

/** Whether the field should stay open for another try. */
export const isRetryable = (verdict: Verdict): boolean =>
  verdict === 'ignore' || verdict === 'stale' || verdict === 'token-in-fragment';
