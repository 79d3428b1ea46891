import { describe, expect, test } from 'vitest';
import { after, seconds } from '../../../src/vocabulary/instant.ts';
import { isValetKeyError, ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import {
  awaitDeviceToken,
  type DeviceAuthorization,
  requestDeviceAuthorization,
} from '../../../src/core/oauth/device-grant.ts';
import type { Exchange } from '../../../src/core/oauth/exchange/exchange.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { FAKE_EPOCH, fakeClock } from '../../fake/clock.ts';
import { exchangeOver, noHttp } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../fake/http.ts';

const GRANT = { scope: scopeOf(['example_scope']) };

/** RFC 8628 §3.2. */
const REPLY = {
  device_code: 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://example.com/device',
  verification_uri_complete: 'https://example.com/device?user_code=WDJB-MJHT',
  expires_in: 1800,
  interval: 5,
};

describe('requestDeviceAuthorization', () => {
  const authorize = (reply: object | Response, changes: Partial<Exchange> = {}) => {
    const { http } = fakeHttp({
      url: 'https://server.example.com/device_authorization',
      form: { client_id: 's6BhdRkqt3', scope: 'example_scope' },
      reply: reply instanceof Response ? reply : jsonReply(reply),
    });
    return requestDeviceAuthorization(exchangeOver(http, changes), GRANT);
  };

  test('sends the request of RFC 8628 §3.1 and reads the response of §3.2', async () => {
    const { deviceCode, ...shown } = await authorize(REPLY);
    expect(deviceCode.expose()).toBe('GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS');
    expect(shown).toEqual({
      userCode: 'WDJB-MJHT',
      verificationUri: 'https://example.com/device',
      verificationUriComplete: 'https://example.com/device?user_code=WDJB-MJHT',
      expiresAt: after(FAKE_EPOCH, seconds(1800)),
      lifetime: 1800,
      interval: 5,
    });
  });

  test.each([
    [undefined, 5],
    [0, 1],
    ['10', 10],
    [2.5, 2.5],
  ])('waits %j between requests as %d seconds (RFC 8628 §3.2)', async (interval, expected) => {
    const { interval: _, ...rest } = REPLY;
    const given = interval === undefined ? rest : { ...rest, interval };
    expect((await authorize(given)).interval).toBe(expected);
  });

  test('does not poll longer than an hour, whatever the server says', async () => {
    expect((await authorize({ ...REPLY, expires_in: 1e300 })).lifetime).toBe(3600);
  });

  test.each([
    { device_code: '' },
    { device_code: undefined },
    { user_code: 'W\u202eB' },
    { user_code: 'W'.repeat(65) },
    { verification_uri: 'javascript:alert(1)' },
    { verification_uri: 'http://example.com/device' },
    { verification_uri: 'https://user@example.com/device' },
    { verification_uri: undefined },
    { verification_uri_complete: 'file:///etc/passwd' },
  ])('refuses %j', async (members) => {
    await expect(authorize({ ...REPLY, ...members })).rejects.toMatchObject({
      code: 'VK_RESPONSE_MALFORMED',
    });
  });

  // Google, and servers that are only sloppy: see real-servers.json.
  test.each([
    [{ verification_uri_complete: null }, { verificationUri: 'https://example.com/device' }],
    [{ verification_uri_complete: '' }, { verificationUri: 'https://example.com/device' }],
    [{ verification_uri_complete: '/device' }, { verificationUri: 'https://example.com/device' }],
    [
      { verification_uri: undefined, verification_url: 'https://example.com/url' },
      { verificationUri: 'https://example.com/url' },
    ],
    [
      { verification_uri: null, verification_url: 'https://example.com/url' },
      { verificationUri: 'https://example.com/url' },
    ],
    [
      { verification_url: 'https://evil.example' },
      { verificationUri: 'https://example.com/device' },
    ],
    [
      { expires_in: '1800', interval: '5' },
      { lifetime: 1800, interval: 5 },
    ],
    [
      { expires_in: undefined, interval: null },
      { lifetime: 900, interval: 5 },
    ],
    [
      { expires_in: -1, interval: 'soon' },
      { lifetime: 900, interval: 5 },
    ],
  ])('takes %j as %j', async (members, taken) => {
    expect(await authorize({ ...REPLY, ...members })).toMatchObject(taken);
  });

  test.each(['http://example.com/url', 'javascript:alert(1)', 'file:///etc/passwd'])(
    'opens no %s by the older name either',
    async (verification_url) => {
      const members = { ...REPLY, verification_uri: undefined, verification_url };
      await expect(authorize(members)).rejects.toMatchObject({ code: 'VK_RESPONSE_MALFORMED' });
    },
  );

  test('goes to loopback where that is allowed', async () => {
    const local = { ...REPLY, verification_uri: 'http://127.0.0.1:3000/device' };
    const { verificationUri } = await authorize(local, { allowLoopback: true });
    expect(verificationUri).toBe('http://127.0.0.1:3000/device');
  });

  test('says that a server without the endpoint cannot', async () => {
    const exchange = exchangeOver(noHttp, { metadata: { issuer: 'https://server.example.com' } });
    await expect(requestDeviceAuthorization(exchange, GRANT)).rejects.toMatchObject({
      code: 'VK_UNSUPPORTED_BY_SERVER',
    });
  });
});

describe('awaitDeviceToken', () => {
  const AUTHORIZATION: DeviceAuthorization = {
    deviceCode: Secret.of('device-code', REPLY.device_code),
    userCode: REPLY.user_code,
    verificationUri: REPLY.verification_uri,
    expiresAt: after(FAKE_EPOCH, seconds(1800)),
    lifetime: seconds(1800),
    interval: seconds(5),
  };
  const GRANTED = jsonReply({ access_token: 'a', token_type: 'Bearer', expires_in: 3600 });
  const refusal = (error: string) => jsonReply({ error }, 400);

  /** Answers one poll after the other; gives the waits, and the token's date or the code of the failure. */
  const await_ = async (
    replies: readonly (Response | Error)[],
    changes: Partial<DeviceAuthorization> = {},
  ) => {
    const clock = fakeClock();
    const script = replies.map((reply) => ({
      url: 'https://server.example.com/token',
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: REPLY.device_code,
        client_id: 's6BhdRkqt3',
      },
      reply,
    }));
    const exchange = exchangeOver(fakeHttp(...script).http);
    const authorization = { ...AUTHORIZATION, ...changes };
    const outcome = await awaitDeviceToken(exchange, clock, authorization, GRANT).then(
      ({ token }) => (token.obtainedAt - FAKE_EPOCH) / 1000,
      (thrown: unknown) => (isValetKeyError(thrown) ? thrown.code : thrown),
    );
    return { slept: clock.slept, outcome };
  };

  test('waits five seconds longer after slow_down, and for good (RFC 8628 §3.5)', async () => {
    const replies = [refusal('authorization_pending'), refusal('slow_down'), GRANTED];
    expect(await await_(replies)).toEqual({ slept: [5, 5, 10], outcome: 20 });
  });

  test('keeps the interval while the authorization is pending', async () => {
    const pending = Array<Response>(4).fill(refusal('authorization_pending'));
    expect((await await_([...pending, GRANTED])).slept).toEqual([5, 5, 5, 5, 5]);
  });

  test.each([
    ['access_denied', 'VK_AUTHORIZATION_DENIED'],
    ['expired_token', 'VK_DEVICE_CODE_EXPIRED'],
    ['invalid_grant', 'VK_GRANT_REVOKED'],
    ['invalid_client', 'VK_CLIENT_REJECTED'],
    ['unheard_of', 'VK_REQUEST_REJECTED'],
  ])('ends with %s', async (error, outcome) => {
    expect(await await_([refusal(error)])).toEqual({ slept: [5], outcome });
  });

  test.each<[string, () => Response | Error]>([
    ['no connection', () => new ValetKeyError('VK_OFFLINE')],
    ['a timeout', () => new ValetKeyError('VK_TIMEOUT')],
    ['a server in trouble', () => new Response('', { status: 503 })],
  ])('doubles the interval, up to a minute, after %s (RFC 8628 §3.5)', async (_name, trouble) => {
    const troubles = Array.from({ length: 5 }, trouble);
    expect((await await_([...troubles, GRANTED])).slept).toEqual([5, 10, 20, 40, 60, 60]);
  });

  test('waits as long as a 429 says', async () => {
    const told = jsonReply('', 429, { 'retry-after': '30' });
    expect((await await_([told, jsonReply('', 429), GRANTED])).slept).toEqual([5, 30, 35]);
  });

  test('stops asking when the code has had its time', async () => {
    const pending = Array<Response>(2).fill(refusal('authorization_pending'));
    expect(await await_(pending, { lifetime: seconds(12) })).toEqual({
      slept: [5, 5],
      outcome: 'VK_DEVICE_CODE_EXPIRED',
    });
  });

  test('stops polling at an error that RFC 8628 does not name', async () => {
    expect((await await_([jsonReply('{')])).outcome).toBe('VK_RESPONSE_MALFORMED');
  });

  test.each([
    [undefined, 'VK_AUTHORIZATION_CANCELLED'],
    [new ValetKeyError('VK_LOCKED'), 'VK_LOCKED'],
  ])('can be cancelled while it waits', async (reason, code) => {
    const cancel = new AbortController();
    const exchange = exchangeOver(noHttp, { signal: cancel.signal });
    const clock = fakeClock({ skip: false });
    const waiting = awaitDeviceToken(exchange, clock, AUTHORIZATION, GRANT);
    cancel.abort(reason);
    await expect(waiting).rejects.toMatchObject({ code });
  });
});
