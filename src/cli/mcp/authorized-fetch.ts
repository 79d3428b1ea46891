import type { AgentClient } from '../agent/client.ts';
import type { SignIn, Token } from '../agent/replies.ts';
import { CliFailure } from '../failure.ts';

export interface AuthorizedFetchParts {
  readonly agent: Pick<AgentClient, 'token' | 'refused' | 'signIn' | 'signInState'>;
  /** The MCP server. Nothing is added to a request that goes to another origin. */
  readonly address: URL;
  /** The account, where the person named one. */
  readonly account: string | undefined;
  readonly fetch: typeof fetch;
  readonly sleep: (seconds: number) => Promise<void>;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly remark: (sentence: string) => Promise<void>;
}

/** More than one is rare: a server that wants ever more is asked no more. */
const MOST_STEP_UPS = 3;
/** Seconds between two looks at a sign-in. */
const LOOK_EVERY = 0.5;
/** Seconds that a token must still live to be sent. */
const LEAST_LIFE = 30;
/** As long as the agent takes one. */
const LONGEST_CHALLENGE = 8192;

const has = (thrown: unknown, code: string): boolean =>
  thrown instanceof CliFailure && thrown.code === code;

/** Scope tokens that a 403 asks for; undefined where it is about something else. @see RFC 6750 §3.1 */
const wantedScope = (response: Response): string | undefined => {
  const field = response.headers.get('www-authenticate') ?? '';
  if (response.status !== 403 || !/error\s*=\s*"?insufficient_scope/.test(field)) return undefined;
  return /[\s,]scope\s*=\s*"([^"]{1,4000})"/.exec(` ${field}`)?.[1];
};

const without = (scope: string, held: string): string => {
  const own = new Set(held.split(' '));
  return scope
    .split(' ')
    .filter((token) => token !== '' && !own.has(token))
    .join(' ');
};

/** Tokens and sign-ins as the agent gives them, one request each. */
const createSource = ({ agent, address, sleep }: AuthorizedFetchParts) => {
  const bearer = async (request: Promise<Token>): Promise<Token> => {
    const token = await request;
    if (token.token_type.toLowerCase() === 'bearer') return token;
    throw new CliFailure('VK_UNSUPPORTED_BY_SERVER', 'Its tokens are bound to a key in Valet Key.');
  };
  /** Sign-ins that programs begin are spaced: whoever is too early waits its turn. */
  const begin = async (request: Parameters<AgentClient['signIn']>[0]): Promise<SignIn> => {
    try {
      return await agent.signIn(request);
    } catch (thrown) {
      if (!has(thrown, 'VK_RATE_LIMITED')) throw thrown;
      await sleep((thrown as CliFailure).retryAfter ?? 5);
      return agent.signIn(request);
    }
  };
  return {
    bearer,
    /** Begins a sign-in, waits for its end, and gives the token that came of it. */
    async signedIn(request: Parameters<AgentClient['signIn']>[0]): Promise<Token> {
      let state = await begin(request);
      while (state.state === 'pending') {
        await sleep(LOOK_EVERY);
        state = await agent.signInState(state.id);
      }
      const { failure, connection = address.href } = state;
      if (failure !== undefined) {
        throw new CliFailure(failure.code, failure.title ?? 'The sign-in has failed.');
      }
      return bearer(agent.token({ connection, resource: address.href }));
    },
  };
};

/** The token in memory, and at most one request for another: whoever comes meanwhile waits for the same. */
const createHeldToken = () => {
  let held: Token | undefined;
  let pending: Promise<Token | undefined> | undefined;
  return {
    get: (): Token | undefined => held,
    /** One that is not the token which was sent, where somebody has got it meanwhile. */
    otherThan: (sent: Token | undefined): Token | undefined =>
      held?.access_token === sent?.access_token ? undefined : held,
    ask(get: () => Promise<Token | undefined>): Promise<Token | undefined> {
      pending ??= get()
        .then((token) => (held = token))
        .finally(() => (pending = undefined));
      return pending;
    },
  };
};

/** The tokens of one login at one server. */
const createLogin = (parts: AuthorizedFetchParts) => {
  const { agent, address, account, now, remark } = parts;
  const { bearer, signedIn } = createSource(parts);
  const held = createHeldToken();
  let stepUps = 0;
  const wanted = () => ({
    connection: held.get()?.connection ?? account ?? address.href,
    resource: address.href,
  });
  const isFresh = ({ expires_at: end }: Token): boolean =>
    end === undefined || end - now() > LEAST_LIFE;
  const first = async (): Promise<Token | undefined> => {
    try {
      return await bearer(agent.token(wanted()));
    } catch (thrown) {
      if (has(thrown, 'VK_UNKNOWN_CONNECTION') && account === undefined) return undefined;
      if (!has(thrown, 'VK_SIGN_IN_REQUIRED') && !has(thrown, 'VK_GRANT_REVOKED')) throw thrown;
      await remark('The login has ended: sign in again in your browser.');
      return signedIn({ connection: wanted().connection });
    }
  };
  return {
    /** The token to send; undefined where there is no login yet, so that the server is asked without one. */
    async current(): Promise<Token | undefined> {
      const token = held.get();
      return token !== undefined && isFresh(token) ? token : held.ask(first);
    },
    /** A token in place of one that the server refused, or the first one. */
    async afterRefusal(sent: Token | undefined, challenge: string): Promise<Token | undefined> {
      return (
        held.otherThan(sent) ??
        held.ask(async () => {
          if (sent !== undefined) {
            return bearer(agent.refused({ ...wanted(), access_token: sent.access_token }));
          }
          await remark(`${address.host} wants a login: sign in in your browser.`);
          return signedIn({ resource: address.href, challenge });
        })
      );
    },
    /** A token with more access, once the person has agreed; undefined where it is no use to ask. */
    async withMore(sent: Token, scope: string): Promise<Token | undefined> {
      const other = held.otherThan(sent);
      if (other !== undefined) return other;
      const missing = without(scope, sent.scope ?? '');
      if (missing === '' || stepUps >= MOST_STEP_UPS) return undefined;
      stepUps += 1;
      const reason = `${address.host} asks for it`;
      return held.ask(() => signedIn({ connection: sent.connection, scope: missing, reason }));
    },
  };
};

/** An answer, and the token that was sent for it. */
interface Answered {
  readonly response: Response;
  readonly token: Token | undefined;
}

/**
 * A `fetch` that adds the access token of the login for `address`, gets a newer one once after a 401, signs
 * in where there is no login, and asks the person for more after a 403 that says what is missing.
 * @see MCP 2025-11-25 Access Token Usage, Scope Challenge Handling
 */
export const authorizedFetch = (parts: AuthorizedFetchParts): typeof fetch => {
  const login = createLogin(parts);
  type Send = (token: Token | undefined) => Promise<Answered>;
  const withNewer = async (send: Send): Promise<Answered> => {
    const first = await send(await login.current());
    if (first.response.status !== 401) return first;
    const challenge = first.response.headers.get('www-authenticate') ?? '';
    await first.response.body?.cancel();
    return send(await login.afterRefusal(first.token, challenge.slice(0, LONGEST_CHALLENGE)));
  };
  const withMore = async (send: Send, answered: Answered): Promise<Response> => {
    const { response, token } = answered;
    const scope = wantedScope(response);
    if (scope === undefined || token === undefined) return response;
    const more = await login.withMore(token, scope);
    if (more === undefined || more.access_token === token.access_token) return response;
    await response.body?.cancel();
    return withMore(send, await send(more));
  };
  return async (input, init = {}) => {
    const target = input instanceof Request ? input.url : input;
    if (new URL(target).origin !== parts.address.origin) return parts.fetch(target, init);
    const send: Send = async (token) => {
      const headers = new Headers(init.headers);
      if (token !== undefined) headers.set('authorization', `Bearer ${token.access_token}`);
      return { token, response: await parts.fetch(target, { ...init, headers }) };
    };
    return withMore(send, await withNewer(send));
  };
};
