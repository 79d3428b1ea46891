/**
 * One rule about a token and how it came out; `not-checked` where what it must agree with is not
 * known. `why` says in one phrase what is wrong or missing.
 */
export interface TokenCheck {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'not-checked';
  readonly why?: string;
}

/** A check that passed, or failed for the reason given. */
export const checked = (name: string, fault: string | undefined): TokenCheck =>
  fault === undefined ? { name, outcome: 'passed' } : { name, outcome: 'failed', why: fault };

/** A check nobody could make. */
export const notChecked = (name: string, why: string): TokenCheck => ({
  name,
  outcome: 'not-checked',
  why,
});
