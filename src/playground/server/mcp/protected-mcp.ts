import type Provider from 'oidc-provider';
import { type AccessGrant, ApiRefusal, challengeOf } from '../api/access-token.ts';
import type { Notes } from '../api/notes.ts';
import { mcpResource } from '../configuration.ts';
import { type Middleware, readBody, type Reply } from '../middleware.ts';

const PATH = '/mcp';
const DESCRIPTION_PATH = '/.well-known/oauth-protected-resource/mcp';

/** What each tool needs; everything else needs the first. */
const READ = 'notes:read';
const SCOPE_OF_TOOL: Readonly<Record<string, string>> = { add_note: 'notes:write' };

const describe = (issuer: string) => ({
  resource: mcpResource(issuer),
  authorization_servers: [issuer],
  scopes_supported: [READ, ...Object.values(SCOPE_OF_TOOL)],
  bearer_methods_supported: ['header'],
  resource_name: 'Playground notes (MCP)',
});

const scopeNeeded = (body: unknown): string => {
  const { method, params } = Object(body) as { method?: unknown; params?: unknown };
  const { name } = Object(params) as { name?: unknown };
  const isCall = method === 'tools/call' && typeof name === 'string';
  return isCall && Object.hasOwn(SCOPE_OF_TOOL, name) ? (SCOPE_OF_TOOL[name] ?? READ) : READ;
};

const readMessage = async (ctx: Reply): Promise<unknown> => {
  if (ctx.method !== 'POST') return undefined;
  try {
    return JSON.parse((await readBody(ctx.req)) ?? '');
  } catch {
    throw new ApiRefusal(400, 'invalid_request');
  }
};

const asRequest = (ctx: Reply, issuer: string): Request =>
  new Request(`${issuer}${ctx.path}`, {
    method: ctx.method,
    headers: Object.entries(ctx.req.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    ),
  });

const answer = async (ctx: Reply, response: Response): Promise<void> => {
  const text = await response.text();
  ctx.status = response.status;
  for (const name of ['content-type', 'mcp-session-id']) {
    const value = response.headers.get(name);
    if (value !== null) ctx.set(name, value);
  }
  if (text !== '') ctx.body = text;
};

/**
 * An MCP server that wants a token for itself: it describes itself, challenges with the scope that a
 * message needs, and hands it to the SDK's server. The SDK is loaded with the first message.
 * @see RFC 9728 §5, MCP 2025-11-25 Authorization
 */
export const protectedMcp = (
  { issuer }: Pick<Provider, 'issuer'>,
  notes: Notes,
  authorize: (ctx: Reply, resource: string) => Promise<AccessGrant>,
): Middleware => {
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => (await import('./notes-server.ts')).createNotesServer(notes);
  const serve = async (ctx: Reply): Promise<void> => {
    const body = await readMessage(ctx);
    const scope = scopeNeeded(body);
    const grant = await authorize(ctx, mcpResource(issuer)).catch((thrown: unknown) => {
      throw thrown instanceof ApiRefusal
        ? new ApiRefusal(thrown.status, thrown.code, READ)
        : thrown;
    });
    if (!grant.scopes.has(scope)) throw new ApiRefusal(403, 'insufficient_scope', scope);
    // There is nothing that the server would say by itself.
    if (ctx.method === 'GET') throw new ApiRefusal(405, 'invalid_request');
    const server = await (loading ??= load());
    await answer(ctx, await server.handle(asRequest(ctx, issuer), body, grant.sub));
  };
  return async (ctx, next) => {
    if (ctx.path !== PATH && ctx.path !== DESCRIPTION_PATH) return next();
    ctx.set('Cache-Control', 'no-store');
    if (ctx.path === DESCRIPTION_PATH) {
      ctx.status = 200;
      ctx.body = describe(issuer);
      return undefined;
    }
    try {
      await serve(ctx);
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      ctx.status = thrown.status;
      ctx.body = { error: thrown.code };
      const place = `resource_metadata="${issuer}${DESCRIPTION_PATH}"`;
      if ([401, 403].includes(thrown.status)) {
        ctx.set('WWW-Authenticate', `${challengeOf('Bearer', thrown)}, ${place}`);
      }
    }
    return undefined;
  };
};
