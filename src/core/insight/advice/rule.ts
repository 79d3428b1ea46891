import type {
  AdviceAction,
  AdviceRuleName,
  AdviceSeverity,
} from '../../../vocabulary/advice-rule.ts';
import type { EpochMs, Seconds } from '../../../vocabulary/instant.ts';
import type { Connection } from '../../model/connection.ts';
import type { Preset } from '../../catalogue/preset.ts';
import { isPlan, revocationPlan } from '../../revocation/revocation-plan.ts';
import type { ScopeReach } from './known.ts';

/** Everything the rules may know of one connection. Holds no secret. */
export interface KnownOfConnection {
  readonly connection: Connection;
  readonly now: EpochMs;
  /** The server is on this machine: what it offers is no affair of the network's. */
  readonly isLocal: boolean;
  readonly preset?: Preset | undefined;
  readonly reach: ScopeReach;
  /** Every scope token of every token that was handed out, as far as the ledger reaches. */
  readonly handedOutScope: ReadonlySet<string>;
  /** How long access tokens live; absent where the server has not said. */
  readonly stated?: Seconds | undefined;
  /** A token of it is held whose reply stated no lifetime. */
  readonly hasNoStatedExpiry: boolean;
  /** Whether the last refresh that was seen brought a new refresh token. */
  readonly hasRotated?: boolean | undefined;
  /** A redirect of this client at this server had a token in its fragment. */
  readonly hasTokenInFragment: boolean;
  /** A later login of the same resource owner and client that may do all this one may. */
  readonly laterLogin?: Connection | undefined;
}

/** What a rule found: what to do, and the particulars for the sentence. */
export interface Particulars {
  readonly action: AdviceAction;
  /** Scope tokens, hosts or the like, as the server spells them: foreign text. */
  readonly about?: readonly string[];
  readonly days?: number;
}

/** One thing to look for; its name is its key in the table of rules. */
export interface AdviceRule {
  readonly severity: AdviceSeverity;
  /** The section that says so, such as `RFC 9700 §2.3`. */
  readonly spec: string;
  /** Pure and quick: it runs for every connection there is. Undefined where nothing is to say. */
  readonly judge: (known: KnownOfConnection) => Particulars | undefined;
}

/** A rule with its name, as findings state it. */
export type NamedRule = AdviceRule & { readonly name: AdviceRuleName };

/** A person signed in with it, so that there is a browser and a grant to speak of. */
export const hasResourceOwner = ({ grantType }: Connection): boolean =>
  grantType !== 'client_credentials';

/** Ends the grant at the server where that can be done from here, and on this machine otherwise. */
export const endingAction = (connection: Connection): 'revoke' | 'forget' =>
  connection.standing.kind === 'active' && isPlan(revocationPlan(connection)) ? 'revoke' : 'forget';
