import { isValetKeyError, ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../src/core/model/issuer.ts';
import { parseScope } from '../../src/core/model/scope.ts';
import {
  deleteRegistration,
  readRegistration,
  updateRegistration,
  type ManagedClient,
} from '../../src/core/oauth/client/registration-management.ts';
import { registerClient } from '../../src/core/oauth/client/registration.ts';
import { asRegisteredClient } from '../../src/core/sign-in/register-client.ts';
import type { Exchange } from '../../src/core/oauth/exchange/exchange.ts';
import type { Http, HttpRequest } from '../../src/core/port/http.ts';
import type { SignInTarget } from '../../src/core/sign-in/sign-in.ts';
import type { InteropServer } from './interop-server.ts';
import type { Rows } from './row.ts';
import { fakeReceivers } from '../fake/redirect-receiver.ts';
import { check, clock, http, publicExchange, redeem, authorize } from './row-tools.ts';

/** Only asked for a free port: these rows fetch the code from the server themselves. */
const { receivers } = fakeReceivers();

const register = async (server: InteropServer): Promise<ManagedClient> => {
  const { management, ...client } = await registerClient(await publicExchange(server), {
    client_name: 'Valet Key interop',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [server.loopbackRedirectUri],
  });
  check(management !== undefined, 'the registration cannot be managed');
  return { ...client, management };
};

/** A sign-in to the server as a client that is to be registered first. */
const targetFor = (server: InteropServer): SignInTarget => {
  const redirect = new URL(server.loopbackRedirectUri);
  return {
    issuer: parseIssuer(server.issuer, LOOPBACK_HOSTS),
    allowLoopback: true,
    registration: {
      clientId: '',
      tokenEndpointAuthMethod: 'none',
      redirectMethod: 'loopback',
      redirectPath: redirect.pathname,
      loopbackPort: Number(redirect.port),
    },
    register: {},
    credentials: {},
    grant: { kind: 'authorization_code' },
    scope: parseScope(server.scope),
  };
};

/** Whether the server still knows the client by its registration access token. */
const isGone = async (server: InteropServer, target: SignInTarget): Promise<boolean> => {
  const { managementUri: uri } = target.registration;
  const { registrationToken: token } = target.credentials;
  check(uri !== undefined && token !== undefined, 'the registration cannot be managed');
  const { clientId, tokenEndpointAuthMethod } = target.registration;
  const client = { clientId, tokenEndpointAuthMethod, metadata: {}, management: { uri, token } };
  return readRegistration(await publicExchange(server), client).then(
    () => false,
    (thrown: unknown) => isValetKeyError(thrown),
  );
};

const signInAsRegistered = async (server: InteropServer, sentBy: Http): Promise<void> => {
  const exchange = await publicExchange(server);
  await asRegisteredClient(
    { http: sentBy, clock, receivers },
    targetFor(server),
    exchange.metadata,
    async ({ registration, credentials: { clientSecret } }) => {
      const asClient = { ...exchange, registration };
      await redeem(
        await authorize(server, {
          exchange: clientSecret === undefined ? asClient : { ...asClient, clientSecret },
        }),
      );
    },
  );
};

const isRegistration = (url: string, { method }: HttpRequest, { metadata }: Exchange): boolean =>
  method === 'POST' && url === metadata.registration_endpoint;

/**
 * What libraries and servers that exist send of a client that they did register: 200 for 201, another
 * label, numbers as text, `null`, more redirect URIs than were asked for, nothing to manage it with, and
 * a secret without an expiry.
 */
const sloppy = async (reply: Response): Promise<Response> => {
  const stated = (await reply.json()) as Readonly<Record<string, unknown>>;
  const {
    registration_client_uri: _uri,
    registration_access_token: _token,
    client_secret_expires_at: _expiry,
    redirect_uris: uris,
    ...rest
  } = stated;
  check(reply.ok && Array.isArray(uris), `registered with ${reply.status}`);
  const body = {
    ...rest,
    client_id_issued_at: '1700000000',
    redirect_uris: [...(uris as unknown[]), 'http://localhost/another'],
    client_uri: null,
    logo_uri: '',
    contacts: null,
    software_id: null,
  };
  return new Response(JSON.stringify(body), {
    status: 200,
    headers: { 'content-type': 'text/plain' },
  });
};

/** Clients that register themselves. */
export const REGISTRATION_ROWS = {
  register: {
    title: 'A client is registered, read and deleted',
    spec: 'RFC 7591, RFC 7592 §2.1, §2.3',
    run: async (server) => {
      const client = await register(server);
      const exchange = await publicExchange(server);
      const read = await readRegistration(exchange, client);
      check(read.clientId === client.clientId, 'another client');
      await deleteRegistration(exchange, read);
    },
  },
  'register-update': {
    title: 'A registration is changed, and keeps what was not',
    spec: 'RFC 7592 §2.2',
    run: async (server) => {
      const exchange = await publicExchange(server);
      const before = await readRegistration(exchange, await register(server));
      const changed = await updateRegistration(exchange, before, {
        ...before.metadata,
        client_name: 'Another name',
      });
      const now = await readRegistration(exchange, changed);
      check(now.metadata['client_name'] === 'Another name', 'the old name');
      const uris = JSON.stringify(now.metadata['redirect_uris']);
      check(uris === JSON.stringify([server.loopbackRedirectUri]), `redirect URIs ${uris}`);
      await deleteRegistration(exchange, now);
    },
  },
  'register-sign-in': {
    title: 'A sign-in as a client registered for it',
    spec: 'RFC 7591 §3, RFC 8252 §8.4',
    run: (server) => signInAsRegistered(server, http),
  },
  'register-sloppy': {
    title: 'The same, where the reply to the registration is as sloppy as some servers send it',
    spec: 'RFC 7591 §3.2.1',
    run: async (server) => {
      let replies = 0;
      await signInAsRegistered(server, async (url, request) => {
        const reply = await http(url, request);
        if (!isRegistration(url, request, await publicExchange(server))) return reply;
        replies += 1;
        return sloppy(reply);
      });
      check(replies === 1, `${replies} registrations`);
      return 'its reply, changed on the way';
    },
  },
  'register-undone': {
    title: 'The registration of a sign-in that comes to nothing is deleted again',
    spec: 'RFC 7592 §2.3',
    run: async (server) => {
      const { metadata } = await publicExchange(server);
      let used: SignInTarget | undefined;
      const cancelled = new ValetKeyError('VK_AUTHORIZATION_CANCELLED');
      await asRegisteredClient(
        { http, clock, receivers },
        targetFor(server),
        metadata,
        (target) => {
          used = target;
          return Promise.reject(cancelled);
        },
      ).catch((thrown: unknown) => {
        if (thrown !== cancelled) throw thrown;
      });
      check(used !== undefined, 'nothing was registered');
      check(await isGone(server, used), 'the client is still there');
    },
  },
} satisfies Partial<Rows>;
