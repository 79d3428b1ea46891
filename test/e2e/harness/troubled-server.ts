import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What is between the program and the server: nothing, or a network that answers in its place. */
export type Network = 'open' | 'portal-page' | 'portal-redirect';

/** An authorization server that says yes to everybody, at a place and a time of its own. */
export interface TroubledServer {
  readonly issuer: string;
  network: Network;
  /** Seconds that its clock is ahead. */
  ahead: number;
  stop(): Promise<void>;
}

const PAGE = '<!doctype html><title>Airport Wi-Fi</title><h1>Accept the terms</h1>';

const json = (response: ServerResponse, body: unknown): void =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

/** @param host where it listens; the issuer is `http://localhost`, whatever that is */
export const startTroubledServer = async (host = '127.0.0.1'): Promise<TroubledServer> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  let nonce = '';
  let inForce = 0;
  const now = () => Math.floor(Date.now() / 1000) + server.ahead;
  const idToken = () =>
    new SignJWT({ email: 'jo@troubled.example', nonce })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(server.issuer)
      .setAudience('app')
      .setSubject('jo')
      .setIssuedAt(now())
      .setExpirationTime(now() + 300)
      .sign(privateKey);
  /** Each refresh token works once. */
  const answerToken = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await text(request));
    const isRefresh = form.get('grant_type') === 'refresh_token';
    if (isRefresh && form.get('refresh_token') !== `refresh-${String(inForce)}`) {
      response.statusCode = 400;
      json(response, { error: 'invalid_grant' });
      return;
    }
    inForce += 1;
    json(response, {
      access_token: `access-${String(inForce)}`,
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: `refresh-${String(inForce)}`,
      ...(isRefresh ? {} : { id_token: await idToken() }),
    });
  };
  const authorize = (url: URL, response: ServerResponse): void => {
    nonce = url.searchParams.get('nonce') ?? '';
    const back = new URL(url.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', 'a-code');
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    back.searchParams.set('iss', server.issuer);
    response.writeHead(302, { location: back.href }).end();
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', server.issuer);
    response.setHeader('date', new Date(now() * 1000).toUTCString());
    if (server.network === 'portal-page') {
      response.setHeader('content-type', 'text/html').end(PAGE);
    } else if (server.network === 'portal-redirect') {
      response.writeHead(302, { location: 'http://portal.example/login' }).end();
    } else if (url.pathname === '/authorize') {
      authorize(url, response);
    } else if (url.pathname === '/token') {
      await answerToken(request, response);
    } else if (url.pathname === '/jwks') {
      json(response, { keys: [jwk] });
    } else {
      const { issuer } = server;
      json(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
        token_endpoint_auth_methods_supported: ['none'],
      });
    }
  };
  const http = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  http.listen(0, host);
  await once(http, 'listening');
  const server: TroubledServer = {
    issuer: `http://localhost:${String((http.address() as AddressInfo).port)}`,
    network: 'open',
    ahead: 0,
    async stop() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return server;
};
