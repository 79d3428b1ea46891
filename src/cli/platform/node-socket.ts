import { request as httpRequest, type IncomingMessage } from 'node:http';
import { AGENT_HOST } from '../../vocabulary/agent.ts';
import {
  SocketFailure,
  type AgentSocket,
  type SocketReply,
  type SocketRequest,
} from './platform.ts';

/** Ten thousand connections with long names are 5 MiB. */
const REPLY_LIMIT = 32 * 1024 * 1024;

const failureOf = (thrown: unknown): SocketFailure =>
  thrown instanceof SocketFailure
    ? thrown
    : new SocketFailure((thrown as NodeJS.ErrnoException).code ?? 'EIO');

/** Sends a request and gives the reply once its head is there. No time limit: a person may be asked first. */
const open = (path: string, request: SocketRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        socketPath: path,
        method: request.method,
        path: request.path,
        agent: false,
        headers: { ...request.headers, Host: AGENT_HOST },
      },
      resolve,
    );
    outgoing.on('error', (error) => reject(failureOf(error)));
    outgoing.end(request.body);
  });

const readWhole = async (message: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of message as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > REPLY_LIMIT) throw new SocketFailure('EMSGSIZE');
      pieces.push(piece);
    }
  } catch (thrown) {
    throw failureOf(thrown);
  }
  return Buffer.concat(pieces).toString('utf8');
};

const send = async (path: string, request: SocketRequest): Promise<SocketReply> => {
  const message = await open(path, request);
  return { status: message.statusCode ?? 0, text: await readWhole(message) };
};

/** The agent's Unix socket (Windows: named pipe) by Node's HTTP client, one connection each. */
export const nodeSocket: AgentSocket = { send };
