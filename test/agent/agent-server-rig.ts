import { request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { IdentifyPeer } from '../../src/agent/peer/peer.ts';
import { createUseParts } from '../../src/agent/use/use-requests.ts';
import { createAgentServer, SERVER_LIMITS, type ServerLimits } from '../../src/agent/server.ts';
import { listenPrivately } from '../../src/agent/socket.ts';
import { createAgentUseCases } from '../../src/agent/use-cases.ts';
import { agentRig, digest, EVIDENCE } from '../core/agent/agent-rig.ts';

/** A folder that is gone after the test. */
export const privateFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** One request over a Unix socket, as any language would send it. */
export const askSocket = (socketPath: string, asked: Asked): Promise<HttpReply> => {
  const { body, path, signal, headers = {} } = asked;
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const isJson = text === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        socketPath,
        path,
        method: asked.method ?? (text === undefined ? 'GET' : 'POST'),
        headers: { host: 'valet-key', ...isJson, ...headers },
        agent: false,
        ...(signal === undefined ? {} : { signal }),
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const got = Buffer.concat(pieces).toString();
          const json = got.startsWith('{') ? (JSON.parse(got) as HttpReply['json']) : {};
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: got, json });
        });
      },
    );
    request.on('error', reject);
    request.end(text);
  });
};

/** The whole agent on a real socket over the whole core; who asks is stated, not asked of the kernel. */
export const agentServerRig = async (
  options: {
    readonly limits?: Partial<ServerLimits>;
    readonly identify?: IdentifyPeer;
  } = {},
) => {
  const rig = await agentRig();
  const path = join(privateFolder(), 'agent', 'agent.sock');
  const server: Server = createAgentServer({
    useCases: createAgentUseCases(rig.app, rig.agent, () => '1.2.3'),
    identify: options.identify ?? (() => ({ kind: 'ours', evidence: EVIDENCE })),
    digest,
    nameOf: (id) => `name of ${id}`,
    uses: createUseParts(rig.agent, rig.app),
    log: rig.log,
    limits: { ...SERVER_LIMITS, ...options.limits },
  });
  await listenPrivately(server, path);
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  /** Resolves once the person is asked. */
  const asked = async (): Promise<void> => {
    while (rig.agent.questions.list().length === 0)
      await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    ...rig,
    path,
    server,
    send: (wanted: Asked) => askSocket(path, wanted),
    asked,
    /** Gives the program everything for a month. */
    async approve() {
      const first = askSocket(path, { path: '/v1/token', body: { connection: rig.connection.id } });
      await asked();
      await rig.answer({ kind: 'approve', lifetime: '30-days' });
      return first;
    },
    /** A connection that speaks for itself: sends `text`, and gives all that came until it was closed. */
    raw(text: string | Uint8Array): { readonly socket: Socket; readonly closed: Promise<string> } {
      const socket = connect(path);
      let got = '';
      socket.on('data', (piece: Buffer) => (got += piece.toString()));
      socket.on('error', () => undefined);
      const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(got)));
      socket.write(text);
      return { socket, closed };
    },
  };
};
