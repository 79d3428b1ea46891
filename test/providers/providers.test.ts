import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../../src/core/catalogue/catalogue.ts';
import type { Preset } from '../../src/core/catalogue/preset.ts';
import { makeExchange } from '../../src/core/connection/make-exchange.ts';
import { isValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { ConnectionOptions } from '../../src/core/model/connection.ts';
import { scopeOf } from '../../src/core/model/scope.ts';
import { needsSecret, type ProviderCall } from '../../src/core/model/provider-interface.ts';
import type { ServerMetadata } from '../../src/core/model/server-metadata.ts';
import { exchangeCode } from '../../src/core/oauth/code-grant.ts';
import { resolvePreset } from '../../src/core/oauth/discovery/metadata.ts';
import type { Exchange } from '../../src/core/oauth/exchange/exchange.ts';
import { revokeByProvider } from '../../src/core/oauth/revocation.ts';
import { refreshAccessToken } from '../../src/core/oauth/refresh-grant.ts';
import { revokeToken } from '../../src/core/oauth/revocation.ts';
import { askTokenInfo } from '../../src/core/oauth/token-info.ts';
import type { Http } from '../../src/core/port/http.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { FAKE_EPOCH } from '../fake/clock.ts';
import { REPLICAS, type Replica, type Reply } from './replicas.ts';

/** `none`: the provider does not have it; `unknown`: no source says how it answers. */
type Outcome = 'pass' | 'none' | 'unknown' | 'fail';
const STEPS = ['sign in', 'refresh', 'dead login', 'revoke', 'token info'] as const;
type Step = (typeof STEPS)[number];

const LIVE = Secret.of('refresh-token', 'in-force');
const DEAD = Secret.of('refresh-token', 'has-ended');
const ACCESS = Secret.of('access-token', 'X');
const CLIENT_ID = 's6BhdRkqt3';

const valuesOf = ({ server }: Preset): Readonly<Record<string, string>> =>
  Object.fromEntries(server.placeholders.map(({ name, example }) => [name, example]));

const metadataOf = (preset: Preset): ServerMetadata => {
  const { issuer, metadata } = resolvePreset(preset, valuesOf(preset));
  if (metadata !== undefined) return metadata;
  const base = issuer.replace(/\/$/, '');
  return {
    issuer,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    ...(preset.revocation.kind === 'rfc7009' ? { revocation_endpoint: `${base}/revoke` } : {}),
  };
};

const asResponse = ({ status = 200, body }: Reply): Response => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  return new Response(status === 204 ? null : text, { status, headers: { 'content-type': type } });
};

/** The parameters of a request, whichever way they are written. */
const parametersIn = (body = ''): Readonly<Record<string, unknown>> =>
  body.startsWith('{')
    ? (JSON.parse(body) as Record<string, unknown>)
    : Object.fromEntries(new URLSearchParams(body));

/** The provider's server, as far as anything is known of how it answers. */
const serverOf =
  (replica: Replica, metadata: ServerMetadata): Http =>
  (url, { body }) => {
    if (url !== metadata.token_endpoint) return Promise.resolve(asResponse({ body: '' }));
    const parameters = parametersIn(body);
    const { grant_type: grant, refresh_token: token } = parameters;
    if (grant !== 'refresh_token') {
      expect(parameters).toMatchObject(replica.wantsWithCode ?? {});
      return Promise.resolve(asResponse(replica.token));
    }
    const lacks = replica.wantsRedirectUri === true && parameters['redirect_uri'] === undefined;
    const reply = token === 'has-ended' || lacks ? replica.dead : replica.refresh;
    if (reply === undefined) throw new Error('the replica does not know what to answer');
    return Promise.resolve(asResponse(reply));
  };

/** As the preset has it; as a client with a secret where a request takes one. */
const exchangeWith = (
  preset: Preset,
  http: Http,
  asConfidential = !preset.publicClient,
): Promise<Exchange> => {
  const { tokenResponse: quirks, publicClient, id } = preset;
  const tokenEndpointAuthMethod =
    asConfidential && publicClient ? 'client_secret_basic' : preset.tokenEndpointAuthMethod;
  const options: ConnectionOptions = { preset: id, quirks };
  return makeExchange(
    http,
    { now: () => FAKE_EPOCH },
    {
      metadata: metadataOf(preset),
      registration: {
        clientId: CLIENT_ID,
        tokenEndpointAuthMethod,
        redirectMethod: 'loopback',
        redirectPath: '/cb',
      },
      allowLoopback: false,
      options,
      redirectUri: `${preset.redirect.base}/cb`,
      credentials: asConfidential ? { clientSecret: Secret.of('client-secret', 'gX1fBAt3bV') } : {},
    },
  );
};

const filledFor = <Call extends ProviderCall>(preset: Preset, call: Call): Call => ({
  ...call,
  url: call.url.replace(/\{(\w+)\}/g, (all, name: string) => valuesOf(preset)[name] ?? all),
});

type Run = (preset: Preset, replica: Replica) => Promise<Outcome>;

const over = (preset: Preset, replica: Replica): Promise<Exchange> =>
  exchangeWith(preset, serverOf(replica, metadataOf(preset)));

const signIn: Run = async (preset, replica) => {
  const { token } = await exchangeCode(await over(preset, replica), {
    redirectUri: `${preset.redirect.base}/cb`,
    code: Secret.of('authorization-code', 'code'),
    codeVerifier: Secret.of('code-verifier', 'verifier'),
    scope: scopeOf(preset.defaultScope),
  });
  return token.accessToken.expose() === '' ? 'fail' : 'pass';
};

const refresh: Run = async (preset, replica) => {
  if (replica.refresh === undefined) return preset.refresh.by === 'none' ? 'none' : 'unknown';
  const grantedScope = scopeOf(preset.defaultScope);
  const { refreshToken } = await refreshAccessToken(await over(preset, replica), {
    refreshToken: LIVE,
    grantedScope,
  });
  const mustRotate = preset.refresh.rotates === 'always';
  const mustStay = preset.refresh.rotates === 'never';
  const isNew = refreshToken !== undefined;
  return (mustRotate && !isNew) || (mustStay && isNew) ? 'fail' : 'pass';
};

const deadLogin: Run = async (preset, replica) => {
  if (replica.dead === undefined) return preset.refresh.by === 'none' ? 'none' : 'unknown';
  const thrown: unknown = await refreshAccessToken(await over(preset, replica), {
    refreshToken: DEAD,
    grantedScope: scopeOf(preset.defaultScope),
  }).catch((reason: unknown) => reason);
  return isValetKeyError(thrown, 'VK_GRANT_REVOKED') ? 'pass' : 'fail';
};

const revoke: Run = async (preset, replica) => {
  const { revocation } = preset;
  if (revocation.kind === 'none') return revocation.ends === 'nothing' ? 'none' : 'unknown';
  const http: Http = () => Promise.resolve(asResponse(replica.revoke ?? { body: '' }));
  if (revocation.kind === 'rfc7009') {
    await revokeToken(await exchangeWith(preset, http), ACCESS);
    return 'pass';
  }
  for (const call of Object.values(revocation.by) as readonly ProviderCall[]) {
    const exchange = await exchangeWith(preset, http, needsSecret(call));
    await revokeByProvider(exchange, filledFor(preset, call), ACCESS);
  }
  return 'pass';
};

const tokenInfo: Run = async (preset, replica) => {
  if (preset.tokenInfo === undefined) return 'unknown';
  if (replica.tokenInfo === undefined) return 'unknown';
  const reply = replica.tokenInfo;
  const http: Http = () => Promise.resolve(asResponse(reply));
  const exchange = await exchangeWith(preset, http, needsSecret(preset.tokenInfo));
  const { active } = await askTokenInfo(exchange, filledFor(preset, preset.tokenInfo), ACCESS);
  return active ? 'pass' : 'fail';
};

const RUNS: Readonly<Record<Step, Run>> = {
  'sign in': signIn,
  refresh,
  'dead login': deadLogin,
  revoke,
  'token info': tokenInfo,
};

const outcomeOf = async (preset: Preset, step: Step): Promise<Outcome> => {
  const replica = REPLICAS[preset.id];
  if (replica === undefined) return 'unknown';
  return RUNS[step](preset, replica).catch((reason: unknown) => {
    // The replica's own gap is a mistake of this file, not of the program.
    if (!isValetKeyError(reason)) throw reason;
    return 'fail';
  });
};

const found = new Map<string, Partial<Record<Step, Outcome>>>();
const rows = PRESETS.flatMap((preset) => STEPS.map((step) => [preset.name, step, preset] as const));

describe('the replica of a provider', () => {
  it('belongs to a preset', () => {
    const ids = PRESETS.map(({ id }) => id);
    expect(Object.keys(REPLICAS).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it.each(rows)('%s: %s does not fail', async (_name, step, preset) => {
    const outcome = await outcomeOf(preset, step);
    found.set(preset.id, { ...found.get(preset.id), [step]: outcome });
    expect(outcome).not.toBe('fail');
  });
});

const WORDS: Readonly<Record<Outcome, string>> = {
  pass: 'pass',
  none: 'does not exist there',
  unknown: 'not known',
  fail: '**fail**',
};

/** `PROVIDERS_TABLE=1 npx vitest run --project unit test/providers` writes the table. */
const writeTable = (): void => {
  const table = PRESETS.map((preset) => ({
    id: preset.id,
    name: preset.name,
    steps: found.get(preset.id) ?? {},
    checkedOn: preset.checkedOn,
    replica: REPLICAS[preset.id]?.source ?? null,
    sources: preset.source,
    recalled: preset.recalled,
  }));
  writeFileSync('docs/providers.json', `${JSON.stringify(table, undefined, 2)}\n`);
  const cells = (row: (typeof table)[number]): string =>
    [
      row.name,
      ...STEPS.map((step) => WORDS[row.steps[step] ?? 'unknown']),
      row.checkedOn,
      row.recalled.length === 0 ? '' : row.recalled.join(', '),
    ].join(' | ');
  const head = ['Provider', ...STEPS, 'oldest source', 'from memory'];
  writeFileSync(
    'docs/providers.md',
    `# Providers

Written by \`PROVIDERS_TABLE=1 npx vitest run --project unit test/providers\`, which plays each step against a
replica that answers as the provider does. “Not known”: no source says how it answers, and nothing is guessed.
All sources are in [providers.json](providers.json), and beside each fact in \`src/core/catalogue/provider/\`.

| ${head.join(' | ')} |
| ${head.map(() => '---').join(' | ')} |
${table.map((row) => `| ${cells(row)} |`).join('\n')}
`,
  );
};

afterAll(() => {
  if (process.env['PROVIDERS_TABLE'] === '1') writeTable();
});
