import type { PrivateKey } from 'oauth4webapi';
import type { ErrorCode } from '../../src/vocabulary/error-code.ts';
import type { AssertionAudience } from '../../src/vocabulary/oauth.ts';
import type { AuthorizationDetail } from '../../src/core/model/authorization-detail.ts';
import type { RowId } from './row-id.ts';

export type Decision = 'allow' | 'deny';

/** A confidential client as it was registered with the server. */
export interface ServiceClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
}

/** A client that signs its own assertions. @see RFC 7523 §2.2 */
export interface KeyClient {
  readonly clientId: string;
  readonly privateKey: PrivateKey;
  readonly scope: string;
  /** What the server wants its assertions to be for, where that is not its issuer. */
  readonly assertionAudience?: AssertionAudience;
}

/** Somebody whose assertions the server takes as a grant. @see RFC 7523 §2.1 */
export interface AssertionIssuer {
  readonly issuer: string;
  readonly subject: string;
  readonly privateKey: PrivateKey;
  readonly algorithm: string;
}

/** What a server is known not to do, and how our code is expected to say so (if it can be asked). */
export interface Lack {
  readonly why: string;
  readonly code?: ErrorCode;
}

/** A running authorization server, with a robot for its resource owner. */
export interface InteropServer {
  readonly version: string;
  readonly issuer: string;
  readonly publicClientId: string;
  /** For the loopback rows: with a port that is good for this server. */
  readonly loopbackRedirectUri: string;
  readonly schemeRedirectUri: string;
  /** With `openid`. */
  readonly scope: string;
  /** A part of it, with `openid`. */
  readonly narrowScope: string;
  readonly service: ServiceClient;
  /** May introspect tokens of the public client. */
  readonly introspector: Pick<ServiceClient, 'clientId' | 'clientSecret'>;
  /** Signs in where the public client may not revoke or introspect what it got. */
  readonly revoker?: Pick<ServiceClient, 'clientId' | 'clientSecret'>;
  readonly resource?: string;
  /** Answers 200 to a DPoP-bound access token. */
  readonly protectedUrl?: string;
  readonly keyClient?: KeyClient;
  /** May ask for codes, and signs its requests. @see RFC 9101 */
  readonly signingClient?: KeyClient;
  /** Structured permissions of a type that the server knows. @see RFC 9396 */
  readonly details?: readonly AuthorizationDetail[];
  readonly assertions?: AssertionIssuer;
  readonly owner?: { readonly username: string; readonly password: string };
  /** The server answers slow_down to whoever asks again before its interval has passed. */
  readonly enforcesInterval: boolean;
  readonly lacks: Readonly<Partial<Record<RowId, Lack>>>;
  /** From the authorization URL to where the server redirects at the end. */
  authorize(url: string, decision: Decision): Promise<string>;
  approveDevice(verificationUri: string, userCode: string, decision: Decision): Promise<void>;
  /** Replaces the key that signs ID tokens. */
  readonly rotateKeys?: () => Promise<void>;
  stop(): Promise<void>;
}

/** One column of the matrix. */
export interface InteropColumn {
  readonly name: string;
  /** Resolves to undefined where the server cannot run on this machine. */
  start(): Promise<InteropServer | undefined>;
}
