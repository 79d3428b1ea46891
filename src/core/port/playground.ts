import type { RedirectMethod } from '../../vocabulary/oauth.ts';

/** The authorization server of our own to try things out with, as far as use cases need it. */
export interface Playground {
  /** Where it listens, or listened last; undefined before its first start. */
  issuer(): string | undefined;
  /** Starts it where it does not run, and gives its issuer. Fails with VK_PLAYGROUND_UNAVAILABLE. */
  ensureRunning(): Promise<string>;
  /** The client that it has registered for us. */
  readonly client: {
    readonly clientId: string;
    readonly redirectPaths: Readonly<Record<RedirectMethod, string>>;
  };
}
