import type { IntrospectionWarning } from '../../vocabulary/inspection.ts';
import * as oauth from 'oauth4webapi';
import { after, epochMs, seconds, type EpochMs } from '../../vocabulary/instant.ts';
import { parseScope, type Scope } from '../model/scope.ts';
import { clientAuthentication } from './client/client-auth.ts';
import { clientOf, libraryOptions, sending, serverWith } from './exchange/endpoint-request.ts';
import { refusalOf } from './exchange/error-response.ts';
import type { Exchange, IssuedToken } from './exchange/exchange.ts';
import type { JsonObject } from './exchange/json.ts';
import { readJsonObject } from './exchange/read-body.ts';
import { malformed } from './exchange/reply-members.ts';
import type { TokenTypeHint } from './revocation.ts';

/** What the server says of a token, and what follows from it. @see RFC 7662 §2.2 */
export interface Introspection {
  /** Whether the token can be used: the server says so and its `exp` has not passed here. */
  readonly active: boolean;
  /** What the server said, whatever our clock says. */
  readonly activeByServer: boolean;
  readonly expiresAt?: EpochMs;
  readonly scope?: Scope;
  readonly clientId?: string;
  readonly username?: string;
  readonly sub?: string;
  readonly tokenType?: string;
  readonly issuer?: string;
  readonly audience?: readonly string[];
  readonly warnings: readonly IntrospectionWarning[];
}

/**
 * Asks the server what it knows of a token. Fails with VK_UNSUPPORTED_BY_SERVER where there is no
 * introspection endpoint, with VK_CLIENT_REJECTED where we may not ask, with VK_RESPONSE_MALFORMED
 * where the answer is not plain JSON with a boolean `active`, or with a network code.
 * @see RFC 7662 §2
 */
export const introspectToken = async (
  exchange: Exchange,
  token: IssuedToken,
  hint?: TokenTypeHint,
): Promise<Introspection> => {
  const response = await introspectionRequest(exchange, token, hint);
  return judgeIntrospectionResponse(exchange, response);
};

/** Sends the introspection request. @see RFC 7662 §2.1 */
export const introspectionRequest = (
  exchange: Exchange,
  token: IssuedToken,
  hint?: TokenTypeHint,
): Promise<Response> =>
  sending(exchange, () =>
    oauth.introspectionRequest(
      serverWith(exchange, 'introspection_endpoint'),
      clientOf(exchange),
      clientAuthentication(exchange),
      token.expose(),
      {
        ...libraryOptions(exchange),
        ...(hint === undefined ? {} : { additionalParameters: { token_type_hint: hint } }),
      },
    ),
  );

/** Judges an introspection response. A signed one (RFC 9701) was not asked for. @see RFC 7662 §2.2 */
export const judgeIntrospectionResponse = async (
  exchange: Exchange,
  response: Response,
): Promise<Introspection> => {
  const { now, signal } = exchange;
  if (!response.ok) throw await refusalOf(response, now, signal);
  const members = await readJsonObject(response, { signal });
  const { active } = members;
  if (typeof active !== 'boolean') {
    // Not even the text "true": whoever reads "false" as a text that is not empty would take it for yes.
    throw malformed(
      typeof active === 'string' ? 'a text, not true or false' : 'not true or false',
      'active',
    );
  }
  // Whatever else is said of an inactive token is not to be relied upon.
  return active ? judgeActive(exchange, members) : { active, activeByServer: active, warnings: [] };
};

const judgeActive = ({ now, registration }: Exchange, members: JsonObject): Introspection => {
  const exp = members['exp'] ?? undefined;
  const scope = members['scope'] ?? undefined;
  const expiresAt = numericDate(exp);
  const expired = expiresAt !== undefined && expiresAt <= now;
  const clientId = textOf(members['client_id']);
  const checks: readonly (readonly [boolean, IntrospectionWarning])[] = [
    [expired, 'expired_by_our_clock'],
    [exp !== undefined && expiresAt === undefined, 'exp_malformed'],
    [scope !== undefined && typeof scope !== 'string', 'scope_malformed'],
    [clientId !== undefined && clientId !== registration.clientId, 'token_of_another_client'],
  ];
  return {
    active: !expired,
    activeByServer: true,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(typeof scope === 'string' ? { scope: parseScope(scope) } : {}),
    ...describe(members),
    warnings: checks.filter(([holds]) => holds).map(([, warning]) => warning),
  };
};

const describe = (members: JsonObject): Partial<Introspection> => {
  const clientId = textOf(members['client_id']);
  const username = textOf(members['username']);
  const sub = textOf(members['sub']);
  const tokenType = textOf(members['token_type']);
  const issuer = textOf(members['iss']);
  const audience = audienceOf(members['aud']);
  return {
    ...(clientId === undefined ? {} : { clientId }),
    ...(username === undefined ? {} : { username }),
    ...(sub === undefined ? {} : { sub }),
    ...(tokenType === undefined ? {} : { tokenType }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  };
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

const audienceOf = (value: unknown): readonly string[] | undefined => {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.every((one) => typeof one === 'string') ? values : undefined;
};

/** The latest instant a `Date` can hold, in seconds. */
const LATEST = 8.64e12;

/** @see RFC 7519 §2 NumericDate */
const numericDate = (value: unknown): EpochMs | undefined =>
  typeof value === 'number' && value >= 0 && value <= LATEST
    ? after(epochMs(0), seconds(value))
    : undefined;
