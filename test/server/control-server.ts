import type { Middleware, Reply } from '../../src/playground/server/middleware.ts';
import {
  createPlayground,
  type Playground,
  type PlaygroundOptions,
} from '../../src/playground/server/create-playground.ts';
import { readBody } from '../../src/playground/server/middleware.ts';
import type { ReadRecord } from '../../src/playground/server/store-adapter.ts';

/** How the server misbehaves; every member may be set alone by POST /__control with JSON. */
export interface Faults {
  /** `grace`: a rotated refresh token may be used again for `graceSeconds`. */
  readonly rotation: 'strict' | 'grace' | 'none';
  readonly graceSeconds: number;
  /** A refresh answers without a refresh token. @see RFC 6749 §6 */
  readonly omitRefreshToken: boolean;
  /** Milliseconds before a token request is looked at. */
  readonly delay: number;
  /** So many token requests fail with `failStatus`, before the server acts. */
  readonly failNext: number;
  /** So many token requests are acted upon, and then their answer is lost with the connection. */
  readonly dropNext: number;
  readonly failStatus: number;
  /** Sent as Retry-After with a failure, in seconds. */
  readonly retryAfter: number;
  /** In place of the issuer in authorization responses. @see RFC 9207 §2 */
  readonly wrongIss: string;
}

const FAULTLESS: Faults = {
  rotation: 'strict',
  graceSeconds: 0,
  omitRefreshToken: false,
  delay: 0,
  failNext: 0,
  dropNext: 0,
  failStatus: 503,
  retryAfter: 0,
  wrongIss: '',
};

export interface ControlServer extends Playground {
  set(change: Partial<Faults>): void;
  /** Token requests that reached the token endpoint, by grant type, since the last reset. */
  counts(): Readonly<Record<string, number>>;
  /** No faults, no counts. */
  reset(): void;
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const grantTypeOf = (ctx: Reply): string => {
  const params: unknown = Reflect.get(Object(Reflect.get(ctx, 'oidc')), 'params');
  return String(Reflect.get(Object(params), 'grant_type') ?? 'unknown');
};

const createState = () => {
  let faults = FAULTLESS;
  let counts: Record<string, number> = {};
  return {
    faults: () => faults,
    set: (change: Partial<Faults>) => void (faults = { ...faults, ...change }),
    count: (grantType: string) => void (counts[grantType] = (counts[grantType] ?? 0) + 1),
    counts: () => ({ ...counts }),
    reset: () => {
      faults = FAULTLESS;
      counts = {};
    },
  };
};
type State = ReturnType<typeof createState>;

const answerControl = async (state: State, ctx: Reply): Promise<void> => {
  if (ctx.method === 'POST') {
    const change: unknown = JSON.parse((await readBody(ctx.req)) ?? '{}');
    state.set({ ...Object(change) });
  } else if (ctx.method === 'DELETE') {
    state.reset();
  }
  ctx.body = { faults: state.faults(), counts: state.counts() };
};

const failBefore = (state: State, ctx: Reply): boolean => {
  const { failNext, failStatus, retryAfter } = state.faults();
  if (failNext <= 0) return false;
  state.set({ failNext: failNext - 1 });
  ctx.status = failStatus;
  if (retryAfter > 0) ctx.set('Retry-After', String(retryAfter));
  ctx.body = failStatus >= 500 ? 'unavailable' : { error: 'invalid_request' };
  return true;
};

const spoilTokenAnswer = (state: State, ctx: Reply): void => {
  const { omitRefreshToken, dropNext } = state.faults();
  const grantType = grantTypeOf(ctx);
  state.count(grantType);
  if (omitRefreshToken && grantType === 'refresh_token') {
    const { refresh_token: _omitted, ...rest } = { ...Object(ctx.body) };
    ctx.body = rest;
  }
  if (dropNext > 0) {
    state.set({ dropNext: dropNext - 1 });
    ctx.res.destroy();
  }
};

const spoilRedirect = (state: State, ctx: Reply): void => {
  const { wrongIss } = state.faults();
  const location = ctx.res.getHeader('location');
  if (wrongIss === '' || typeof location !== 'string' || !location.includes('iss=')) return;
  ctx.set('Location', location.replace(/iss=[^&]*/, `iss=${encodeURIComponent(wrongIss)}`));
};

const controlMiddleware =
  (state: State): Middleware =>
  async (ctx, next) => {
    if (ctx.path === '/__control') return answerControl(state, ctx);
    if (ctx.path !== '/token') {
      await next();
      spoilRedirect(state, ctx);
      return undefined;
    }
    const { delay } = state.faults();
    if (delay > 0) await wait(delay);
    if (failBefore(state, ctx)) return undefined;
    await next();
    spoilTokenAnswer(state, ctx);
    return undefined;
  };

/** Within the grace period a used refresh token looks unused. */
const forgiving =
  (state: State): ReadRecord =>
  (model, payload) => {
    const { rotation, graceSeconds } = state.faults();
    const { consumed, ...unused } = payload;
    const isWithin = typeof consumed === 'number' && Date.now() / 1000 - consumed < graceSeconds;
    return model === 'RefreshToken' && rotation === 'grace' && isWithin ? unused : payload;
  };

/** The playground with a lever for every fault a test wants; never part of the app. */
export const createControlServer = async (
  options: Omit<PlaygroundOptions, 'hooks'> = {},
): Promise<ControlServer> => {
  const state = createState();
  const playground = await createPlayground({
    ...options,
    hooks: {
      middleware: controlMiddleware(state),
      rotateRefreshToken: () => state.faults().rotation !== 'none',
      readRecord: forgiving(state),
    },
  });
  return { ...playground, set: state.set, counts: state.counts, reset: state.reset };
};
