import type { AuthorizationDetail, default as Provider } from 'oidc-provider';
import { findAccount, type PlaygroundAccount } from './accounts.ts';
import { detailsIn } from './authorization-details.ts';
import { apiResource, mcpResource } from './configuration.ts';
import { readBody, type Middleware, type Reply } from './middleware.ts';
import { accountPage, consentPage } from './page/sign-in-pages.ts';
import { sendPage } from './page/layout.ts';
import { describeScope } from './scope-catalogue.ts';

const PATH = /^\/interaction\/[A-Za-z0-9_-]+$/;

/** What is asked, by whom, of whom: read once for every step. */
interface Request {
  readonly clientId: string;
  readonly clientName: string;
  readonly scope: string;
  readonly redirectUri: string | undefined;
  readonly details: readonly AuthorizationDetail[];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const readRequest = async (provider: Provider, ctx: Reply): Promise<Request> => {
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  const clientId = textOf(params['client_id']);
  const client = await provider.Client.find(clientId);
  return {
    clientId,
    clientName: client?.clientName ?? clientId,
    scope: textOf(params['scope']),
    redirectUri: textOf(params['redirect_uri']) || undefined,
    details: detailsIn(params['authorization_details']),
  };
};

/** Both are CSP source expressions: an origin, or a scheme for private-use redirect URIs. */
const formTargets = ({ redirectUri }: Request): readonly string[] => {
  const parsed = redirectUri === undefined ? null : URL.parse(redirectUri);
  if (parsed === null) return [];
  return [parsed.origin === 'null' ? parsed.protocol : parsed.origin];
};

const destination = ({ redirectUri }: Request): string => {
  const parsed = redirectUri === undefined ? null : URL.parse(redirectUri);
  if (parsed === null) return 'the device that asked';
  if (parsed.hostname === '127.0.0.1' || parsed.hostname === '[::1]')
    return 'an app on this computer';
  return parsed.origin === 'null' ? `the app that owns ${parsed.protocol}` : parsed.host;
};

const show = (ctx: Reply, request: Request, account: PlaygroundAccount | undefined): void => {
  const action = ctx.path;
  const page =
    account === undefined
      ? accountPage({ clientName: request.clientName, action })
      : consentPage({
          ...request,
          account,
          scopes: describeScope(request.scope),
          action,
          destination: destination(request),
        });
  sendPage(ctx, page, formTargets(request));
};

/** A grant of its own for every consent: revoking one connection must not end another. */
const saveGrant = async (
  provider: Provider,
  request: Request,
  account: PlaygroundAccount,
  ticked: ReadonlySet<string>,
): Promise<string> => {
  const grant = new provider.Grant({ accountId: account.sub, clientId: request.clientId });
  // A person agrees to what a client may do, at the API and at the MCP server alike.
  const resources = [apiResource(provider.issuer), mcpResource(provider.issuer)];
  for (const { scope, required } of describeScope(request.scope)) {
    const isAllowed = required || ticked.has(scope);
    grant.addOIDCScope(scope);
    for (const resource of resources) grant.addResourceScope(resource, scope);
    if (isAllowed) continue;
    grant.rejectOIDCScope(scope);
    for (const resource of resources) grant.rejectResourceScope(resource, scope);
  }
  for (const detail of request.details) grant.addRar(detail);
  return grant.save();
};

const decide = async (provider: Provider, ctx: Reply): Promise<void> => {
  const request = await readRequest(provider, ctx);
  const form = new URLSearchParams((await readBody(ctx.req)) ?? '');
  const account = findAccount(form.get('account'));
  const decision = form.get('decision');
  if (decision === 'deny') {
    const refusal = { error: 'access_denied', error_description: 'The resource owner refused' };
    await finish(provider, ctx, refusal);
  } else if (decision === 'allow' && account !== undefined) {
    const grantId = await saveGrant(provider, request, account, new Set(form.getAll('scope')));
    await finish(provider, ctx, { login: { accountId: account.sub }, consent: { grantId } });
  } else {
    show(ctx, request, account);
  }
};

const finish = async (
  provider: Provider,
  ctx: Reply,
  result: Parameters<Provider['interactionResult']>[2],
): Promise<void> => {
  const returnTo = await provider.interactionResult(ctx.req, ctx.res, result, {
    mergeWithLastSubmission: false,
  });
  ctx.status = 303;
  ctx.redirect(returnTo);
};

/** Another site's page must not press our buttons; browsers send one of these headers with a POST. */
const isOwnForm = (ctx: Reply, issuer: string): boolean => {
  const origin = ctx.get('origin');
  return origin === '' || origin === issuer || (origin === 'null' && isSameOriginFetch(ctx));
};

const isSameOriginFetch = (ctx: Reply): boolean => ctx.get('sec-fetch-site') === 'same-origin';

/** The pages between an authorization request and its response: who, then what. */
export const interactionPages =
  (provider: Provider): Middleware =>
  async (ctx, next) => {
    if (!PATH.test(ctx.path)) return next();
    if (ctx.method === 'GET') {
      show(ctx, await readRequest(provider, ctx), undefined);
    } else if (ctx.method === 'POST' && isOwnForm(ctx, provider.issuer)) {
      await decide(provider, ctx);
    } else {
      ctx.status = ctx.method === 'POST' ? 403 : 405;
    }
    return undefined;
  };
