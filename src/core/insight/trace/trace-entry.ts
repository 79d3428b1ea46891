import type { EpochMs } from '../../../vocabulary/instant.ts';
import type { ErrorCode } from '../../../vocabulary/error-code.ts';
import type { ExchangeKind } from '../../../vocabulary/exchange-kind.ts';

/** The four roles. @see RFC 6749 §1.1 */
export type Role = 'resource-owner' | 'client' | 'authorization-server' | 'resource-server';

/** One named value of a message; `secret` values have been replaced by a description. */
export interface TraceField {
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
}

/** One message, redacted: nothing in it can be used to get at anything. */
export interface TraceMessage {
  /** The request line or the status line. */
  readonly line: string;
  readonly headers: readonly TraceField[];
  readonly body: readonly TraceField[];
}

/** One arrow between two roles, with the answer to it where there is one. */
export interface TraceEntry {
  readonly id: number;
  /** Which sign-in or connection it belongs to. */
  readonly flow: string;
  readonly at: EpochMs;
  /** Milliseconds until the answer began. */
  readonly duration?: number;
  readonly from: Role;
  readonly to: Role;
  readonly kind: ExchangeKind;
  /** What the RFC calls it: "Access Token Request". */
  readonly title: string;
  /** Where the RFC says so: "RFC 6749 §4.1.3". */
  readonly spec: string;
  readonly request: TraceMessage;
  readonly response?: TraceMessage;
  readonly failure?: ErrorCode;
}
