import type { AdviceRuleName } from '../../vocabulary/advice-rule.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { EpochMs, Seconds } from '../../vocabulary/instant.ts';

/** How long refresh tokens of an issuer have lived, as far as was seen; a hint, never a reason to act. */
export interface ObservedLifetime {
  /** The longest time without use after which a refresh still worked. */
  readonly longestIdle: Seconds;
  /** The shortest time without use that ended in `invalid_grant`. */
  readonly endedAfterIdle?: Seconds;
  /** The greatest age since sign-in at which a refresh still worked. */
  readonly greatestAge: Seconds;
  /** The lowest age at which one ended in `invalid_grant`. */
  readonly endedAtAge?: Seconds;
}

/** A finding that a person knows of. It holds for what it was about, and for no more than that. */
export interface DismissedFinding {
  readonly rule: AdviceRuleName;
  readonly connectionId: ConnectionId;
  readonly about: readonly string[];
}

/** The expiry that a person has been warned of, by connection. */
export type WarnedExpiries = Readonly<Record<ConnectionId, EpochMs>>;

/** What the use cases remember between runs besides records and secrets. */
export interface CoreSettings {
  /** Seconds until a copied token is cleared. */
  readonly clipboardClearAfter: number;
  /** How long a copied token should still live, in minutes; 0 takes whatever is left. */
  readonly copiedTokenMinutes: number;
  readonly dismissedAdvice: readonly DismissedFinding[];
  /** By issuer. */
  readonly observedLifetimes: Readonly<Record<string, ObservedLifetime>>;
  readonly warnedExpiries: WarnedExpiries;
  /** Where our client id metadata document is published; undefined where it is not. */
  readonly clientMetadataUrl?: string | undefined;
}

/** The settings, as far as use cases read and write them. */
export interface Settings {
  /** From memory. */
  get(): CoreSettings;
  /** Replaces the named members. Resolves once on disk; fails with VK_RECORD_NOT_WRITTEN. */
  update(change: Partial<CoreSettings>): Promise<void>;
}
