import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { Http } from '../../../src/core/port/http.ts';
import { BETWEEN_REFUSALS } from '../../../src/core/tokens/connection-standing.ts';
import { formOf, jsonReply } from '../../fake/http.ts';
import { realServers } from '../../fixtures/real-servers.ts';
import { signInRig, type SignInRig } from './sign-in-rig.ts';

type Members = Readonly<Record<string, unknown>>;
type Change = (granted: Members) => Response | Promise<Response>;

const READ = { scope: scopeOf(['read']) };

/** A server whose token endpoint answers one kind of grant in its own way; all else is by the book. */
const answering =
  (isMeant: (grant: string) => boolean, change: Change) =>
  (server: Http): Http =>
  async (url, request) => {
    const response = await server(url, request);
    if (!url.endsWith('/token') || !response.ok) return response;
    if (!isMeant(formOf(request)['grant_type'] ?? '')) return response;
    return change((await response.json()) as Members);
  };

const onRefresh = (change: Change) =>
  signInRig({ http: answering((grant) => grant === 'refresh_token', change) });
const onCode = (change: Change) =>
  signInRig({ http: answering((grant) => grant === 'authorization_code', change) });

const labelled = (body: string, label: string | undefined, status = 200): Response => {
  const response = new Response(body, { status });
  response.headers.delete('content-type');
  if (label !== undefined) response.headers.set('content-type', label);
  return response;
};

/** Refreshes twice: the second shows that the first kept what the server had issued. */
const refreshesTwice = async (rig: SignInRig, changes: Partial<typeof READ> = READ) => {
  const { id } = await rig.signIn(changes);
  const before = rig.server.requestsTo('token').length;
  const tokens = [await rig.accessTokens.refresh(id)];
  await rig.clock.advance(60);
  tokens.push(await rig.accessTokens.refresh(id));
  expect(rig.server.requestsTo('token')).toHaveLength(before + 2);
  expect(rig.connections.get(id)?.standing).toEqual({ kind: 'active' });
  return tokens[0]?.warnings;
};

/** What a refresh that is refused so makes of a login, asked for so often, half an hour apart. */
const refused = async (refusal: () => Response, times: number, preset?: string) => {
  const rig = await signInRig({
    http: (server) => async (url, request) =>
      formOf(request)['grant_type'] === 'refresh_token' ? refusal() : server(url, request),
  });
  const signedIn = await rig.signIn(READ);
  const connection: Connection = {
    ...signedIn,
    options: { ...signedIn.options, ...(preset === undefined ? {} : { preset }) },
  };
  await rig.connections.put(connection);
  const codes: unknown[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const failing = rig.accessTokens.keepAlive(connection.id);
    codes.push(
      await failing.then(
        () => 'worked',
        (thrown: unknown) => isValetKeyError(thrown) && thrown.code,
      ),
    );
    await rig.clock.advance(BETWEEN_REFUSALS);
  }
  expect(await rig.tokenOf(connection.id)).toBeDefined();
  return { code: codes.at(-1), standing: rig.connections.get(connection.id)?.standing };
};

const asked = (because: string) =>
  expect.objectContaining({ kind: 'sign-in-required', because }) as unknown;

/** A server that publishes no keys and signs ID tokens with the client secret. */
const signingWithSecret = () =>
  signInRig({
    http: (server) => async (url, request) => {
      if (url.endsWith('/jwks')) return jsonReply({});
      const response = await server(url, request);
      if (url.includes('/.well-known/')) {
        const metadata = (await response.json()) as Members;
        return jsonReply({ ...metadata, id_token_signing_alg_values_supported: ['HS256'] });
      }
      if (!url.endsWith('/token') || !response.ok) return response;
      const id_token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2ln';
      return jsonReply({ ...((await response.json()) as Members), id_token });
    },
  });

const codeOf = (thrown: unknown): unknown => isValetKeyError(thrown) && thrown.code;

const SCENARIOS: Readonly<Record<string, () => Promise<void>>> = {
  'refresh-id-token-null': async () => {
    const rig = await onRefresh((granted) => jsonReply({ ...granted, id_token: null }));
    expect(await refreshesTwice(rig)).toContain('id_token_unusable');
  },
  'refresh-id-token-null-not-rotating': async () => {
    const rig = await onRefresh(({ refresh_token: _same, ...granted }) =>
      jsonReply({ ...granted, id_token: null }),
    );
    const { id } = await rig.signIn(READ);
    expect((await rig.accessTokens.refresh(id)).warnings).toContain('id_token_unusable');
  },
  'refresh-text-plain': async () => {
    const rig = await onRefresh((granted) =>
      labelled(JSON.stringify(granted), 'text/plain; charset=utf-8'),
    );
    expect(await refreshesTwice(rig)).toContain('content_type_not_json');
  },
  'refresh-rt-empty': async () => {
    const rig = await onRefresh((granted) => jsonReply({ ...granted, refresh_token: '' }));
    const { id } = await rig.signIn(READ);
    const before = await rig.tokenOf(id);
    expect((await rig.accessTokens.refresh(id)).warnings).toContain('refresh_token_empty');
    expect(await rig.tokenOf(id)).toBe(before);
  },
  'refresh-201': async () => {
    const rig = await onRefresh((granted) => jsonReply(granted, 201));
    expect(await refreshesTwice(rig)).toContain('status_not_200');
  },
  'token-201': async () => {
    const rig = await onCode((granted) => jsonReply(granted, 201));
    expect((await rig.signIn(READ)).standing).toEqual({ kind: 'active' });
  },
  'token-text-plain': async () => {
    for (const label of ['text/plain', 'text/javascript', undefined]) {
      const rig = await onCode((granted) => labelled(JSON.stringify(granted), label));
      expect((await rig.signIn(READ)).hasRefreshToken).toBe(true);
    }
  },
  'token-form': async () => {
    const rig = await onCode(({ access_token }) =>
      labelled(
        `access_token=${String(access_token)}&token_type=bearer&scope=read`,
        'application/x-www-form-urlencoded',
      ),
    );
    expect((await rig.signIn(READ)).grantedScope).toEqual(['read']);
  },
  'token-refresh-empty': async () => {
    for (const refresh_token of ['', null]) {
      const rig = await onCode((granted) => jsonReply({ ...granted, refresh_token }));
      expect((await rig.signIn(READ)).hasRefreshToken).toBe(false);
    }
  },
  'token-type-missing': async () => {
    const rig = await onCode(({ token_type: _gone, ...granted }) => jsonReply(granted));
    const { id } = await rig.signIn(READ);
    const token = rig.accessTokens.peek(id);
    expect([token?.tokenType, token?.warnings]).toEqual(['bearer', ['token_type_missing']]);
  },
  'token-scope-comma': async () => {
    const rig = await onCode((granted) => jsonReply({ ...granted, scope: 'read,user' }));
    expect((await rig.signIn({ scope: scopeOf(['read', 'user']) })).grantedScope).toEqual([
      'read',
      'user',
    ]);
  },
  'slack-user-token': async () => {
    const quirks = { nestedIn: 'authed_user', bearerTypes: ['bot', 'user'], scopeSeparator: ',' };
    const replies: readonly Change[] = [
      (granted) =>
        jsonReply({ ok: true, authed_user: { ...granted, id: 'U1', token_type: 'user' } }),
      (granted) => jsonReply({ ok: true, ...granted, token_type: 'bot' }),
    ];
    for (const reply of replies) {
      const rig = await onCode(reply);
      const { id } = await rig.signIn({ ...READ, options: { quirks } });
      expect(rig.accessTokens.peek(id)?.tokenType).toBe('bearer');
    }
  },
  'refuse-atlassian': async () => {
    const refusal = () =>
      jsonReply(
        { error: 'unauthorized_client', error_description: 'refresh_token is invalid' },
        403,
      );
    expect(await refused(refusal, 1, 'atlassian')).toEqual({
      code: 'VK_GRANT_REVOKED',
      standing: asked('VK_GRANT_REVOKED'),
    });
    // Where nobody has said that it is Atlassian.
    expect((await refused(refusal, 3)).standing).toEqual(asked('VK_REFRESH_KEEPS_FAILING'));
  },
  'refuse-github': async () => {
    const refusal = () => jsonReply({ error: 'bad_refresh_token' });
    expect((await refused(refusal, 1, 'github-app')).standing).toEqual(asked('VK_GRANT_REVOKED'));
    expect((await refused(refusal, 3)).standing).toEqual(asked('VK_REFRESH_KEEPS_FAILING'));
  },
  'refuse-invalid-request': async () => {
    const refusal = () =>
      jsonReply(
        { error: 'invalid_request', error_description: 'The refresh_token is invalid.' },
        400,
      );
    expect((await refused(refusal, 2)).standing).toEqual({ kind: 'active' });
    expect((await refused(refusal, 3)).standing).toEqual(asked('VK_REFRESH_KEEPS_FAILING'));
  },
  'refuse-html': async () => {
    const refusal = () => labelled('Request blocked by the firewall', 'text/html', 400);
    expect(await refused(refusal, 4)).toEqual({
      code: 'VK_WEB_PAGE_RECEIVED',
      standing: { kind: 'active' },
    });
  },
  'id-hs256': async () => {
    const rig = await signingWithSecret();
    expect(await rig.signIn().catch(codeOf)).toBe('VK_ID_TOKEN_SYMMETRIC');
    expect((await (await signingWithSecret()).signIn(READ)).standing).toEqual({ kind: 'active' });
  },
  'TK-024': async () => {
    const sized = (length: number) =>
      onCode((granted) => jsonReply({ ...granted, refresh_token: 'r'.repeat(length) }));
    const kept = await sized(20_000);
    expect(await kept.tokenOf((await kept.signIn(READ)).id)).toHaveLength(20_000);
    const refusing = await sized(30_000);
    expect(await refusing.signIn(READ).catch(codeOf)).toBe('VK_REFRESH_TOKEN_TOO_LARGE');
    expect(refusing.connections.list()).toEqual([]);
    expect(refusing.keychain.items.size).toBe(0);
  },
  'TK-037': async () => {
    const page = () => labelled('<html><title>Hotel</title>captive portal', 'text/html');
    expect(await refused(page, 4)).toEqual({
      code: 'VK_WEB_PAGE_RECEIVED',
      standing: { kind: 'active' },
    });
  },
};

const CASES = realServers(
  'refresh reply',
  'token',
  'mcp/token',
  'refusal',
  'id-token',
  'token.response',
);

describe('token replies, refusals and ID tokens of servers that exist', () => {
  it.each(CASES)('$id: $expect', async ({ id }) => {
    const scenario = SCENARIOS[id];
    expect(scenario, 'a case that nothing plays').toBeDefined();
    await scenario?.();
  });
});
