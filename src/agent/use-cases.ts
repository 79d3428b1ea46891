import type {
  AgentConnection,
  AgentOutput,
  AgentSignIn,
  AgentSignInRequest,
  AgentToken,
} from '../contract/agent.ts';
import type { SignInRequest } from '../contract/sign-in.ts';
import type { Agent } from '../core/agent/agent.ts';
import type { App } from '../core/app.ts';
import { ValetKeyError } from '../core/fault/valet-key-error.ts';
import { displayName, type Connection } from '../core/model/connection.ts';
import type { Consumer } from '../core/model/consumer.ts';
import { printScope } from '../core/model/scope.ts';
import { printUseRule } from '../core/model/use.ts';
import type { SignInRecord, SignIns } from '../core/sign-in/sign-ins.ts';
import type { GivenToken } from '../core/tokens/give-token.ts';
import { FAILURE_TEXT } from '../vocabulary/failure-text.ts';
import { parseUseId, parseSignInId, type SignInId } from '../vocabulary/id.ts';
import { openApiDocument } from './openapi.ts';
import type { AgentUseCases } from './server.ts';

type UsedApp = Pick<
  App,
  | 'accessTokens'
  | 'connections'
  | 'examineToken'
  | 'lock'
  | 'now'
  | 'revoke'
  | 'signIns'
  | 'startSignIn'
>;

/**
 * What each request of the API does: use cases in, the contract's words out.
 * @param isWithoutWindow whoever signs in is given the address to open
 */
export const createAgentUseCases = (
  app: UsedApp,
  agent: Agent,
  version: () => string,
  isWithoutWindow = false,
): AgentUseCases => {
  const { lock, connections } = app;
  const unlocked = (): void => {
    if (lock.isLocked) throw new ValetKeyError('VK_LOCKED');
  };
  return {
    status: () => ({
      version: version(),
      locked: lock.isLocked,
      connections: connections.list().length,
      protocol: 1,
    }),
    connections() {
      unlocked();
      return { connections: connections.list().map(connectionView(app)) };
    },
    token: async ({ min_valid: minValid, ...request }, { consumer, signal }) =>
      tokenReply(await agent.token(consumer, { ...request, minValid }, signal)),
    async refused({ min_valid: minValid, access_token, ...request }, { consumer, signal }) {
      const wanted = { ...request, minValid, accessToken: access_token };
      return tokenReply(await agent.refused(consumer, wanted, signal));
    },
    ...useCases(agent),
    inspect({ token }) {
      unlocked();
      return app.examineToken({ text: token, askIssuer: false });
    },
    ...signInUseCases(app, agent, unlocked, isWithoutWindow),
    async revoke({ connection }, { consumer, signal }) {
      const { id } = await agent.mayRevoke(consumer, connection, signal);
      const { proof } = await app.revoke(id);
      return { outcome: proof.method === 'nothing-held' ? proof.method : proof.outcome };
    },
    lock() {
      lock.lock();
      return undefined;
    },
    openapi: () => openApiDocument() as AgentOutput<'openapi'>,
  };
};

const useCases = (agent: Agent): Pick<AgentUseCases, 'use' | 'end-use'> => ({
  async use(request, { consumer, signal }) {
    const { id, limits, expiresAt } = await agent.use(consumer, request, signal);
    return {
      id,
      path: `/v1/uses/${id}`,
      origin: limits.origin,
      allow: limits.rules.map(printUseRule),
      expires_at: expiresAt === undefined ? undefined : inSeconds(expiresAt),
    };
  },
  'end-use'(_nothing, { consumer, id }) {
    const useId = parseUseId(id);
    if (useId === undefined) throw new ValetKeyError('VK_UNKNOWN_COMMAND');
    agent.uses.close(consumer, useId);
    return undefined;
  },
});

/** Signing in, which a person finishes elsewhere. */
const signInUseCases = (
  app: UsedApp,
  agent: Agent,
  unlocked: () => void,
  isWithoutWindow: boolean,
): Pick<AgentUseCases, 'sign-in' | 'sign-in-state' | 'redirect'> => {
  const limitSignIns = createSignInLimit(app.now);
  const view = isWithoutWindow ? withAddress(app.signIns) : signInView(app.signIns);
  return {
    async 'sign-in'(request, { consumer, signal }) {
      unlocked();
      // One that a person has just agreed to does not wait for its turn.
      const more = await moreAccess(agent, request, consumer, signal);
      if (more !== undefined) return view(app.startSignIn(more));
      limitSignIns();
      return view(app.startSignIn(signInRequest(agent, request)));
    },
    'sign-in-state'(_nothing, { id }) {
      unlocked();
      const signInId = parseSignInId(id);
      if (signInId === undefined) throw new ValetKeyError('VK_UNKNOWN_COMMAND');
      return view(signInId);
    },
    redirect({ sign_in: id, url }) {
      unlocked();
      const signInId = parseSignInId(id);
      return {
        verdict: signInId === undefined ? 'stale' : app.signIns.pasteRedirect(signInId, url),
      };
    },
  };
};

const inSeconds = (milliseconds: number): number => milliseconds / 1000;

const connectionView =
  ({ accessTokens }: Pick<App, 'accessTokens'>) =>
  (connection: Connection): AgentConnection => {
    const { id, issuer, registration, grantedScope, resource, standing, subject } = connection;
    const token = accessTokens.peek(id);
    const account = subject?.preferredUsername ?? subject?.email ?? subject?.name ?? subject?.sub;
    return {
      id,
      name: displayName(connection),
      account,
      issuer,
      client_id: registration.clientId,
      scope: printScope(grantedScope),
      resource,
      state: standing.kind === 'active' ? 'ready' : standing.kind,
      expires_at: token === undefined ? undefined : inSeconds(token.expiresAt),
    };
  };

const tokenReply = ({ connection, token, text }: GivenToken): AgentToken => ({
  access_token: text,
  token_type: token.tokenType,
  expires_at: inSeconds(token.expiresAt),
  scope: printScope(token.scope),
  connection: connection.id,
  issuer: connection.issuer,
});

/** The sign-in for more than was granted, once the person has agreed; undefined where no more is asked for. */
const moreAccess = async (
  agent: Agent,
  request: AgentSignInRequest,
  consumer: Consumer,
  signal: AbortSignal,
): Promise<SignInRequest | undefined> => {
  if (!('connection' in request) || request.scope === undefined) return undefined;
  const wanted = { ...request, scope: request.scope };
  const { connection, scope } = await agent.mayHaveMore(consumer, wanted, signal);
  return { kind: 'again', connectionId: connection.id, scope: printScope(scope) };
};

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

const signInRequest = (agent: Agent, request: AgentSignInRequest): SignInRequest => {
  if ('connection' in request) {
    return { kind: 'again', connectionId: agent.find(request.connection).id };
  }
  if ('resource' in request) return { kind: 'resource', ...request };
  const { issuer, client_id: clientId, scope = '', device = false } = request;
  return {
    kind: 'issuer',
    issuer,
    ...(clientId === undefined ? { register: {} } : { clientId }),
    ...(device ? { grant: { kind: DEVICE_GRANT } } : {}),
    redirectMethod: 'loopback',
    scope,
    allowLoopback: false,
  };
};

const signInView =
  (signIns: SignIns) =>
  (id: SignInId): AgentSignIn => {
    const record = signIns.list().find((one) => one.id === id);
    if (record === undefined) throw new ValetKeyError('VK_UNKNOWN_COMMAND');
    return { id, ...signInState(record.state) };
  };

/** With the address of the authorization request, which is made once: each may be pushed. @see RFC 9126 §4 */
const withAddress = (signIns: SignIns) => {
  const addresses = new Map<SignInId, Promise<string | undefined>>();
  return async (id: SignInId): Promise<AgentSignIn> => {
    const view = signInView(signIns)(id);
    const { kind } = signIns.list().find((one) => one.id === id)?.state ?? {};
    if (kind !== 'waiting-for-browser') {
      addresses.delete(id);
      return view;
    }
    const asked = addresses.get(id) ?? signIns.browserAddress(id);
    addresses.set(id, asked);
    return { ...view, authorization_url: await asked };
  };
};

const signInState = (state: SignInRecord['state']): Omit<AgentSignIn, 'id'> => {
  switch (state.kind) {
    case 'done':
      return { state: 'done', connection: state.connection.id };
    case 'failed': {
      const { code } = state.error;
      return { state: 'failed', failure: { code, title: FAILURE_TEXT[code].sentence } };
    }
    case 'waiting-for-device':
      return {
        state: 'pending',
        user_code: state.userCode,
        verification_uri: state.verificationUri,
        verification_uri_complete: state.verificationUriComplete,
      };
    default:
      return { state: 'pending' };
  }
};

const SIGN_IN_EVERY = 5000;

/** A program opens no browser windows by the dozen. Fails with VK_RATE_LIMITED. */
const createSignInLimit = (now: App['now']): (() => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const left = SIGN_IN_EVERY - Math.abs(now() - last);
    if (left > 0) {
      throw new ValetKeyError('VK_RATE_LIMITED', {
        fields: { retryAfterSeconds: Math.ceil(left / 1000) },
      });
    }
    last = now();
  };
};
