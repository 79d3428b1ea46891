import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';

/** A Koa context; named for what most of the playground uses it for. */
export type Reply = Parameters<Parameters<Provider['use']>[0]>[0] & {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
};

/** A Koa middleware, as oidc-provider takes it. */
export type Middleware = (ctx: Reply, next: () => Promise<unknown>) => Promise<unknown>;
