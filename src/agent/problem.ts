import type { AgentProblem } from '../contract/agent.ts';
import { isValetKeyError, type ValetKeyError } from '../core/fault/valet-key-error.ts';
import { NEXT_STEP, type ErrorCode, type NextStep } from '../vocabulary/error-code.ts';
import { FAILURE_TEXT } from '../vocabulary/failure-text.ts';

/** The status of codes that say more than their next step. @see RFC 9110 §15.5 */
const STATUS: Partial<Readonly<Record<ErrorCode, number>>> = {
  VK_INVALID_INPUT: 400,
  VK_UNTRUSTED_SENDER: 403,
  VK_APPROVAL_DENIED: 403,
  VK_NOT_IN_POLICY: 403,
  VK_INSUFFICIENT_SCOPE: 403,
  VK_WRONG_RESOURCE: 403,
  VK_UNKNOWN_COMMAND: 404,
  VK_UNKNOWN_CONNECTION: 404,
  VK_CONNECTION_AMBIGUOUS: 409,
  VK_RATE_LIMITED: 429,
};
const STATUS_OF_STEP: Readonly<Record<NextStep, number>> = {
  retry: 503,
  'sign-in': 409,
  // RFC 4918 §11.3
  unlock: 423,
  'fix-settings': 409,
  report: 500,
};

/** A failure of the request itself, with the status that HTTP has for it. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(status: number, code: ErrorCode, detail: string) {
    super(code);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

/** Gives the name of a connection, for whoever named several. */
export type NameOf = (id: string) => string | undefined;

/** What went wrong, as a program reads it; never a secret, never a cause. @see RFC 9457 */
export const toProblem = (thrown: unknown, nameOf: NameOf): AgentProblem => {
  if (thrown instanceof RequestFailure) {
    return { ...about(thrown.code), status: thrown.status, detail: thrown.detail };
  }
  if (!isValetKeyError(thrown)) return about('VK_INTERNAL');
  const { code, fields } = thrown;
  const detail = detailOf(thrown);
  const retryAfter = fields['retryAfterSeconds'];
  const { candidates } = fields;
  return {
    ...about(code),
    ...(detail === '' ? {} : { detail }),
    ...(typeof retryAfter === 'number' ? { retry_after: retryAfter } : {}),
    ...(typeof candidates === 'string' ? { candidates: named(candidates, nameOf) } : {}),
  };
};

const about = (code: ErrorCode): AgentProblem => ({
  type: `urn:valet-key:problem:${code}`,
  title: FAILURE_TEXT[code].sentence,
  status: STATUS[code] ?? STATUS_OF_STEP[NEXT_STEP[code]],
  code,
  next: FAILURE_TEXT[code].action,
});

const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set(['candidates', 'retryAfterSeconds', 'sent']);

/** The fields are safe to show by their own rule. */
const detailOf = ({ fields }: ValetKeyError): string =>
  Object.entries(fields)
    .filter(([name]) => !SHOWN_ELSEWHERE.has(name))
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('; ');

const named = (ids: string, nameOf: NameOf) =>
  ids.split(' ').map((id) => ({ id, name: nameOf(id) ?? id }));
