import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../src/core/model/scope.ts';
import type { TokenResponse } from '../../src/core/model/token-record.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { after, epochMs, seconds } from '../../src/vocabulary/instant.ts';

/** What a refresh does to the refresh token. @see RFC 9700 §4.14.2 */
export type Rotation = 'strict' | 'grace' | 'non-rotating';

/** What happens on the way: nothing, no connection, or a reply lost after the server has acted. */
export type Mishap = 'offline' | 'lost-reply' | ValetKeyError;

/** A token endpoint reduced to what refresh tokens care about, and its own view of them. */
export interface RotatingServer {
  /** Every refresh token that arrived, oldest first. */
  readonly seen: readonly string[];
  /** The token the first sign-in was given. */
  readonly first: Secret<'refresh-token'>;
  /** False once a reuse has ended the grant. */
  readonly isAlive: boolean;
  /** The refresh token the server would take now. */
  readonly current: string;
  /** Whether `token` was ever issued. */
  issued(token: string): boolean;
  refresh(refreshToken: Secret<'refresh-token'>): Promise<TokenResponse>;
  /** The next requests meet these, in order; undefined: nothing happens. */
  meet(...mishaps: readonly (Mishap | undefined)[]): void;
  /** The grace period is over for all tokens replaced so far. */
  endGrace(): void;
  /** Ends the grant, as an administrator does. */
  revoke(): void;
}

const answer = (name: string, next: string | undefined): TokenResponse => {
  const obtainedAt = epochMs(0);
  const lifetime = seconds(3600);
  return {
    token: {
      accessToken: Secret.of('access-token', `access-for-${name}`),
      tokenType: 'bearer',
      scope: scopeOf([]),
      obtainedAt,
      expiresAt: after(obtainedAt, lifetime),
      lifetime,
      lifetimeAssumed: false,
      warnings: [],
    },
    ...(next === undefined ? {} : { refreshToken: Secret.of('refresh-token', next) }),
  };
};

/** @param length characters of each refresh token, at least 12 */
export const rotatingServer = (rotation: Rotation, length = 40): RotatingServer => {
  const mint = (serial: number): string => `refresh-${serial}.`.padEnd(length, 'x');
  const seen: string[] = [];
  const mishaps: (Mishap | undefined)[] = [];
  let serial = 1;
  let isAlive = true;
  let oldestInGrace = 1;
  const isAccepted = (token: string): boolean =>
    token === mint(serial) ||
    (rotation === 'grace' && token === mint(serial - 1) && serial - 1 >= oldestInGrace);
  const action = (token: string): TokenResponse => {
    if (!isAlive || !isAccepted(token)) {
      isAlive = false;
      throw new ValetKeyError('VK_GRANT_REVOKED');
    }
    if (rotation === 'non-rotating') return answer(token.slice(0, 12), undefined);
    // Within its grace an old token is given the same successor again.
    if (token === mint(serial)) serial += 1;
    return answer(token.slice(0, 12), mint(serial));
  };
  return {
    seen,
    first: Secret.of('refresh-token', mint(1)),
    get isAlive() {
      return isAlive;
    },
    get current() {
      return mint(serial);
    },
    issued: (token) => Array.from({ length: serial }, (_, i) => mint(i + 1)).includes(token),
    async refresh(refreshToken) {
      await Promise.resolve();
      const mishap = mishaps.shift();
      if (mishap === 'offline') throw new ValetKeyError('VK_OFFLINE', { fields: { sent: false } });
      seen.push(refreshToken.expose());
      if (mishap instanceof ValetKeyError) throw mishap;
      const reply = action(refreshToken.expose());
      if (mishap === 'lost-reply') throw new ValetKeyError('VK_OFFLINE');
      return reply;
    },
    meet: (...more) => void mishaps.push(...more),
    endGrace() {
      oldestInGrace = serial;
    },
    revoke() {
      isAlive = false;
    },
  };
};
