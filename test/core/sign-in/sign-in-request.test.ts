import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret/secret.ts';
import type { ConnectionOptions } from '../../../src/core/model/connection.ts';
import { signInRig } from './sign-in-rig.ts';

const privateKey = Secret.of(
  'private-key',
  JSON.stringify(
    await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey),
  ),
);
const PUSHES = { pushed_authorization_request_endpoint: 'https://as.example/par' };

const namesIn = (url = ''): readonly string[] => [...new URL(url).searchParams.keys()];

describe('a signed authorization request (RFC 9101)', () => {
  const options: ConnectionOptions = { usesSignedRequests: true };

  it('is what the browser is given, with nothing beside it to change', async () => {
    const rig = await signInRig();
    await rig.signIn({ options, credentials: { privateKey } });
    expect(namesIn(rig.browser.opened[0])).toEqual(['client_id', 'request']);
  });

  it('is signed as well where the server takes no others (§10.5)', async () => {
    const rig = await signInRig({ server: { metadata: { require_signed_request_object: true } } });
    await rig.signIn({ credentials: { privateKey } });
    expect(namesIn(rig.browser.opened[0])).toEqual(['client_id', 'request']);
  });

  it.each([
    [options, {}, 'there is no private key to sign the request with'],
    [
      {},
      { require_signed_request_object: true },
      'the server takes signed requests only, and there is no private key',
    ],
  ])(
    'is not without a key, and no browser opens in vain: %j, %j',
    async (chosen, metadata, why) => {
      const rig = await signInRig({ server: { metadata } });
      await expect(rig.signIn({ options: chosen })).rejects.toMatchObject({
        code: 'VK_INVALID_INPUT',
        fields: { why },
      });
      expect(rig.browser.opened).toEqual([]);
    },
  );

  it('is signed first and pushed then, dated anew each time the browser is shown it (RFC 9126 §4)', async () => {
    const rig = await signInRig({ server: { metadata: PUSHES } });
    for (const uri of ['urn:one', 'urn:two']) {
      const body = { request_uri: uri, expires_in: 60 };
      rig.server.failNext('par', { status: 201, body });
    }
    const opened = rig.browser.next();
    const { progress, cancel } = rig.begin({
      options: { ...options, usesPushedRequests: true },
      credentials: { privateKey },
    });
    expect(new URL(await opened).searchParams.get('request_uri')).toBe('urn:one');
    await rig.clock.advance(0);
    const waiting = progress.at(-1);
    if (waiting?.kind !== 'waiting-for-browser') throw new Error(`is ${waiting?.kind}`);
    await waiting.reopen();
    cancel();
    const forms = rig.server.requestsTo('par').map(({ form }) => form);
    expect(forms.map((form) => Object.keys(form).sort())).toEqual([
      ['client_id', 'request'],
      ['client_id', 'request'],
    ]);
    expect(forms[0]?.['request']).not.toBe(forms[1]?.['request']);
  });
});

describe('authorization details (RFC 9396)', () => {
  const DETAILS = [{ type: 'payment_initiation', actions: ['initiate'] }];
  const options: ConnectionOptions = { authorizationDetails: DETAILS };

  it('are asked for, kept with the connection, and granted apart (§7)', async () => {
    const rig = await signInRig();
    const connection = await rig.signIn({ options });
    const { searchParams } = new URL(rig.browser.opened[0] ?? '');
    expect(JSON.parse(searchParams.get('authorization_details') ?? '')).toEqual(DETAILS);
    expect(connection).toMatchObject({ options, grantedDetails: DETAILS });
  });

  it('that were granted are named in each refresh, so that the token is for them (§6)', async () => {
    const rig = await signInRig();
    const { id } = await rig.signIn({ options });
    rig.accessTokens.dropAll();
    await rig.accessTokens.get(id);
    const forms = rig.server.requestsTo('token').map(({ form }) => form['authorization_details']);
    expect(forms).toEqual([undefined, JSON.stringify(DETAILS)]);
  });

  it('of a type that the server does not list open no browser (§10)', async () => {
    const rig = await signInRig({
      server: { metadata: { authorization_details_types_supported: ['account_information'] } },
    });
    await expect(rig.signIn({ options })).rejects.toMatchObject({
      code: 'VK_UNSUPPORTED_BY_SERVER',
      fields: { type: 'payment_initiation' },
    });
    expect(rig.browser.opened).toEqual([]);
  });

  it('that make no sense in a reply end nothing: the tokens beside them are good', async () => {
    const rig = await signInRig({
      http: (server) => async (url, request) => {
        const response = await server(url, request);
        if (!url.endsWith('/token')) return response;
        return Response.json({ ...(await response.json()), authorization_details: [{}] });
      },
    });
    expect(await rig.signIn({ options })).not.toHaveProperty('grantedDetails');
  });
});
