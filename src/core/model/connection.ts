import type { RevocationFinding } from '../../vocabulary/revocation.ts';
import { type ConnectionId, parseConnectionId } from '../../vocabulary/id.ts';
import type { EpochMs, Seconds } from '../../vocabulary/instant.ts';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import type { GrantType, StandingKind, UnfinishedWork } from '../../vocabulary/oauth.ts';
import type { AuthorizationDetail } from './authorization-detail.ts';
import { type ClientRegistration, PRIVATE_USE_SCHEME } from './client-registration.ts';
import type { Issuer } from './issuer.ts';
import type { Scope } from './scope.ts';
import type { DiscoveryWarning, ServerMetadata } from './server-metadata.ts';

/**
 * Departures from RFC 6749 §5.1 that a provider is known for, where the general rules for sloppy
 * replies are not enough or would warn of what everybody knows.
 * @see docs/adr/0023-save-first-then-judge.md
 */
export interface TokenResponseQuirks {
  /** `scope` is separated by something else than spaces. */
  readonly scopeSeparator?: string;
  /** `scope` is an array of texts: taken of anybody, and from this provider no reason to warn. */
  readonly scopeArray?: boolean;
  /** Where there is no `access_token`, the tokens stand in this member: Slack's `authed_user`. */
  readonly nestedIn?: string;
  /** Names of the provider's own for bearer tokens, in lower case: Slack's `bot` and `user`. */
  readonly bearerTypes?: readonly string[];
}

/** Whether a connection can still give tokens, and since when and why it cannot. */
export type Standing =
  | { readonly kind: 'active' }
  | {
      readonly kind: Exclude<StandingKind, 'active'>;
      readonly since: EpochMs;
      readonly because: ErrorCode;
      /** The person had it revoked from here, and what was found out then; absent where the server ended it. */
      readonly revokedHere?: RevocationFinding;
    };

/** The resource owner as the ID token names them; foreign text, shown as text. @see OIDC Core §5.1 */
export interface Subject {
  readonly sub: string;
  readonly name?: string;
  readonly preferredUsername?: string;
  readonly email?: string;
}

/** How a connection departs from the plain case; all of it is stated by a person or a preset. */
export interface ConnectionOptions {
  /** Sent with every authorization request; never one of the protocol's own parameters. */
  readonly extraParameters?: Readonly<Record<string, string>>;
  /** Authorization requests are pushed first. @see RFC 9126 */
  readonly usesPushedRequests?: boolean;
  /** Authorization requests are signed with the client's private key. @see RFC 9101 */
  readonly usesSignedRequests?: boolean;
  /** Structured permissions asked for at each sign-in. @see RFC 9396 §2 */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
  /** Tokens are bound to a key of ours, which is in the keychain. @see RFC 9449 */
  readonly usesDpop?: boolean;
  /** Between scope tokens in our requests, where it is not a space. */
  readonly scopeSeparator?: string;
  /** What the server is known to do against the rules, and is forgiven. */
  readonly quirks?: TokenResponseQuirks;
  /** The server publishes no metadata: what a person or a preset stated stays in force. */
  readonly usesStatedMetadata?: boolean;
  /** The preset it was made from. */
  readonly preset?: string;
}

/** How often a refresh was refused for no clear reason, and when that was last counted. */
export interface UnclearRefusals {
  readonly count: number;
  readonly countedAt: EpochMs;
}

/** One login at one authorization server. Holds no secret: those are in the keychain under `id`. */
export interface Connection {
  readonly id: ConnectionId;
  readonly label: string;
  readonly issuer: Issuer;
  /** `http:` and loopback hosts are allowed for this one: the playground or developer mode. */
  readonly allowLoopback: boolean;
  readonly metadata: ServerMetadata;
  /** How the server's description departed from what it should be, as it was last read. */
  readonly serverNotes?: readonly DiscoveryWarning[];
  readonly registration: ClientRegistration;
  readonly grantType: GrantType;
  /** The redirect URI of its last authorization request; some servers want it at each refresh, too. */
  readonly redirectUri?: string;
  readonly requestedScope: Scope;
  readonly grantedScope: Scope;
  /** What the server says it granted; absent where it said nothing. @see RFC 9396 §7 */
  readonly grantedDetails?: readonly AuthorizationDetail[];
  readonly resource?: string;
  readonly options?: ConnectionOptions;
  readonly subject?: Subject;
  readonly standing: Standing;
  /** A key was offered to bind tokens to, and the server gave bearer tokens all the same. @see RFC 9449 §5 */
  readonly refusesBinding?: boolean;
  /** Whether a refresh token is held; without one, access tokens end when they expire. */
  readonly hasRefreshToken: boolean;
  /** How long the server makes access tokens live, as last seen. */
  readonly accessTokenLifetime?: Seconds;
  readonly createdAt: EpochMs;
  readonly signedInAt: EpochMs;
  readonly refreshedAt?: EpochMs;
  /** Refusals of a refresh since the last success that do not say whether the grant has ended. */
  readonly unclearRefusals?: UnclearRefusals;
  readonly lastUsedAt?: EpochMs;
  /** Set while its secrets are written or deleted: no login yet, or none any more, and shown nowhere. */
  readonly unfinished?: UnfinishedWork;
  /** Set while a new sign-in to it is kept. */
  readonly signInAgain?: SignInAgain;
}

/** What a login becomes once the refresh token of a new sign-in is in the keychain. */
export interface SignInAgain {
  /** Generation of the refresh token that it replaces; 0 where none could be read. */
  readonly replaces: number;
  readonly record: Omit<Connection, 'signInAgain'>;
}

/** Whether its tokens are bound to a key of ours: what the server did, not what was asked. @see RFC 9449 §5 */
export const isBound = ({
  options,
  refusesBinding,
}: Pick<Connection, 'options' | 'refusesBinding'>): boolean =>
  options?.usesDpop === true && refusesBinding !== true;

/** What a token says about that, for the record. @see RFC 9449 §5 */
export const bindingAfter = (
  { options }: Pick<Connection, 'options'>,
  { tokenType }: { readonly tokenType: 'bearer' | 'dpop' },
): Pick<Connection, 'refusesBinding'> =>
  options?.usesDpop === true && tokenType === 'bearer' ? { refusesBinding: true } : {};

/** How a person recognises a login: their own label, else who it is, else the client. Foreign text. */
export const displayName = ({ label, subject, registration }: Connection): string =>
  [label, subject?.name, subject?.preferredUsername, subject?.email, subject?.sub].find(
    (name) => name !== undefined && name !== '',
  ) ?? registration.clientId;

const PATH = '/connection/';

/** A link that shows one connection and can do nothing else; made for notes and launchers. */
export const connectionLink = (id: ConnectionId): string => `${PRIVATE_USE_SCHEME}:${PATH}${id}`;

/**
 * The connection a link names, where it is of exactly our form: no authority, no query, no fragment,
 * nothing encoded. Anything else on our scheme is an authorization response, good or bad.
 */
export const linkedConnection = (url: string): ConnectionId | undefined => {
  const start = PRIVATE_USE_SCHEME.length + 1;
  const isOurs = url.slice(0, start).toLowerCase() === `${PRIVATE_USE_SCHEME}:`;
  const rest = url.slice(start);
  return isOurs && rest.startsWith(PATH) ? parseConnectionId(rest.slice(PATH.length)) : undefined;
};
