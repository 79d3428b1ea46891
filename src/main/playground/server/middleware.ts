import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';

/** A Koa middleware, as oidc-provider takes it. */
export type Middleware = Parameters<Provider['use']>[0];

/** A Koa context; named for what most of the playground uses it for. */
export type Reply = Parameters<Middleware>[0] & {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
};
