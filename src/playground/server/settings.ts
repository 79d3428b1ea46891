/** What a person may change while the playground runs. */
export interface PlaygroundSettings {
  /** Seconds. */
  readonly accessTokenLifetime: number;
  readonly accessTokenFormat: 'jwt' | 'opaque';
}

/** Short enough to watch a token being refreshed, long enough to use one by hand. */
export const DEFAULT_SETTINGS: PlaygroundSettings = {
  accessTokenLifetime: 300,
  accessTokenFormat: 'jwt',
};
