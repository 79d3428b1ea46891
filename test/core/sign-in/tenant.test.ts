import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { parseIssuer, PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import type { FakeTenant } from '../../fake/authorization-server/state.ts';
import { signInRig } from './sign-in-rig.ts';

const OURS = '9188040d-6c67-4c5b-b112-36a304b66dad';
const OTHER = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const ADDRESS = parseIssuer('https://as.example/common/v2.0', PUBLIC_HOSTS);
const ANY_TENANT = 'https://as.example/{tenantid}/v2.0';
const issuerOf = (tid: string): string => `https://as.example/${tid}/v2.0`;
const tokenOf = (tid: string): FakeTenant => ({ idToken: { iss: issuerOf(tid), tid } });

/** A server whose one document is for all tenants, as Microsoft Entra's `common` has it. */
const rigAt = async (first: FakeTenant, metadata: Readonly<Record<string, unknown>> = {}) => {
  let tenant = first;
  const rig = await signInRig({
    server: {
      issuer: ADDRESS,
      tenant: () => tenant,
      metadata: {
        issuer: ANY_TENANT,
        authorization_response_iss_parameter_supported: undefined,
        ...metadata,
      },
    },
  });
  const begin = (changes: Parameters<typeof rig.begin>[0] = {}) => {
    const begun = rig.begin(changes);
    const confirmed = (async () => {
      for (let turn = 0; turn < 200; turn += 1) {
        await rig.clock.advance(0);
        const state = begun.progress.at(-1);
        if (state?.kind === 'waiting-for-confirmation') {
          state.confirm();
          return state.warnings;
        }
      }
      return [];
    })();
    return { ...begun, confirmed };
  };
  const signIn = (changes: Parameters<typeof rig.begin>[0] = {}) => begin(changes).done;
  const answerAs = (next: FakeTenant) => void (tenant = next);
  return { ...rig, begin, signIn, answerAs };
};

describe('a sign-in at an address for all tenants of a server', () => {
  it('asks the person first, and sends nothing before', async () => {
    const rig = await signInRig({ server: { issuer: ADDRESS, metadata: { issuer: ANY_TENANT } } });
    const { progress, cancel } = rig.begin();
    for (let turn = 0; turn < 50 && progress.length < 2; turn += 1) await rig.clock.advance(0);
    expect(progress.at(-1)).toMatchObject({
      kind: 'waiting-for-confirmation',
      warnings: [{ kind: 'any-tenant', hosts: ['as.example'] }],
    });
    expect(rig.browser.opened).toEqual([]);
    cancel();
  });

  it('keeps the login at that address, with the issuer of the tenant that signed in', async () => {
    const { signIn } = await rigAt(tokenOf(OURS));
    const connection = await signIn();
    expect(connection.issuer).toBe(ADDRESS);
    expect(connection.metadata.issuer).toBe(issuerOf(OURS));
    expect(connection.subject?.sub).toBe('alice');
  });

  it.each([
    ['the tenant is not said', { iss: issuerOf(OURS) }],
    ['the issuer is not said', { iss: undefined, tid: OURS }],
    ['neither is said', { iss: undefined, tid: undefined }],
    ['the placeholder is left in', { iss: ANY_TENANT, tid: '{tenantid}' }],
    ['the tenant is another than the issuer’s', { iss: issuerOf(OTHER), tid: OURS }],
    ['the tenant is no ID', { iss: 'https://as.example/common/v2.0', tid: 'common' }],
    ['the tenant has a slash', { iss: `https://as.example/a/${OURS}/v2.0`, tid: `a/${OURS}` }],
    ['the tenant leaves the host', { iss: 'https://as.example/../evil/v2.0', tid: '../evil' }],
    ['the issuer is at another origin', { iss: `https://as.evil/${OURS}/v2.0`, tid: OURS }],
    ['the issuer is not https', { iss: `http://as.example/${OURS}/v2.0`, tid: OURS }],
    ['the issuer has more at the end', { iss: `${issuerOf(OURS)}/`, tid: OURS }],
  ])('refuses an ID token where %s', async (_what, idToken) => {
    const { signIn, connections } = await rigAt({ idToken });
    await expect(signIn()).rejects.toMatchObject({
      code: 'VK_ID_TOKEN_INVALID',
      fields: { check: 'iss' },
    });
    expect(connections.list()).toEqual([]);
  });

  it('refuses a token of another tenant than answered in the browser (RFC 9207 §2.4)', async () => {
    const { signIn } = await rigAt({ ...tokenOf(OTHER), redirectIss: issuerOf(OURS) });
    await expect(signIn()).rejects.toMatchObject({
      code: 'VK_ID_TOKEN_INVALID',
      fields: { check: 'iss' },
    });
  });

  it('goes on where the tenant that answered in the browser is that of the token', async () => {
    const { signIn } = await rigAt({ ...tokenOf(OURS), redirectIss: issuerOf(OURS) });
    await expect(signIn()).resolves.toMatchObject({ metadata: { issuer: issuerOf(OURS) } });
  });

  it.each([ANY_TENANT, ADDRESS, 'https://as.example/a/v2.0', `https://as.evil/${OURS}/v2.0`])(
    'refuses %s as the issuer of a response in the browser',
    async (redirectIss) => {
      const { signIn, server } = await rigAt({ ...tokenOf(OURS), redirectIss });
      await expect(signIn()).rejects.toMatchObject({ code: 'VK_RESPONSE_ISSUER_MISMATCH' });
      expect(server.requestsTo('token')).toEqual([]);
    },
  );

  it('refuses a response without an issuer where the server says that it states one', async () => {
    const { signIn } = await rigAt(tokenOf(OURS), {
      authorization_response_iss_parameter_supported: true,
    });
    await expect(signIn()).rejects.toMatchObject({ code: 'VK_RESPONSE_ISSUER_MISMATCH' });
  });

  it('keeps the placeholder where nobody says who signed in', async () => {
    const { signIn } = await rigAt(tokenOf(OURS));
    const { metadata, subject } = await signIn({ scope: scopeOf(['read']) });
    expect([metadata.issuer, subject]).toEqual([ANY_TENANT, undefined]);
  });
});

describe('a login that was signed in to at an address for all tenants', () => {
  it('is signed in to again without a question, at the same tenant', async () => {
    const { signIn, begin } = await rigAt(tokenOf(OURS));
    const existing = await signIn();
    const again = begin({ existing });
    await expect(again.done).resolves.toMatchObject({ id: existing.id });
    await expect(again.confirmed).resolves.toEqual([]);
  });

  it('is not taken over by somebody of another tenant with the same subject', async () => {
    const { signIn, answerAs, connections } = await rigAt(tokenOf(OURS));
    const existing = await signIn();
    answerAs(tokenOf(OTHER));
    await expect(signIn({ existing })).rejects.toMatchObject({ code: 'VK_SUBJECT_CHANGED' });
    expect(connections.get(existing.id)?.metadata.issuer).toBe(issuerOf(OURS));
  });

  it('takes no refreshed ID token of another tenant', async () => {
    const { signIn, answerAs, app } = await rigAt(tokenOf(OURS));
    const { id } = await signIn();
    answerAs(tokenOf(OTHER));
    await expect(app.accessTokens.refresh(id)).rejects.toMatchObject({
      code: 'VK_ID_TOKEN_INVALID',
    });
  });
});
