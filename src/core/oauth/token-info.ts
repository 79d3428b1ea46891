import { after, epochMs, seconds, type EpochMs } from '../../vocabulary/instant.ts';
import type { MemberPath, TokenInfoCall } from '../model/provider-interface.ts';
import type { Secret } from '../secret/secret.ts';
import type { Exchange } from './exchange/exchange.ts';
import type { IntrospectionWarning } from '../../vocabulary/inspection.ts';
import { memberAt, providerRequest, readAnswer } from './exchange/provider-call.ts';
import { isJsonObject } from './exchange/json.ts';
import { isDigits, malformed } from './exchange/reply-members.ts';

/** What a provider says of an access token by an interface of its own. */
export interface TokenInfo {
  /** Whether the token can be used: the provider says so and its end has not passed here. */
  readonly active: boolean;
  readonly activeByServer: boolean;
  readonly expiresAt?: EpochMs;
  /** The members that may be shown, by their path; foreign values. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly warnings: readonly IntrospectionWarning[];
}

/**
 * Asks a provider about an access token where the server has no introspection. Fails with
 * VK_RESPONSE_MALFORMED where the answer does not say whether the token is in force, with
 * VK_CLIENT_REJECTED or VK_REQUEST_REJECTED where we may not ask, or with a network code.
 * @see RFC 7662 §2, whose question this is
 */
export const askTokenInfo = async (
  exchange: Exchange,
  call: TokenInfoCall,
  token: Secret<'access-token'>,
): Promise<TokenInfo> => {
  const response = await providerRequest(exchange, call, token);
  return judgeTokenInfo(exchange, call, response);
};

/** Judges what a provider answered; nothing of a token that is not active is relied upon. @see RFC 7662 §2.2 */
export const judgeTokenInfo = async (
  exchange: Exchange,
  call: TokenInfoCall,
  response: Response,
): Promise<TokenInfo> => {
  const answer = await readAnswer(exchange, call, response);
  if (answer.kind === 'ended') return DEAD;
  if (answer.kind === 'refused') throw answer.error;
  const { value } = answer;
  // A page in place of an answer says nothing of the token, whatever its status.
  if (!isJsonObject(value)) throw malformed('not a JSON object');
  const stated = call.active === undefined ? true : memberAt(value, call.active);
  if (typeof stated !== 'boolean') {
    throw malformed('not true or false', call.active?.join('.'));
  }
  return stated ? judgeActive(exchange, call, value) : DEAD;
};

const DEAD: TokenInfo = { active: false, activeByServer: false, members: {}, warnings: [] };

const judgeActive = (
  { now, registration }: Exchange,
  call: TokenInfoCall,
  value: unknown,
): TokenInfo => {
  const end = endOf(call, value, now);
  const isOver = typeof end === 'number' && end <= now;
  const clientId = call.clientId === undefined ? undefined : memberAt(value, call.clientId);
  const isOthers =
    (typeof clientId === 'string' || typeof clientId === 'number') &&
    String(clientId) !== registration.clientId;
  return {
    active: !isOver,
    activeByServer: true,
    ...(typeof end === 'number' ? { expiresAt: end } : {}),
    members: pickMembers(call.shown, value),
    warnings: [
      ...(isOver ? (['expired_by_our_clock'] as const) : []),
      ...(end === 'malformed' ? (['exp_malformed'] as const) : []),
      ...(isOthers ? (['token_of_another_client'] as const) : []),
    ],
  };
};

/** The latest instant a `Date` can hold, in seconds. */
const LATEST = 8.64e12;

const endOf = (
  { expiresAt, expiresIn }: TokenInfoCall,
  value: unknown,
  now: EpochMs,
): EpochMs | 'malformed' | undefined => {
  const at = expiresAt === undefined ? undefined : memberAt(value, expiresAt);
  if (at !== undefined && at !== null) return at === 0 ? undefined : dateOf(at, epochMs(0));
  const left = expiresIn === undefined ? undefined : memberAt(value, expiresIn);
  return left === undefined || left === null ? undefined : dateOf(left, now);
};

const dateOf = (stated: unknown, from: EpochMs): EpochMs | 'malformed' => {
  const value = isDigits(stated) ? Number(stated) : stated;
  return typeof value === 'number' && value >= 0 && value <= LATEST - from / 1000
    ? after(from, seconds(value))
    : 'malformed';
};

const pickMembers = (
  paths: readonly MemberPath[],
  value: unknown,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    paths
      .map((path) => [path.join('.'), memberAt(value, path)] as const)
      .filter(([, member]) => member !== undefined),
  );
