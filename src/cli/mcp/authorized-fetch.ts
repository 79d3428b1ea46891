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

/** The tokens of one login at one server, as the agent gives them: one question at a time. */
const createLogin = (parts: AuthorizedFetchParts) => {
  const { agent, address, account, sleep, now } = parts;
  let held: Token | undefined;
  let pending: Promise<Token | undefined> | undefined;
  let stepUps = 0;
  const wanted = () => ({
    connection: held?.connection ?? account ?? address.href,
    resource: address.href,
  });
  const ask = (get: () => Promise<Token | undefined>): Promise<Token | undefined> => {
    pending ??= get().then(
      (token) => {
        held = token;
        pending = undefined;
        return token;
      },
      (thrown: unknown) => {
        pending = undefined;
        throw thrown;
      },
    );
    return pending;
  };
  const bearer = async (request: Promise<Token>): Promise<Token> => {
    const token = await request;
    if (token.token_type.toLowerCase() === 'bearer') return token;
    throw new CliFailure('VK_UNSUPPORTED_BY_SERVER', 'Its tokens are bound to a key in Valet Key.');
  };
  const done = async (started: SignIn): Promise<Token> => {
    let state = started;
    while (state.state === 'pending') {
      await sleep(LOOK_EVERY);
      state = await agent.signInState(state.id);
    }
    const { failure, connection = address.href } = state;
    if (failure !== undefined) {
      throw new CliFailure(failure.code, failure.title ?? 'The sign-in has failed.');
    }
    return bearer(agent.token({ connection, resource: address.href }));
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
  const isFresh = ({ expires_at: end }: Token): boolean =>
    end === undefined || end - now() > LEAST_LIFE;
  return {
    /** The token to send; undefined where there is no login yet, so that the server is asked without one. */
    async current(): Promise<Token | undefined> {
      if (held !== undefined && isFresh(held)) return held;
      return ask(async () => {
        try {
          return await bearer(agent.token(wanted()));
        } catch (thrown) {
          if (has(thrown, 'VK_UNKNOWN_CONNECTION') && account === undefined) return undefined;
          if (has(thrown, 'VK_SIGN_IN_REQUIRED') || has(thrown, 'VK_GRANT_REVOKED')) {
            await parts.remark('The login has ended: sign in again in your browser.');
            return done(await begin({ connection: wanted().connection }));
          }
          throw thrown;
        }
      });
    },
    /** A token in place of one that the server refused, or the first one. */
    async afterRefusal(sent: Token | undefined, challenge: string): Promise<Token | undefined> {
      if (held !== undefined && held.access_token !== sent?.access_token) return held;
      return ask(async () => {
        if (sent !== undefined) {
          return bearer(agent.refused({ ...wanted(), access_token: sent.access_token }));
        }
        await parts.remark(`${address.host} wants a login: sign in in your browser.`);
        return done(await begin({ resource: address.href, challenge }));
      });
    },
    /** A token with more access, once the person has agreed; undefined where it is no use to ask. */
    async withMore(sent: Token, scope: string): Promise<Token | undefined> {
      if (held !== undefined && held.access_token !== sent.access_token) return held;
      const missing = without(scope, sent.scope ?? '');
      if (missing === '' || stepUps >= MOST_STEP_UPS) return undefined;
      stepUps += 1;
      return ask(async () => {
        const reason = `${address.host} asks for it`;
        return done(await begin({ connection: sent.connection, scope: missing, reason }));
      });
    },
  };
};

/**
 * A `fetch` that adds the access token of the login for `address`, gets a newer one once after a 401, signs
 * in where there is no login, and asks the person for more after a 403 that says what is missing.
 * @see MCP 2025-11-25 Access Token Usage, Scope Challenge Handling
 */
export const authorizedFetch = (parts: AuthorizedFetchParts): typeof fetch => {
  const login = createLogin(parts);
  const send = (input: string | URL, init: RequestInit, token: Token | undefined) => {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token.access_token}`);
    return parts.fetch(input, { ...init, headers });
  };
  return async (input, init = {}) => {
    const target = input instanceof Request ? input.url : input;
    if (new URL(target).origin !== parts.address.origin) return parts.fetch(target, init);
    let token = await login.current();
    let response = await send(target, init, token);
    if (response.status === 401) {
      const challenge = (response.headers.get('www-authenticate') ?? '').slice(0, 8192);
      await response.body?.cancel();
      token = await login.afterRefusal(token, challenge);
      response = await send(target, init, token);
    }
    for (;;) {
      const scope = wantedScope(response);
      if (scope === undefined || token === undefined) return response;
      const more = await login.withMore(token, scope);
      if (more === undefined || more.access_token === token.access_token) return response;
      await response.body?.cancel();
      token = more;
      response = await send(target, init, token);
    }
  };
};
