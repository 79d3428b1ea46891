/**
 * What is asked of a provider by an interface of its own, where it has none that a specification
 * describes. All of it is data, so that one builder and one judge serve every provider.
 */

/** Where a member stands in a JSON answer, from the outside in. */
export type MemberPath = readonly string[];

/** Whom a request names, and how. */
export type CalledAs =
  /** HTTP Basic with client id and secret. RFC 6749 §2.3.1 */
  | 'client'
  /** `client_id` and `client_secret` in the form. */
  | 'client-in-form'
  /** `client_id` alone, in the form. */
  | 'client-id-in-form'
  /** The token itself as a bearer token. RFC 6750 §2.1 */
  | 'token'
  /** The token itself under the old scheme `OAuth`. */
  | 'token-oauth'
  /** Client id and secret, joined by a bar, as a bearer token. */
  | 'app';

/** How an answer says that the token it is about is not in force: as good as revoked. */
export interface EndedSign {
  readonly status: number;
  /** Where the word stands; the status alone decides where absent. */
  readonly at?: MemberPath;
  /** One of these words or numbers, exactly. */
  readonly is?: readonly (string | number)[];
}

/** One request of a provider's own, and how to read that its token has ended. */
export interface ProviderCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** May hold the placeholders of its preset, and `{client_id}`. */
  readonly url: string;
  readonly as: CalledAs;
  /** Where the token stands; absent where it is the credential alone. */
  readonly token?: { readonly in: 'form' | 'json' | 'query'; readonly name: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly ended: readonly EndedSign[];
  /** Members that must be true for a success of HTTP to count: some refuse with status 200. */
  readonly done?: readonly MemberPath[];
}

/** How tokens are ended, each by its own request; what a provider cannot end has none. */
export interface RevocationInterface {
  /** Ends all of the grant; made with an access token. */
  readonly grant?: ProviderCall;
  readonly accessToken?: ProviderCall;
  readonly refreshToken?: ProviderCall;
}

/** A request that tells of an access token. */
export interface TokenInfoCall extends ProviderCall {
  /** True where the token is in force; a success of HTTP says so where absent. */
  readonly active?: MemberPath;
  /** In seconds since 1970; 0 for never. */
  readonly expiresAt?: MemberPath;
  /** In seconds from now. */
  readonly expiresIn?: MemberPath;
  readonly clientId?: MemberPath;
  /** What may be shown: an answer can hold the token itself. */
  readonly shown: readonly MemberPath[];
}

/** Whether a request needs the client secret. */
export const needsSecret = ({ as }: ProviderCall): boolean =>
  as === 'client' || as === 'client-in-form' || as === 'app';
