import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { toProblem } from '../../src/agent/problem.ts';
import type { Authorization } from '../../src/agent/use/api-use.ts';
import {
  answerUpgrade,
  answerUse,
  isUseRequest,
  type UseCaller,
  type UseParts,
} from '../../src/agent/use/use-requests.ts';
import { parseUseRule, type UseLimits } from '../../src/core/model/use.ts';

const USE_PATH = `/v1/uses/${'u'.repeat(22)}`;

export interface FakeConnection {
  readonly id: string;
  readonly name: string;
  readonly account?: string;
  readonly issuer: string;
  readonly scope: string;
  readonly state: string;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export const CONNECTIONS: readonly FakeConnection[] = [
  {
    id: 'c1',
    name: 'work',
    account: 'ada@example.com',
    issuer: 'https://login.example.com',
    scope: 'read:issues write:issues',
    state: 'ready',
  },
  {
    id: 'c2',
    name: 'play',
    account: 'ada@example.org',
    issuer: 'https://login.example.org/realms/a',
    scope: 'openid',
    state: 'ready',
  },
  {
    id: 'c3',
    name: 'old',
    issuer: 'https://login.example.org/realms/b',
    scope: 'openid',
    state: 'sign-in-required',
  },
];

export const problem = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: { type: 'about:blank', status, title: `Refused: ${code}.`, code, ...more },
});

/** What the agent says when it is asked for a token of this name, or of one that is none. */
const named = (connection: unknown): FakeConnection | undefined =>
  CONNECTIONS.find(
    ({ id, name }) => id === connection || name.toLowerCase() === String(connection).toLowerCase(),
  );

/**
 * The agent's HTTP API over a real Unix socket, with tokens that are counted: `tok-<connection>-<number>`
 * and long enough to be taken out of output. A test replaces the answer of a path by `on`.
 */
export const startFakeAgent = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vk-cli-'));
  const socket = join(folder, 'agent.sock');
  const asked: Asked[] = [];
  const answers = new Map<string, (asked: Asked) => Answer>();
  let issued = 0;
  let life = 3600;
  let now = 1_800_000_000;
  let use: UseLimits | undefined;

  const give = ({ body }: Asked): Answer => {
    const connection = named(body['connection']);
    if (connection === undefined) return problem(404, 'VK_UNKNOWN_CONNECTION');
    if (connection.state !== 'ready') return problem(409, 'VK_SIGN_IN_REQUIRED');
    issued += 1;
    return {
      status: 200,
      body: {
        access_token: `tok-${connection.id}-${issued}-abcdefghijklmnop`,
        token_type: 'Bearer',
        expires_at: now + life,
        scope: body['scope'] ?? connection.scope,
        connection: connection.id,
        issuer: connection.issuer,
      },
    };
  };

  const usual: Record<string, (asked: Asked) => Answer> = {
    'GET /v1/status': () => ({
      status: 200,
      body: { version: '0.1.0', locked: false, connections: CONNECTIONS.length, protocol: 1 },
    }),
    'GET /v1/connections': () => ({ status: 200, body: { connections: CONNECTIONS } }),
    'POST /v1/token': give,
    'POST /v1/refused': give,
    'POST /v1/uses': ({ body }) => {
      const connection = named(body['connection']);
      if (connection === undefined) return problem(404, 'VK_UNKNOWN_CONNECTION');
      const rules = (body['allow'] as readonly string[]).map(parseUseRule);
      use = {
        origin: String(body['origin']),
        rules: rules.filter((rule) => rule !== undefined),
      };
      return { status: 201, body: { path: USE_PATH } };
    },
    'POST /v1/lock': () => ({ status: 204 }),
    'POST /v1/revoke': ({ body }) =>
      named(body['connection']) === undefined
        ? problem(404, 'VK_UNKNOWN_CONNECTION')
        : { status: 200, body: { outcome: 'revoked' } },
  };

  /** Sends on as the real agent does, with tokens of its own. */
  const uses: UseParts = {
    authoritiesFor: () => [],
    find() {
      const authorize = (): Promise<Authorization> => {
        issued += 1;
        const text = `tok-c1-${issued}-abcdefghijklmnop`;
        const fields = { authorization: `Bearer ${text}` };
        return Promise.resolve({ held: {} as never, text, fields });
      };
      const limits = use ?? { origin: '', rules: [] };
      return {
        limits,
        isInForce: () => true,
        authorize,
        authorizeAgain: authorize,
        note: () => Promise.resolve(),
      };
    },
  };
  const caller = (request: IncomingMessage): UseCaller => {
    const hangUp = new AbortController();
    request.socket.once('close', () => hangUp.abort());
    return { consumer: {} as never, signal: hangUp.signal, isSameCaller: () => true };
  };
  const sendOn = (request: IncomingMessage, response: ServerResponse): void => {
    answerUse(uses, caller(request), request, response).catch((thrown: unknown) => {
      const { status, code } = toProblem(thrown, () => undefined);
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ code }));
    });
  };

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const text = Buffer.concat(pieces).toString();
    const one: Asked = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
    asked.push(one);
    const key = `${one.method} ${one.path}`;
    const { status, body } = (answers.get(key) ?? usual[key] ?? (() => problem(404, 'VK_X')))(one);
    if (typeof body === 'string') {
      response.writeHead(status, { 'content-type': 'text/event-stream' });
      response.end(body);
      return;
    }
    response.writeHead(status, {
      'content-type': status < 300 ? 'application/json' : 'application/problem+json',
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };

  const server = createServer((request, response) => {
    if (isUseRequest(request)) sendOn(request, response);
    else void receive(request, response);
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex) => {
    answerUpgrade(uses, caller(request), request, stream).catch(() =>
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n'),
    );
  });
  server.listen(socket);
  await once(server, 'listening');

  return {
    socket,
    folder,
    asked,
    /** Replaces what is answered, such as `on('POST /v1/token', () => problem(423, 'VK_LOCKED'))`. */
    on: (key: string, answer: (asked: Asked) => Answer): void => void answers.set(key, answer),
    /** From now on tokens live so many seconds from then on. */
    setLife: (seconds: number): void => void (life = seconds),
    setNow: (seconds: number): void => void (now = seconds),
    issued: () => issued,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type FakeAgent = Awaited<ReturnType<typeof startFakeAgent>>;
