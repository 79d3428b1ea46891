import { seconds, type Seconds } from '../../vocabulary/instant.ts';

/** How long a provider lets refresh tokens live. */
export interface RefreshTokenLifetime {
  /** Ends when unused for so long; each refresh starts it anew. */
  readonly rest?: Seconds;
  /** Ends so long after the sign-in, whatever happens. */
  readonly age?: Seconds;
}

/** A lifetime by the host of the issuer, or its parent domain. */
export interface KnownLifetime extends RefreshTokenLifetime {
  readonly host: string;
}

const days = (count: number): Seconds => seconds(count * 24 * 3600);

/**
 * What providers document as their default. A tenant may have changed it: this is for a warning and
 * for keeping a login alive, never for a decision that one has ended.
 */
export const KNOWN_LIFETIMES: readonly KnownLifetime[] = [
  { host: 'login.microsoftonline.com', rest: days(90) },
  { host: 'okta.com', rest: days(7) },
  { host: 'oktapreview.com', rest: days(7) },
  { host: 'auth.atlassian.com', rest: days(90) },
  { host: 'id.twitch.tv', rest: days(30) },
  { host: 'github.com', rest: days(183) },
  { host: 'slack.com', age: days(30) },
  { host: 'accounts.spotify.com', age: days(183) },
  { host: 'www.linkedin.com', age: days(365) },
];
