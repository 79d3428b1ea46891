import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';

/** A Koa context; named for what most of the playground uses it for. */
export type Reply = Parameters<Parameters<Provider['use']>[0]>[0] & {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
};

/** A Koa middleware, as oidc-provider takes it. */
export type Middleware = (ctx: Reply, next: () => Promise<unknown>) => Promise<unknown>;

const LIMIT_BYTES = 64 * 1024;

/** A request's body as text; undefined where it is longer than 64 kB. */
export const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.length;
    if (size > LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
