import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import {
  deleteRegistration,
  readRegistration,
  updateRegistration,
  type ManagedClient,
} from '../../../../src/core/oauth/client/registration-management.ts';
import {
  registerClient,
  type ClientMetadata,
} from '../../../../src/core/oauth/client/registration.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { exchangeOver, noHttp } from '../../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../../fake/http.ts';

const REGISTER = 'https://server.example.com/register';
const MANAGE = 'https://server.example.com/register/s6BhdRkqt3';
const TOKEN = 'reg-23410913-abewfq.123483';

/** RFC 7591 §3.1, as far as it is ours. */
const ASKED: ClientMetadata = {
  redirect_uris: ['https://client.example.org/callback', 'https://client.example.org/callback2'],
  client_name: 'My Example Client',
  token_endpoint_auth_method: 'client_secret_basic',
};

/** RFC 7591 §3.2.1 with the members of RFC 7592 §3. */
const REPLY = {
  client_id: 's6BhdRkqt3',
  client_secret: 'cf136dc3c1fc93f31185e5885805d',
  client_id_issued_at: 2893256800,
  client_secret_expires_at: 2893276800,
  registration_access_token: TOKEN,
  registration_client_uri: MANAGE,
  ...ASKED,
};

const exposed = ({
  clientSecret,
  management,
  metadata: _said,
  ...rest
}: Partial<ManagedClient>) => ({
  ...rest,
  clientSecret: clientSecret?.expose(),
  management: management && { uri: management.uri, token: management.token.expose() },
});

const REGISTERED = {
  clientId: 's6BhdRkqt3',
  clientSecret: 'cf136dc3c1fc93f31185e5885805d',
  clientSecretExpiresAt: epochMs(2893276800_000),
  tokenEndpointAuthMethod: 'client_secret_basic',
  management: { uri: MANAGE, token: TOKEN },
};

const register = (members: object, status = 201) => {
  const { http } = fakeHttp({ url: REGISTER, reply: jsonReply({ ...REPLY, ...members }, status) });
  return registerClient(exchangeOver(http), ASKED);
};

describe('registerClient', () => {
  test('sends the request of RFC 7591 §3.1 and reads the response of §3.2.1', async () => {
    const { http } = fakeHttp({
      url: REGISTER,
      json: ASKED,
      headers: { 'content-type': 'application/json', authorization: 'Bearer ey23f2.adfj230.af32' },
      reply: jsonReply(REPLY, 201),
    });
    const initial = Secret.of('registration-token', 'ey23f2.adfj230.af32');
    expect(exposed(await registerClient(exchangeOver(http), ASKED, initial))).toEqual(REGISTERED);
  });

  test('needs no token where registration is open', async () => {
    const { http, seen } = fakeHttp({ url: REGISTER, reply: jsonReply(REPLY, 201) });
    await registerClient(exchangeOver(http), ASKED);
    expect(seen[0]?.request.headers).not.toHaveProperty('authorization');
  });

  test('takes 0 for a secret that never expires', async () => {
    expect(await register({ client_secret_expires_at: 0 })).not.toHaveProperty(
      'clientSecretExpiresAt',
    );
  });

  test('keeps all else the server says, for updates, and no secret with it (RFC 7592 §2.2)', async () => {
    const { metadata } = await register({ logo_uri: 'https://client.example.org/logo.png' });
    expect(metadata).toEqual({ ...ASKED, logo_uri: 'https://client.example.org/logo.png' });
  });

  test('lets the server have the last word on how the client authenticates (RFC 7591 §3.2.1)', async () => {
    const none = { token_endpoint_auth_method: 'none', client_secret: undefined };
    expect((await register(none)).tokenEndpointAuthMethod).toBe('none');
    const unsaid = { token_endpoint_auth_method: undefined };
    expect((await register(unsaid)).tokenEndpointAuthMethod).toBe('client_secret_basic');
  });

  test.each([
    { client_id: undefined },
    { client_id: '' },
    { client_id: null },
    { client_id: ['s6BhdRkqt3'] },
    { token_endpoint_auth_method: 'tls_client_auth' },
  ])('deletes a client again that it cannot be: %j (RFC 7592 §2.3)', async (members) => {
    const { http } = fakeHttp(
      { url: REGISTER, reply: jsonReply({ ...REPLY, ...members }, 201) },
      {
        method: 'DELETE',
        url: MANAGE,
        headers: { authorization: `Bearer ${TOKEN}` },
        reply: new Response(null, { status: 204 }),
      },
    );
    await expect(registerClient(exchangeOver(http), ASKED)).rejects.toMatchObject({
      code: expect.stringMatching(/RESPONSE_MALFORMED|UNSUPPORTED_BY_SERVER/) as string,
    });
  });

  // An attacker would gain by these: the registration access token goes to that address.
  test.each([
    { registration_client_uri: 'http://server.example.com/register/s6BhdRkqt3' },
    { registration_client_uri: 'https://169.254.169.254/latest' },
  ])('refuses %j', async (members) => {
    await expect(register(members)).rejects.toMatchObject({ code: 'VK_RESPONSE_MALFORMED' });
  });

  // Cloudflare’s library, doorkeeper, LemonLDAP::NG and others answer so: see real-servers.json.
  test.each([
    [{ client_secret_expires_at: undefined }, { clientSecretExpiresAt: undefined }],
    [{ client_secret_expires_at: 'never' }, { clientSecretExpiresAt: undefined }],
    [{ client_secret_expires_at: null }, { clientSecretExpiresAt: undefined }],
    [{ client_secret_expires_at: '2893276800' }, { clientSecretExpiresAt: 2893276800_000 }],
    [{ registration_client_uri: undefined }, { management: undefined }],
    [{ registration_client_uri: '/register/s6BhdRkqt3' }, { management: undefined }],
    [{ registration_access_token: undefined }, { management: undefined }],
    [{ registration_access_token: 'a\nb' }, { management: undefined }],
    [{ client_id: 7 }, { clientId: '7' }],
    [{ token_endpoint_auth_method: ['none'] }, { tokenEndpointAuthMethod: 'none' }],
    [{ application_type: ['native'] }, { metadata: { application_type: 'native' } }],
    [{ token_endpoint_auth_method: null }, { tokenEndpointAuthMethod: 'client_secret_basic' }],
  ])('takes %j as %j', async (members, taken) => {
    const absent = { clientSecretExpiresAt: undefined, management: undefined };
    expect({ ...absent, ...(await register(members)) }).toMatchObject(taken);
  });

  test('takes a secret that is empty for none, and then needs none where none was wanted', async () => {
    const { http } = fakeHttp({
      url: REGISTER,
      reply: jsonReply({ ...REPLY, client_secret: '' }, 200),
    });
    const wanted = { ...ASKED, token_endpoint_auth_method: 'none' } as const;
    const client = await registerClient(exchangeOver(http), wanted);
    expect(client).toMatchObject({ tokenEndpointAuthMethod: 'none' });
    expect(client.clientSecret).toBeUndefined();
  });

  test.each([200, 201, 203])('takes status %i for a success', async (status) => {
    expect(await register({}, status)).toMatchObject({ clientId: 's6BhdRkqt3' });
  });

  test('says that a server takes addresses for client IDs instead of registering any', async () => {
    const issuer = 'https://server.example.com';
    const metadata = { issuer, client_id_metadata_document_supported: true };
    await expect(registerClient(exchangeOver(noHttp, { metadata }), ASKED)).rejects.toMatchObject({
      code: 'VK_CLIENT_ADDRESS_WANTED',
    });
  });

  test.each([
    ['invalid_redirect_uri', 'VK_REDIRECT_URI_INVALID'],
    ['invalid_client_metadata', 'VK_INVALID_INPUT'],
    ['invalid_software_statement', 'VK_CLIENT_REJECTED'],
    ['unapproved_software_statement', 'VK_CLIENT_REJECTED'],
  ])('says why it was refused (RFC 7591 §3.2.2): %s', async (error, code) => {
    const { http } = fakeHttp({ url: REGISTER, reply: jsonReply({ error }, 400) });
    await expect(registerClient(exchangeOver(http), ASKED)).rejects.toMatchObject({ code });
  });

  test('says that a server without the endpoint cannot', async () => {
    const exchange = exchangeOver(noHttp, { metadata: { issuer: 'https://server.example.com' } });
    await expect(registerClient(exchange, ASKED)).rejects.toMatchObject({
      code: 'VK_UNSUPPORTED_BY_SERVER',
    });
  });
});

describe('a registration that can be managed (RFC 7592)', () => {
  const CLIENT: ManagedClient = {
    clientId: 's6BhdRkqt3',
    clientSecret: Secret.of('client-secret', 'cf136dc3c1fc93f31185e5885805d'),
    clientSecretExpiresAt: epochMs(2893276800_000),
    tokenEndpointAuthMethod: 'client_secret_basic',
    metadata: {},
    management: { uri: MANAGE, token: Secret.of('registration-token', TOKEN) },
  };
  const headers = { authorization: `Bearer ${TOKEN}` };

  test('is read, and keeps what the answer leaves out (§2.1)', async () => {
    const reply = jsonReply({ client_id: 's6BhdRkqt3' });
    const { http } = fakeHttp({ method: 'GET', url: MANAGE, headers, reply });
    expect(exposed(await readRegistration(exchangeOver(http), CLIENT))).toEqual(REGISTERED);
  });

  test('changes its secret and its token where the answer has new ones (§3)', async () => {
    const changes = { client_secret: 'new', client_secret_expires_at: 0 };
    const reply = jsonReply({ ...REPLY, ...changes, registration_access_token: 'reg-2' });
    const { http } = fakeHttp({ method: 'GET', url: MANAGE, headers, reply });
    expect(exposed(await readRegistration(exchangeOver(http), CLIENT))).toEqual({
      clientId: 's6BhdRkqt3',
      clientSecret: 'new',
      tokenEndpointAuthMethod: 'client_secret_basic',
      management: { uri: MANAGE, token: 'reg-2' },
    });
  });

  test('is replaced whole, by a client that says who it is (§2.2)', async () => {
    const json = {
      client_id: 's6BhdRkqt3',
      client_secret: REPLY.client_secret,
      client_name: 'New',
    };
    const { http } = fakeHttp({
      method: 'PUT',
      url: MANAGE,
      headers,
      json,
      reply: jsonReply(REPLY),
    });
    const updated = await updateRegistration(exchangeOver(http), CLIENT, { client_name: 'New' });
    expect(exposed(updated)).toEqual(REGISTERED);
  });

  test('does not become another client', async () => {
    const reply = jsonReply({ ...REPLY, client_id: 'another' });
    const { http } = fakeHttp({ method: 'GET', url: MANAGE, headers, reply });
    await expect(readRegistration(exchangeOver(http), CLIENT)).rejects.toMatchObject({
      code: 'VK_RESPONSE_MALFORMED',
    });
  });

  test('is deleted with 204 and nothing else (§2.3)', async () => {
    const reply = new Response(null, { status: 204 });
    await deleteRegistration(
      exchangeOver(fakeHttp({ method: 'DELETE', url: MANAGE, headers, reply }).http),
      CLIENT,
    );
    const refused = fakeHttp({
      method: 'DELETE',
      url: MANAGE,
      reply: new Response('', { status: 405 }),
    });
    await expect(deleteRegistration(exchangeOver(refused.http), CLIENT)).rejects.toMatchObject({
      code: 'VK_UNSUPPORTED_BY_SERVER',
      fields: { status: 405 },
    });
  });

  test('that is gone refuses its token (§2.1)', async () => {
    const { http } = fakeHttp({
      method: 'GET',
      url: MANAGE,
      reply: new Response('', { status: 401 }),
    });
    await expect(readRegistration(exchangeOver(http), CLIENT)).rejects.toMatchObject({
      code: 'VK_CLIENT_REJECTED',
    });
  });
});
