import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** A token endpoint on loopback whose answers take as long as they are told. */
export interface BenchIssuer {
  readonly url: string;
  /** Milliseconds before a token request is answered, from now on. */
  delay: number;
  /** Seconds that access tokens live, from now on. */
  lifetime: number;
  /** Token requests since the start. */
  requests(): number;
  close(): void;
}

/** Starts it. Every refresh token is good once, as RFC 9700 §4.14.2 has it. */
export const startIssuer = async (): Promise<BenchIssuer> => {
  let requests = 0;
  let current = 'refresh-0';
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const form = new URLSearchParams(await text(request));
      response.setHeader('content-type', 'application/json');
      if (request.url !== '/token') return void response.end(JSON.stringify(metadata()));
      requests += 1;
      const isCurrent = form.get('refresh_token') === current;
      current = `refresh-${String(requests)}`;
      await wait(issuer.delay);
      if (!isCurrent) response.statusCode = 400;
      const granted = {
        access_token: `access-${String(requests)}`,
        token_type: 'Bearer',
        expires_in: issuer.lifetime,
        refresh_token: current,
      };
      response.end(JSON.stringify(isCurrent ? granted : { error: 'invalid_grant' }));
    };
    answer().catch(() => void response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const metadata = () => ({
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    scopes_supported: ['openid', 'offline_access', 'read', 'write', 'admin'],
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  });
  const issuer: BenchIssuer = {
    url,
    delay: 0,
    lifetime: 3600,
    requests: () => requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return issuer;
};

/** The refresh token that a new {@link startIssuer} waits for. */
export const FIRST_REFRESH_TOKEN = 'refresh-0';
