import type { IncomingMessage } from 'node:http';
import type { Middleware } from './middleware.ts';
import { STYLE_PATH } from './page/layout.ts';
import { STYLE } from './page/style.ts';

/** A name that was rebound to 127.0.0.1 must not reach us: only our own authority is served. */
export const refuseOtherHosts =
  (issuer: string): Middleware =>
  async (ctx, next) => {
    if (ctx.get('host') === new URL(issuer).host) return next();
    ctx.status = 421;
    return undefined;
  };

/** Whatever a response promises must be on disk before the response leaves. */
export const flushBeforeReply =
  (flush: () => Promise<void>): Middleware =>
  async (_ctx, next) => {
    await next();
    await flush();
  };

export const serveStyle: Middleware = async (ctx, next) => {
  if (ctx.path !== STYLE_PATH) return next();
  ctx.type = 'css';
  ctx.set('Cache-Control', 'no-cache');
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.body = STYLE;
  return undefined;
};

const dropCookie = (request: IncomingMessage, name: string): void => {
  const kept = (request.headers.cookie ?? '')
    .split(/; */)
    .filter((pair) => !pair.startsWith(`${name}=`) && !pair.startsWith(`${name}.sig=`));
  request.headers.cookie = kept.join('; ');
};

const SIGN_IN_PATH = /^\/(auth|auth\/[^/]+|device\/[^/]+)$/;

/**
 * Keeps nobody signed in in the browser: every authorization asks who is there. So two sign-ins can
 * run side by side, and signing in as bob never signs alice (and her tokens) out.
 */
export const forgetSession =
  (cookieName: string): Middleware =>
  async (ctx, next) => {
    if (!SIGN_IN_PATH.test(ctx.path)) return next();
    // The device pages need theirs until the end: it holds the proof that the form was ours.
    if (ctx.path.startsWith('/auth')) dropCookie(ctx.req, cookieName);
    await next();
    const cookies = [ctx.res.getHeader('set-cookie') ?? []].flat().map(String);
    const kept = cookies.filter(
      (cookie) =>
        ![`${cookieName}=`, `${cookieName}.sig=`].some((start) => cookie.startsWith(start)),
    );
    if (kept.length !== cookies.length) ctx.res.setHeader('set-cookie', kept);
    return undefined;
  };

/**
 * Consent is always asked for here, so a request for `offline_access` may be honoured as if it had
 * said so itself. @see OpenID Connect Core §11
 */
export const promptForOfflineAccess: Middleware = async (ctx, next) => {
  const query = new URLSearchParams(ctx.querystring);
  const wantsIt = query.get('scope')?.split(' ').includes('offline_access') ?? false;
  if (ctx.path === '/auth' && wantsIt && !query.has('prompt')) {
    query.set('prompt', 'consent');
    ctx.querystring = query.toString();
  }
  return next();
};
