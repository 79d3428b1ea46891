import { NEXT_STEP, type ErrorCode, type NextStep } from '../../vocabulary/error-code.ts';

/** Facts about a failure that are safe on a screen and in a log: never a secret, never markup. */
export type SafeFields = Readonly<Record<string, string | number | boolean>>;

/**
 * The one error class. `code` decides what happens next, `cause` explains, `fields` may be shown.
 *
 * Foreign text (a server's `error_description`) goes into `fields` under its wire name, already
 * clipped and stripped of controls, and is always shown as a quotation.
 */
export class ValetKeyError extends Error {
  readonly code: ErrorCode;
  readonly fields: SafeFields;

  constructor(
    code: ErrorCode,
    options: { readonly cause?: unknown; readonly fields?: SafeFields } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ValetKeyError';
    this.code = code;
    this.fields = options.fields ?? {};
  }

  get nextStep(): NextStep {
    return NEXT_STEP[this.code];
  }
}

/** Whether `thrown` is ours and, if `code` is given, says just that. */
export const isValetKeyError = (thrown: unknown, code?: ErrorCode): thrown is ValetKeyError =>
  thrown instanceof ValetKeyError && (code === undefined || thrown.code === code);
