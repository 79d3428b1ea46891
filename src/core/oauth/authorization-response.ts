import { foreignText } from '../fault/foreign-text.ts';
import { MEANING_OF_ERROR } from '../fault/from-error.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import { isIssuerOrTenant } from '../model/tenant-issuer.ts';
import { Secret } from '../secret/secret.ts';
import type { PendingTransaction } from './authorization-request.ts';

/** What is known of a `state`. `ended`: it was ours and has been used, given up or outlived. */
export type TransactionLookup<Transaction> =
  | { readonly kind: 'pending'; readonly transaction: Transaction }
  | { readonly kind: 'ended' }
  | { readonly kind: 'unknown' };

/** A judged redirect. Only `proceed` and `fail` end a transaction; the others disturb nothing. */
export type RedirectJudgement<Transaction> =
  | {
      readonly verdict: 'proceed';
      readonly transaction: Transaction;
      readonly code: Secret<'authorization-code'>;
    }
  | { readonly verdict: 'fail'; readonly transaction: Transaction; readonly error: ValetKeyError }
  | { readonly verdict: 'ignore' }
  | { readonly verdict: 'stale' };

/** More parameters than any server sends. */
const MOST_PARAMETERS = 32;

/** @see RFC 6749 App. A.11 (code), App. A.7 (error) */
const VSCHARS = /^[\x20-\x7e]+$/;
const ERROR_CHARACTERS = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;

/** Tokens have no place in a redirect: they end up in histories and logs. RFC 9700 §2.1.2 */
const TOKEN_PARAMETERS: readonly string[] = ['access_token', 'id_token', 'refresh_token'];

/**
 * Judges a URL that arrived where redirects arrive. Anyone can open such a URL, so what does not
 * name a pending transaction by its `state` is ignored and cannot abort a sign-in.
 *
 * `proceed` carries the issuer that the response names, which is one tenant's where any may answer.
 * `fail` carries VK_RESPONSE_ISSUER_MISMATCH, VK_TOKEN_IN_FRONT_CHANNEL,
 * VK_AUTHORIZATION_RESPONSE_INVALID (field `why`), or the code for the server's `error`.
 * @param lookup finds a transaction by the `state` as it was received
 * @see RFC 6749 §4.1.2, RFC 9207 §2.4, RFC 9700 §2.1, RFC 8252 §8.10
 */
export const judgeRedirect = <Transaction extends PendingTransaction>(
  rawUrl: string,
  lookup: (state: string) => TransactionLookup<Transaction>,
): RedirectJudgement<Transaction> => {
  const url = readRedirectUrl(rawUrl);
  const state = url === undefined ? undefined : onlyState(url);
  if (url === undefined || state === undefined) return { verdict: 'ignore' };
  const found = lookup(state);
  if (found.kind === 'unknown') return { verdict: 'ignore' };
  if (found.kind === 'ended') return { verdict: 'stale' };
  const { transaction } = found;
  const outcome = judgeResponse(url, transaction);
  if (outcome instanceof ValetKeyError) return { verdict: 'fail', transaction, error: outcome };
  const issuer = url.parameters.find(({ name }) => name === 'iss')?.value ?? transaction.issuer;
  return { verdict: 'proceed', transaction: { ...transaction, issuer }, code: outcome };
};

/**
 * The token parameter that a redirect carries, and where: to explain afterwards why nothing came of
 * it (the server was asked, or is set up, for the implicit grant). Its value is not returned.
 * @see RFC 9700 §2.1.2
 */
export const frontChannelTokenIn = (
  rawUrl: string,
): { readonly part: 'query' | 'fragment'; readonly parameter: string } | undefined => {
  const url = readRedirectUrl(rawUrl);
  if (url === undefined) return undefined;
  const inQuery = url.parameters.find(isToken);
  if (inQuery !== undefined) return { part: 'query', parameter: inQuery.name };
  const inFragment = readQuery(url.fragment).find(isToken);
  return inFragment && { part: 'fragment', parameter: inFragment.name };
};

const isToken = ({ name }: { readonly name: string }): boolean => TOKEN_PARAMETERS.includes(name);

/** Two states name two transactions, or none: not ours to guess. */
const onlyState = ({ parameters }: RedirectUrl): string | undefined => {
  const states = parameters.filter(({ name }) => name === 'state');
  return states.length === 1 && states[0]?.value !== '' ? states[0]?.value : undefined;
};

const judgeResponse = (
  url: RedirectUrl,
  transaction: PendingTransaction,
): Secret<'authorization-code'> | ValetKeyError => {
  const shapeFault = faultOfShape(url, transaction);
  if (shapeFault !== undefined) return shapeFault;
  const parameters = new Map(url.parameters.map(({ name, value }) => [name, value]));
  const issuerFault = faultOfIssuer(parameters, transaction);
  if (issuerFault !== undefined) return issuerFault;
  if (parameters.has('error')) return serverError(parameters);
  const code = parameters.get('code');
  if (code === undefined) {
    return invalid(parameters.has('code') ? 'code is not UTF-8' : 'neither code nor error');
  }
  if (!VSCHARS.test(code)) return invalid('code has characters a code cannot have');
  return Secret.of('authorization-code', code);
};

const invalid = (why: string): ValetKeyError =>
  new ValetKeyError('VK_AUTHORIZATION_RESPONSE_INVALID', { fields: { why } });

const faultOfShape = (
  { location, parameters }: RedirectUrl,
  { redirectUri }: PendingTransaction,
): ValetKeyError | undefined => {
  if (location !== redirectUri) return invalid('arrived at another redirect URI');
  if (parameters.length > MOST_PARAMETERS) return invalid('too many parameters');
  const names = new Set(parameters.map(({ name }) => name));
  if (names.size < parameters.length) return invalid('a parameter is repeated');
  const token = parameters.find(isToken);
  if (token !== undefined) {
    return new ValetKeyError('VK_TOKEN_IN_FRONT_CHANNEL', { fields: { parameter: token.name } });
  }
  return names.has('response') ? invalid('a signed response (JARM) was not asked for') : undefined;
};

/** Compared as text: no case folding, no trailing slash forgiven; one for any tenant must name one. RFC 9207 §2.4 */
const faultOfIssuer = (
  parameters: ReadonlyMap<string, string | undefined>,
  { issuer, issRequired }: PendingTransaction,
): ValetKeyError | undefined => {
  const stated = parameters.get('iss');
  if (parameters.has('iss') ? isIssuerOrTenant(stated, issuer) : !issRequired) return undefined;
  return new ValetKeyError('VK_RESPONSE_ISSUER_MISMATCH', {
    fields: {
      expected: foreignText(issuer),
      ...(stated === undefined ? {} : { stated: foreignText(stated) }),
    },
  });
};

/** `invalid_grant` is not among them: nobody has shown a grant here. RFC 6749 §4.1.2.1 */
const isMeaningful = (error: string): error is keyof typeof MEANING_OF_ERROR =>
  Object.hasOwn(MEANING_OF_ERROR, error);

/** The server's own words travel under their wire names, as quotations. */
const serverError = (parameters: ReadonlyMap<string, string | undefined>): ValetKeyError => {
  const error = parameters.get('error') ?? '';
  if (!ERROR_CHARACTERS.test(error)) return invalid('error has characters an error cannot have');
  const code = isMeaningful(error) ? MEANING_OF_ERROR[error] : 'VK_REQUEST_REJECTED';
  const description = parameters.get('error_description');
  return new ValetKeyError(code, {
    fields: {
      error: foreignText(error),
      ...(description === undefined ? {} : { error_description: foreignText(description) }),
    },
  });
};

/** One parameter of a redirect; `value` is undefined where its bytes are no UTF-8. */
interface Parameter {
  readonly name: string;
  readonly value: string | undefined;
}

/** A redirect taken apart without repair: what is not understood stays as it was sent. */
export interface RedirectUrl {
  /** Everything before the query, with the scheme in lower case (RFC 3986 §3.1). */
  readonly location: string;
  readonly parameters: readonly Parameter[];
  readonly fragment: string;
}

/** More than any authorization response needs; longer ones are dropped before they are looked at. */
const LONGEST_URL = 8192;

/** The characters of a URI. Others would be dropped or rewritten by `URL`, behind our back. */
const URI_CHARACTERS = /^[\x21-\x7e]+$/;
const WEB = /^https?:/i;
const AUTHORITY = /^[^/?#]*:\/\//;

/**
 * Takes apart a URL that claims to be an authorization response, or undefined where it cannot be
 * one: too long, holding characters that no URI has, or with an authority in a private-use scheme.
 * @see RFC 3986 §3, RFC 8252 §7.1
 */
export const readRedirectUrl = (rawUrl: string): RedirectUrl | undefined => {
  if (rawUrl.length > LONGEST_URL || !URI_CHARACTERS.test(rawUrl)) return undefined;
  if (AUTHORITY.test(rawUrl) && !WEB.test(rawUrl)) return undefined;
  const [beforeFragment, fragment] = cut(rawUrl, '#');
  const [location, query] = cut(beforeFragment, '?');
  const [scheme, rest] = cut(location, ':');
  return { location: `${scheme.toLowerCase()}:${rest}`, parameters: readQuery(query), fragment };
};

/** @see RFC 6749 App. B: `application/x-www-form-urlencoded` in UTF-8 */
export const readQuery = (query: string): readonly Parameter[] =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name, value] = cut(pair, '=');
      return { name: decode(name) ?? name, value: decode(value) };
    });

const cut = (text: string, separator: string): readonly [string, string] => {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
};

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};
