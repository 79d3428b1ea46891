import type { LoopbackRedirectHost, RedirectVerdict } from '../../vocabulary/oauth.ts';

export type { RedirectVerdict } from '../../vocabulary/oauth.ts';

/** A place where the authorization response can arrive. */
export interface OpenRedirect {
  /** Sent as `redirect_uri`, character for character. */
  readonly redirectUri: string;
  close(): Promise<void>;
}

/**
 * Hands out redirect URIs. Whatever arrives there goes to `deliver` raw and unparsed; many may be
 * open at once. Fails with VK_LOOPBACK_UNAVAILABLE. @see RFC 8252 §7
 */
export interface RedirectReceiver {
  open(
    options: {
      /** Starts with `/`, or is empty. */
      readonly path: string;
      readonly port?: number;
      /** What the redirect URI calls this machine; `127.0.0.1` where absent. */
      readonly host?: LoopbackRedirectHost;
    },
    deliver: (rawUrl: string) => RedirectVerdict,
  ): Promise<OpenRedirect>;
}

/** The external user agent: the person's own browser, never a view of ours. @see RFC 8252 §6 */
export interface UserAgent {
  /** Opens an authorization URL. Fails with VK_BROWSER_UNAVAILABLE. */
  open(authorizationUrl: string): Promise<void>;
}
