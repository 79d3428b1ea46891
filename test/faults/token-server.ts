import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { Secret } from '../../src/core/secret/secret.ts';
import { NOT_SLOPPY, sloppyReply, type Sloppiness } from '../fake/sloppy-reply.ts';
import { rotatingServer, type RotatingServer, type Rotation } from '../fake/rotating-server.ts';

/** A server on the same continent. */
const LONGEST_ANSWER_MS = 12;

/** One login's token endpoint; lives in the parent, so it survives every kill. */
export interface TokenEndpoint {
  readonly url: string;
  readonly server: RotatingServer;
  /** When each refresh token was issued, by its serial number: nanoseconds of this machine's clock. */
  readonly issuedAt: ReadonlyMap<number, bigint>;
  /** Resolves once every request is answered, also those whose sender was killed meanwhile. */
  idle(): Promise<void>;
  close(): void;
}

/** Token endpoints over loopback HTTP, one for each login. */
export interface TokenServer {
  open(rotation: Rotation, tokenLength: number): TokenEndpoint;
  close(): Promise<void>;
}

const serialOf = (refreshToken: string | undefined): number =>
  Number(/^refresh-(\d+)\./.exec(refreshToken ?? '')?.[1] ?? 0);

const reply = async (response: ServerResponse, answered: Response): Promise<void> => {
  response.writeHead(answered.status, {
    ...Object.fromEntries(answered.headers),
    'cache-control': 'no-store',
  });
  response.end(await answered.text());
};

/** As servers that exist answer: half of the time as RFC 6749 §5.1 says, otherwise sloppily or worse. */
const MANNERS: readonly Sloppiness[] = [
  { ...NOT_SLOPPY, status: 201, label: 'text/plain' },
  { ...NOT_SLOPPY, members: { id_token: null, scope: '', token_type: undefined } },
  { ...NOT_SLOPPY, as: 'form', label: 'application/x-www-form-urlencoded' },
  { ...NOT_SLOPPY, members: { token_type: 'mac' } },
  { ...NOT_SLOPPY, behind: ',"scope":"a","scope":"b"' },
];

const someManner = (): Sloppiness =>
  MANNERS[Math.floor(Math.random() * MANNERS.length * 2)] ?? NOT_SLOPPY;

/** Longer than a request can lie in the kernel before this process reads it. */
const IN_FLIGHT_MS = 200;

type Logins = Map<
  string,
  { readonly server: RotatingServer; readonly issuedAt: Map<number, bigint> }
>;

const answer = async (
  logins: Logins,
  manner: () => Sloppiness,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const login = logins.get(request.url ?? '');
  const form = new URLSearchParams(await text(request));
  if (login === undefined) return reply(response, Response.json({}, { status: 404 }));
  await wait((Math.random() * LONGEST_ANSWER_MS) / 2);
  try {
    const granted = await login.server.refresh(
      Secret.of('refresh-token', form.get('refresh_token') ?? ''),
    );
    const refreshToken = granted.refreshToken?.expose();
    const serial = serialOf(refreshToken);
    if (!login.issuedAt.has(serial)) login.issuedAt.set(serial, process.hrtime.bigint());
    await wait((Math.random() * LONGEST_ANSWER_MS) / 2);
    const members = {
      access_token: `access-${serial}`,
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: refreshToken,
    };
    await reply(response, sloppyReply(members, manner()));
  } catch {
    await reply(response, Response.json({ error: 'invalid_grant' }, { status: 400 }));
  }
};

/** @param isSloppy whether some answers are none that RFC 6749 §5.1 knows, so that a refresh may fail */
export const startTokenServer = async ({ isSloppy = true } = {}): Promise<TokenServer> => {
  const logins: Logins = new Map();
  const running = new Set<Promise<void>>();
  const http = createServer((request, response) => {
    const answered = answer(logins, isSloppy ? someManner : () => NOT_SLOPPY, request, response)
      .catch(() => void response.destroy())
      .finally(() => running.delete(answered));
    running.add(answered);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  let count = 0;
  return {
    open(rotation, tokenLength) {
      const path = `/login-${(count += 1)}/token`;
      const login = { server: rotatingServer(rotation, tokenLength), issuedAt: new Map() };
      logins.set(path, login);
      return {
        ...login,
        url: `http://127.0.0.1:${port}${path}`,
        async idle() {
          await wait(IN_FLIGHT_MS);
          while (running.size > 0) await Promise.all(running);
        },
        close: () => void logins.delete(path),
      };
    },
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
};
