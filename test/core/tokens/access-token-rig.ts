import { createDurableRefresh } from '../../../src/core/tokens/durable/durable-refresh.ts';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { createTurns } from '../../../src/core/async/queue.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { TokenRecord, TokenResponse } from '../../../src/core/model/token-record.ts';
import type { RefreshGrant } from '../../../src/core/oauth/refresh-grant.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import {
  createAccessTokens,
  type AccessTokenPorts,
} from '../../../src/core/tokens/get-access-token.ts';
import { after, seconds } from '../../../src/vocabulary/instant.ts';
import { fakeClock } from '../../fake/clock.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { fakeLog } from '../../fake/log.ts';
import { fakeRefreshJournal } from '../../fake/refresh-journal.ts';
import { connectionOf } from '../../fixtures/connection.ts';

/** A refresh request as the token endpoint saw it. */
export type Asked = RefreshGrant & { readonly connection: Connection };

/** What the token endpoint answers: changes to a rotating answer, or a failure to throw. */
export type Reaction = (asked: Asked) => Promise<Partial<TokenRecord> & ReplyChanges>;
interface ReplyChanges {
  readonly refreshToken?: Secret<'refresh-token'>;
  readonly idToken?: Secret<'id-token'>;
}

interface Options {
  readonly connections?: readonly Connection[];
  readonly ports?: Partial<AccessTokenPorts>;
  readonly skipWaits?: boolean;
}

/** Signed-in connections over a token endpoint that rotates strictly and answers as told. */
export const accessTokenRig = async ({ connections, ports, skipWaits }: Options = {}) => {
  const clock = fakeClock({ skip: skipWaits ?? true });
  const records = fakeConnectionStore(...(connections ?? [connectionOf()]));
  const keychain = fakeKeychain();
  const secrets = createSecretStore(keychain);
  const journal = fakeRefreshJournal();
  const log = fakeLog();
  const turns = createTurns();
  const asked: Asked[] = [];
  let react: Reaction = () => Promise.resolve({});
  let serial = 0;
  const mint = () => Secret.of('refresh-token', `refresh-token-${(serial += 1)}`);
  const reply = (request: Asked, changes: Awaited<ReturnType<Reaction>>): TokenResponse => {
    const { refreshToken = mint(), idToken, ...token } = changes;
    const lifetime = token.lifetime ?? seconds(3600);
    return {
      token: {
        accessToken: Secret.of('access-token', `access-token-${asked.length}`),
        tokenType: 'bearer',
        scope: request.scope ?? request.grantedScope,
        obtainedAt: clock.now(),
        expiresAt: after(clock.now(), lifetime),
        lifetime,
        lifetimeAssumed: false,
        warnings: [],
        ...token,
      },
      refreshToken,
      ...(idToken === undefined ? {} : { idToken }),
    };
  };
  const refreshes = createDurableRefresh({
    secrets,
    journal,
    log,
    clock,
    turns,
    onUnsaved: () => undefined,
    onLostWrite: () => undefined,
  });
  for (const { id, hasRefreshToken } of records.list()) {
    if (hasRefreshToken) await refreshes.keep(id, mint());
  }
  const start = () =>
    createAccessTokens({
      connections: records,
      refreshes,
      turns,
      clock,
      log,
      renewals: {},
      verifyIdToken: () => Promise.resolve(),
      async requestRefresh(connection, grant) {
        const request = { ...grant, connection };
        asked.push(request);
        return reply(request, await react(request));
      },
      ...ports,
    });
  const accessTokens = start();
  return {
    accessTokens,
    asked,
    clock,
    records,
    keychain,
    secrets,
    journal,
    log,
    refreshes,
    start,
    /** From now on the token endpoint does this. */
    reactWith(next: Reaction) {
      react = next;
    },
    reply,
  };
};
