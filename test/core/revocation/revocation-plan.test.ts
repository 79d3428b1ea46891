import { describe, expect, it } from 'vitest';
import { providerOf } from '../../../src/core/catalogue/preset-of-connection.ts';
import { PRESETS } from '../../../src/core/catalogue/catalogue.ts';
import { isPlan, revocationPlan } from '../../../src/core/revocation/revocation-plan.ts';
import { parseIssuer, PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import { login, loginAt } from './revocation-facts.ts';

const ENDPOINT = 'https://server.example.com/revoke';
const choicesOf = (...args: Parameters<typeof loginAt>): unknown => {
  const plan = revocationPlan(loginAt(...args));
  return isPlan(plan) ? plan.choices : plan;
};

describe('how a login can be revoked', () => {
  it('is by RFC 7009 where the server has the endpoint, a part at a time if it likes (§2.1)', () => {
    expect(revocationPlan(login(1))).toEqual({
      choices: ['grant', 'refresh-token', 'access-token'],
      effect: { ends: 'unknown', apart: 'unknown' },
    });
    expect(revocationPlan(login(1, { hasRefreshToken: false }))).toMatchObject({
      choices: ['grant'],
    });
  });

  it.each([
    ['github', ['grant', 'access-token']],
    ['slack', ['grant', 'refresh-token', 'access-token']],
    ['dropbox', ['grant']],
    ['facebook', ['grant']],
    ['twitch', ['grant', 'access-token']],
    ['notion', ['grant', 'access-token']],
    ['linkedin', ['grant', 'access-token']],
  ])('is by an interface of its own at %s', (preset, choices) => {
    expect(choicesOf(preset)).toEqual(choices);
  });

  it.each([
    ['github', 'needs-secret'],
    ['notion', 'needs-secret'],
    ['linkedin', 'needs-secret'],
    ['spotify', 'no-interface'],
    ['microsoft-entra', 'no-interface'],
  ])('says why not without a secret at %s: %s', (preset, block) => {
    expect(choicesOf(preset, false)).toBe(block);
  });

  it.each(['slack', 'dropbox', 'twitch', 'facebook'])('needs no secret at %s', (preset) => {
    expect(choicesOf(preset, false)).toContain('grant');
  });

  it('offers no part where the provider tells none apart', () => {
    const metadata = { ...login(1).metadata, revocation_endpoint: ENDPOINT };
    expect(choicesOf('google', true, { metadata })).toEqual(['grant']);
    expect(choicesOf('okta', false, { metadata })).toHaveLength(3);
  });
});

describe('the provider behind a connection', () => {
  it.each([
    ['https://github.com.evil.example', 'github'],
    ['https://evil.example/github.com', 'github'],
    ['https://github.org', 'github'],
    ['https://evil.example/realms/../x', 'keycloak'],
  ])('is not believed where the issuer is another: %s', (issuer, preset) => {
    const connection = loginAt(preset, true, { issuer: parseIssuer(issuer, PUBLIC_HOSTS) });
    expect(providerOf(connection)).toBeUndefined();
  });

  it('has its addresses filled in from the issuer', () => {
    expect(providerOf(loginAt('gitlab'))).toMatchObject({
      grantsPage: 'https://gitlab.example.com/-/user_settings/applications',
      tokenInfo: { url: 'https://gitlab.example.com/oauth/token/info' },
    });
    expect(providerOf(loginAt('keycloak'))?.grantsPage).toBe(
      'https://sso.example.com:8443/realms/main/account',
    );
  });

  it('has the page of one client where there is such a page, its id encoded', () => {
    const { registration } = login(1);
    const odd = { ...registration, clientId: '../../evil?x#y' };
    expect(providerOf(loginAt('github', true, { registration: odd }))?.grantsPage).toBe(
      'https://github.com/settings/connections/applications/..%2F..%2Fevil%3Fx%23y',
    );
  });

  it.each(PRESETS.map((one) => [one.id, one] as const))(
    '%s: names only https addresses, and a call for everything it ends',
    (_id, { revocation, tokenInfo }) => {
      const calls = [
        ...(revocation.kind === 'own' ? Object.values(revocation.by) : []),
        ...(tokenInfo === undefined ? [] : [tokenInfo]),
      ];
      for (const { url } of calls) expect(url).toMatch(/^https:\/\//);
      if (revocation.kind === 'own') expect(Object.keys(revocation.by)).not.toEqual([]);
    },
  );
});
