import { describe, expect, it } from 'vitest';
import { fromOAuthError, type OAuthErrorReply } from '../../../src/core/fault/from-error.ts';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import {
  BETWEEN_REFUSALS,
  isUnclearRefusal,
  MOST_UNCLEAR_REFUSALS,
} from '../../../src/core/tokens/connection-standing.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { accessTokenRig } from './access-token-rig.ts';

const ID = connectionId(1);

/** How servers that are in use refuse a refresh token that has ended, without `invalid_grant`. */
const REFUSALS: readonly OAuthErrorReply[] = [
  { status: 403, error: 'unauthorized_client', error_description: 'refresh_token is invalid' },
  { status: 400, error: 'invalid_request', error_description: 'The refresh_token is invalid.' },
  { status: 200, error: 'bad_refresh_token' },
  { status: 401 },
  { status: 400 },
];

const refusedRig = async (refusal: OAuthErrorReply) => {
  const rig = await accessTokenRig({
    connections: [connectionOf({ grantedScope: scopeOf(['read', 'write']) })],
  });
  rig.reactWith(() => Promise.reject(fromOAuthError(refusal)));
  const keepAlive = () => rig.accessTokens.keepAlive(ID).catch(() => undefined);
  return {
    ...rig,
    keepAlive,
    /** A refresh, and long enough until the next. */
    async refuse() {
      await keepAlive();
      await rig.clock.advance(BETWEEN_REFUSALS);
    },
    standing: () => rig.records.get(ID)?.standing,
  };
};

describe('a server that keeps refusing to refresh without saying that the grant has ended', () => {
  it.each(REFUSALS)(
    '%j: the person is asked after several refusals over a while',
    async (refusal) => {
      const rig = await refusedRig(refusal);
      for (let turn = 1; turn < MOST_UNCLEAR_REFUSALS; turn += 1) await rig.refuse();
      expect(rig.standing()).toEqual({ kind: 'active' });
      await rig.refuse();
      expect(rig.standing()).toMatchObject({
        kind: 'sign-in-required',
        because: 'VK_REFRESH_KEEPS_FAILING',
      });
    },
  );

  it('is not asked again by itself, keeps its refresh token, and may still be asked by the person', async () => {
    const rig = await refusedRig({ status: 400 });
    for (let turn = 0; turn < MOST_UNCLEAR_REFUSALS; turn += 1) await rig.refuse();
    const asked = rig.asked.length;
    await rig.keepAlive();
    expect(rig.asked).toHaveLength(asked);
    expect((await rig.secrets.readRefreshToken(ID))?.refreshToken.expose()).toBe('refresh-token-1');
    rig.reactWith(() => Promise.resolve({}));
    await rig.accessTokens.refresh(ID);
    expect(rig.standing()).toEqual({ kind: 'active' });
    expect(rig.records.get(ID)?.unclearRefusals).toBeUndefined();
  });

  it('counts refusals in quick succession once', async () => {
    const rig = await refusedRig({ status: 400 });
    for (let turn = 0; turn < 10; turn += 1) {
      await rig.keepAlive();
      await rig.clock.advance(60);
    }
    expect(rig.records.get(ID)?.unclearRefusals?.count).toBe(1);
    expect(rig.standing()).toEqual({ kind: 'active' });
  });

  it('is forgiven what it refused before a refresh that worked', async () => {
    const rig = await refusedRig({ status: 400 });
    for (let turn = 1; turn < MOST_UNCLEAR_REFUSALS; turn += 1) await rig.refuse();
    rig.reactWith(() => Promise.resolve({}));
    await rig.keepAlive();
    await rig.clock.advance(3600);
    rig.reactWith(() => Promise.reject(fromOAuthError({ status: 400 })));
    await rig.refuse();
    expect(rig.standing()).toEqual({ kind: 'active' });
  });

  it('says nothing of the login by refusing a part of its scope', async () => {
    const rig = await refusedRig({ status: 400, error: 'invalid_request' });
    for (let turn = 0; turn < MOST_UNCLEAR_REFUSALS; turn += 1) {
      await rig.accessTokens.get(ID, { scope: scopeOf(['read']) }).catch(() => undefined);
      await rig.clock.advance(BETWEEN_REFUSALS);
    }
    expect(rig.asked).toHaveLength(MOST_UNCLEAR_REFUSALS);
    expect(rig.standing()).toEqual({ kind: 'active' });
  });
});

describe('what is never counted against a login', () => {
  it.each<OAuthErrorReply>([
    { status: 407 },
    { status: 408 },
    { status: 429 },
    { status: 500 },
    { status: 502, error: 'invalid_request' },
    { status: 503 },
    { status: 401, error: 'invalid_client' },
    { status: 400, error: 'invalid_dpop_proof' },
    { status: 400, error: 'invalid_scope' },
    { status: 400, error: 'server_error' },
    { status: 404 },
  ])('%j', (refusal) => {
    expect(isUnclearRefusal(fromOAuthError(refusal))).toBe(false);
  });

  it.each([
    'VK_OFFLINE',
    'VK_TIMEOUT',
    'VK_TLS_REJECTED',
    'VK_WEB_PAGE_RECEIVED',
    'VK_RESPONSE_MALFORMED',
    'VK_KEYCHAIN_LOCKED',
    'VK_INTERNAL',
  ] as const)('%s', (code) => {
    expect(isUnclearRefusal(new ValetKeyError(code))).toBe(false);
    expect(isUnclearRefusal(new TypeError(code))).toBe(false);
  });
});
