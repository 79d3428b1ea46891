import { describe, expect, it } from 'vitest';
import { presetById, PRESETS } from '../../../../src/core/catalogue/catalogue.ts';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import { withDialect } from '../../../../src/core/oauth/exchange/provider-dialect.ts';
import { refreshAccessToken } from '../../../../src/core/oauth/refresh-grant.ts';
import type { Http } from '../../../../src/core/port/http.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { makeExchange } from '../../../../src/core/connection/make-exchange.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';
import { confidential, exchangeOver } from '../../../fake/exchange.ts';
import { fakeHttp, formOf, jsonReply } from '../../../fake/http.ts';
import { realServers } from '../../../fixtures/real-servers.ts';

const URL = 'https://server.example.com/token';
const GRANT = {
  refreshToken: Secret.of('refresh-token', 'tGzv3JOkF0XG5Qx2TlKWIA'),
  grantedScope: scopeOf(['read']),
};
const need = (id: string) => {
  const preset = presetById(id);
  if (preset === undefined) throw new Error(`no preset ${id}`);
  return preset;
};
const at = (id: string, http: Http) => withDialect(need(id), URL, http);
const replying =
  (reply: Response): Http =>
  () =>
    Promise.resolve(reply);

/** The code that a refresh at that provider fails with, and the words it gives. */
const refusalAt = async (id: string, reply: Response) => {
  const thrown: unknown = await refreshAccessToken(
    exchangeOver(at(id, replying(reply))),
    GRANT,
  ).catch((reason: unknown) => reason);
  return isValetKeyError(thrown) ? [thrown.code, thrown.fields['error_description']] : thrown;
};

describe('the redirect URI at a refresh', () => {
  const REDIRECT = 'http://127.0.0.1:49621/cb';
  const granted = jsonReply({ access_token: 'X', token_type: 'bearer', expires_in: 7200 });

  const sentBy = async (preset: string) => {
    const { http, seen } = fakeHttp({ url: URL, reply: granted });
    const { metadata, registration, allowLoopback } = exchangeOver(http);
    const exchange = await makeExchange(
      http,
      { now: () => FAKE_EPOCH },
      {
        metadata,
        registration,
        allowLoopback,
        options: { preset },
        redirectUri: REDIRECT,
        credentials: {},
      },
    );
    await refreshAccessToken(exchange, GRANT);
    return seen.map(({ request }) => formOf(request)['redirect_uri']);
  };

  it.each(realServers('preset'))('$id: is sent where GitLab wants it', async () => {
    expect(await sentBy('gitlab')).toEqual([REDIRECT]);
  });

  it('is sent to nobody else (RFC 6749 §6)', async () => {
    expect(await sentBy('keycloak')).toEqual([undefined]);
  });
});

describe('a refresh token that has ended, as providers say it', () => {
  it.each([
    [
      'github-app',
      { error: 'bad_refresh_token', error_description: 'The refresh token is bad' },
      200,
    ],
    ['slack', { ok: false, error: 'invalid_refresh_token' }, 200],
    ['twitch', { status: 400, message: 'Invalid refresh token' }, 400],
    ['hubspot', { status: 'BAD_REFRESH_TOKEN', message: 'missing or unknown refresh token' }, 400],
    [
      'atlassian',
      { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' },
      403,
    ],
    [
      'atlassian',
      { error: 'unauthorized_client', error_description: 'refresh_token is invalid' },
      403,
    ],
    [
      'discord',
      { error: 'invalid_request', error_description: 'Invalid "refresh_token" in request.' },
      400,
    ],
    ['google', { error: 'invalid_grant', error_description: 'Bad Request' }, 400],
  ])('is understood at %s: %j with status %i', async (id, body, status) => {
    expect(await refusalAt(id, jsonReply(body, status))).toContain('VK_GRANT_REVOKED');
  });

  it('is quoted in the words of the provider', async () => {
    const reply = jsonReply({ status: 400, message: 'Invalid refresh token' }, 400);
    expect(await refusalAt('twitch', reply)).toEqual(['VK_GRANT_REVOKED', 'Invalid refresh token']);
  });

  it.each([
    ['twitch', jsonReply({ status: 500, message: 'Invalid refresh token' }, 500)],
    ['twitch', jsonReply({ status: 400, message: 'missing client id' }, 400)],
    ['slack', jsonReply({ ok: false, error: 'ratelimited' }, 429)],
    ['github-app', jsonReply({ error: 'incorrect_client_credentials' }, 200)],
    ['hubspot', new Response('<html>busy</html>', { status: 400 })],
    ['spotify', jsonReply({ error: 'bad_refresh_token' }, 200)],
  ])('is not seen by %s in another refusal', async (id, reply) => {
    expect(await refusalAt(id, reply)).not.toContain('VK_GRANT_REVOKED');
  });

  it('is believed of a refresh alone, not of a code exchange', async () => {
    const http = at('github-app', replying(jsonReply({ error: 'bad_refresh_token' }, 200)));
    const body = 'grant_type=authorization_code&code=x';
    const response = await http(URL, { method: 'POST', headers: {}, body });
    expect(await response.json()).toEqual({ error: 'bad_refresh_token' });
  });

  it('is looked for at the token endpoint alone', async () => {
    const http = at('slack', replying(jsonReply({ ok: false, error: 'invalid_refresh_token' })));
    const body = 'grant_type=refresh_token';
    const response = await http('https://server.example.com/other', {
      method: 'POST',
      headers: {},
      body,
    });
    expect(response.status).toBe(200);
  });

  it('leaves a success to be read as it came, a new refresh token included', async () => {
    const reply = jsonReply({ access_token: 'a', token_type: 'Bearer', refresh_token: 'new' });
    const { refreshToken } = await refreshAccessToken(
      exchangeOver(at('github-app', replying(reply))),
      GRANT,
    );
    expect(refreshToken?.expose()).toBe('new');
  });
});

describe('the token request of Notion', () => {
  it('is JSON, with the client in the header', async () => {
    const { http } = fakeHttp({
      url: URL,
      headers: {
        authorization: 'Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW',
        'content-type': 'application/json',
      },
      json: { grant_type: 'refresh_token', refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA' },
      reply: jsonReply({ access_token: 'a', token_type: 'bearer', refresh_token: 'b' }),
    });
    const { refreshToken } = await refreshAccessToken(confidential(at('notion', http)), GRANT);
    expect(refreshToken?.expose()).toBe('b');
  });

  it('is a form everywhere else', () => {
    const inJson = PRESETS.filter(({ tokenRequestBody }) => tokenRequestBody === 'json');
    expect(inJson.map(({ id }) => id)).toEqual(['notion']);
  });
});
