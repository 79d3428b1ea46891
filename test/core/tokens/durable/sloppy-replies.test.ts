import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import type { RefreshRound } from '../../../../src/core/tokens/durable/durable-refresh.ts';
import { judgeTokenResponse } from '../../../../src/core/oauth/token-response.ts';
import { exchangeOver, noHttp } from '../../../fake/exchange.ts';
import { sloppiness, sloppyReply, type Sloppiness } from '../../../fake/sloppy-reply.ts';
import { keepingRig } from './keeping-rig.ts';

type Rig = Awaited<ReturnType<typeof keepingRig>>;

/** The server answers as a sloppy one does, with this in the place of its refresh token. */
const sloppily =
  (rig: Rig, manner: Sloppiness, instead: { readonly refresh_token?: unknown } = {}) =>
  async (...[token, onReceived]: Parameters<RefreshRound['send']>) => {
    const { token: issued, refreshToken } = await rig.server.refresh(token);
    const members = {
      access_token: issued.accessToken.expose(),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: refreshToken?.expose(),
      ...instead,
    };
    return judgeTokenResponse(exchangeOver(noHttp), sloppyReply(members, manner), {
      requestedScope: scopeOf(['read', 'write']),
      onReceived,
    });
  };

const settled = (refreshing: Promise<unknown>): Promise<void> =>
  refreshing.then(
    () => undefined,
    () => undefined,
  );

describe('however sloppy a complete token response is', () => {
  it('its refresh token is kept and the old one is not sent again', async () => {
    await fc.assert(
      fc.asyncProperty(sloppiness, async (manner) => {
        const rig = await keepingRig('strict');
        await settled(rig.refresh({ send: sloppily(rig, manner) }));
        // Where the server says invalid_grant beside a new token, that one is tried at once.
        expect(rig.server.seen.filter((one) => one === rig.server.first.expose())).toHaveLength(1);
        expect(await rig.kept()).toBe(rig.server.current);
        await rig.refresh();
        expect(rig.server.isAlive).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a refresh token in it that is none never takes the place of the one that is kept', async () => {
    const none = fc.constantFrom<unknown>(undefined, null, '', 0, false, [], {}, 'é', 'r\n');
    await fc.assert(
      fc.asyncProperty(sloppiness, none, async (manner, refresh_token) => {
        // A form has no other types than text: there, `0` is one.
        fc.pre(manner.as === 'json' || typeof refresh_token !== 'number');
        const rig = await keepingRig('non-rotating');
        await settled(rig.refresh({ send: sloppily(rig, manner, { refresh_token }) }));
        expect(rig.server.seen).toHaveLength(1);
        expect(await rig.kept()).toBe(rig.server.first.expose());
      }),
      { numRuns: 200 },
    );
  });
});
