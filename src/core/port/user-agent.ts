/** The external user agent: the person's own browser, never a view of ours. @see RFC 8252 §6 */
export interface UserAgent {
  /** Opens an authorization URL. Fails with VK_BROWSER_UNAVAILABLE. */
  open(authorizationUrl: string): Promise<void>;
}
