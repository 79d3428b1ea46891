import type { ConnectionId } from '../../vocabulary/id.ts';
import { GRANT_EVENT } from '../../vocabulary/ledger-kind.ts';
import { epochMs, type EpochMs } from '../../vocabulary/instant.ts';
import type { TokenFormat } from '../../vocabulary/oauth.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { LedgerEntry } from '../port/ledger.ts';
import type { RevocationPlan } from './revocation-plan.ts';
import type { Effect, RevocationPart } from '../../vocabulary/revocation.ts';
import type { Effects } from '../../contract/revocation.ts';
import { tokenText } from '../tokens/copy-format.ts';
import { describeToken } from '../oauth/token/claims.ts';

/** What stops working if a login is revoked, and what does not. Holds no token. */
export interface BlastRadius {
  readonly what: RevocationPart;
  readonly effects: Effects;
  readonly tokens: readonly {
    readonly scope: readonly string[];
    readonly expiresAt: EpochMs;
    readonly format: TokenFormat;
  }[];
  readonly hasRefreshToken: boolean;
  /** Hand-outs of the last day, by format, the latest first. */
  readonly handOuts: readonly {
    readonly format: string;
    readonly count: number;
    readonly lastAt: EpochMs;
  }[];
  /** When the last token that was handed out runs out by itself. */
  readonly handedOutUntil?: EpochMs;
  /** A JWT works until then for whoever checks it offline. RFC 9068 §5 */
  readonly worksOfflineUntil?: EpochMs;
  readonly others: readonly { readonly id: ConnectionId; readonly certain: boolean }[];
}

/** All that is known before a revocation. */
export interface BlastFacts {
  readonly connection: Connection;
  readonly plan: RevocationPlan;
  /** Access tokens in memory. */
  readonly tokens: readonly TokenRecord[];
  readonly connections: readonly Connection[];
  readonly ledger: readonly LedgerEntry[];
  readonly now: EpochMs;
}

const DAY = 24 * 3600 * 1000;

/** What a revocation would end. Asks nobody. @see RFC 7009 §2.1 */
export const blastRadius = (facts: BlastFacts, what: RevocationPart): BlastRadius => {
  const { connection, plan, tokens, now } = facts;
  const effects = effectsOf(plan, what);
  const handed = handedOut(facts);
  const handedOutUntil = latest(handed, now);
  const offline = worksOfflineUntil(tokens, now);
  // Copies of earlier tokens are taken to be of the same making as those in memory.
  const copiesOffline =
    offline === undefined ? undefined : epochMs(Math.max(offline, handedOutUntil ?? 0));
  return {
    what,
    effects,
    tokens: tokens.map((token) => ({
      scope: token.scope,
      expiresAt: token.expiresAt,
      format: formatOf(token),
    })),
    hasRefreshToken: connection.hasRefreshToken,
    handOuts: byFormat(handed.filter(({ at }) => at > now - DAY)),
    ...(handedOutUntil === undefined ? {} : { handedOutUntil }),
    ...(copiesOffline === undefined ? {} : { worksOfflineUntil: copiesOffline }),
    others: effects.others === 'remains' ? [] : otherLogins(facts),
  };
};

const effectsOf = (plan: RevocationPlan, what: RevocationPart): Effects => {
  const { ends, apart } = plan.effect;
  const whole: Effect = ends === 'family' || ends === 'grant' ? 'ends' : 'perhaps';
  const consent: Effect = CONSENT[ends];
  if (what === 'grant') {
    const refreshToken = endsRefreshToken(plan) ? 'ends' : whole;
    return { tokens: 'ends', copies: whole, refreshToken, consent, others: consent };
  }
  const rest: Effect = apart === 'yes' || consent === 'remains' ? 'remains' : 'perhaps';
  return what === 'refresh-token'
    ? { tokens: 'perhaps', copies: 'perhaps', refreshToken: 'ends', consent: rest, others: rest }
    : {
        tokens: 'ends',
        copies: 'perhaps',
        refreshToken: apart === 'yes' ? 'remains' : 'perhaps',
        consent: rest,
        others: rest,
      };
};

const CONSENT: Readonly<Record<RevocationPlan['effect']['ends'], Effect>> = {
  token: 'remains',
  family: 'remains',
  grant: 'ends',
  nothing: 'remains',
  unknown: 'perhaps',
};

/** By a request about it, or by one about everything. */
const endsRefreshToken = ({ own }: RevocationPlan): boolean =>
  own === undefined || own.grant !== undefined || own.refreshToken !== undefined;

const handedOut = ({ ledger, connection }: BlastFacts): readonly LedgerEntry[] =>
  ledger.filter(
    ({ connectionId, kind }) =>
      connectionId === connection.id && GRANT_EVENT[kind] === 'handed-out',
  );

const byFormat = (entries: readonly LedgerEntry[]): BlastRadius['handOuts'] => {
  const groups = new Map<string, { count: number; lastAt: EpochMs }>();
  for (const { detail, kind, at } of entries) {
    const isWhereTo = ['exchanged', 'given', 'used'].includes(kind);
    const format = isWhereTo ? kind : (detail ?? kind);
    const known = groups.get(format) ?? { count: 0, lastAt: at };
    groups.set(format, { count: known.count + 1, lastAt: at > known.lastAt ? at : known.lastAt });
  }
  return [...groups]
    .map(([format, group]) => ({ format, ...group }))
    .toSorted((one, other) => other.lastAt - one.lastAt);
};

/**
 * Logins of the same client by the same person at the same server share their consent. Where the server
 * never said who it was, they may be another person's.
 */
const otherLogins = ({ connection, connections }: BlastFacts): BlastRadius['others'] =>
  connections
    .filter(
      (other) =>
        other.id !== connection.id &&
        other.issuer === connection.issuer &&
        other.registration.clientId === connection.registration.clientId &&
        other.subject?.sub === connection.subject?.sub &&
        other.grantType !== 'client_credentials' &&
        other.standing.kind !== 'sign-in-required',
    )
    .map(({ id, subject }) => ({ id, certain: subject !== undefined }));

/** What an access token is made of, as far as anybody but its server can tell. */
export const formatOf = ({ accessToken }: TokenRecord): TokenFormat =>
  describeToken(tokenText(accessToken)).format;

/**
 * Until when a JWT among `tokens` is accepted by those who check it without asking; undefined where no
 * live one is among them. @see RFC 9068 §5
 */
export const worksOfflineUntil = (
  tokens: readonly TokenRecord[],
  now: EpochMs,
): EpochMs | undefined =>
  latest(
    tokens.filter((one) => formatOf(one) === 'jwt'),
    now,
  );

/** The latest of the ends that are still to come. */
export const latest = (
  ends: readonly { readonly expiresAt?: EpochMs }[],
  now: EpochMs,
): EpochMs | undefined => {
  const last = Math.max(...ends.map(({ expiresAt }) => expiresAt ?? 0));
  return last > now ? epochMs(last) : undefined;
};
