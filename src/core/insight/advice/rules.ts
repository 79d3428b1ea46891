import { ADVICE_SEVERITIES, type AdviceRuleName } from '../../../vocabulary/advice-rule.ts';
import { REPEATED_BY } from '../../../vocabulary/oauth.ts';
import { between, epochMs } from '../../../vocabulary/instant.ts';
import { isBound, type Connection } from '../../model/connection.ts';
import { scopeWithout } from '../../model/scope.ts';
import { isPlan, revocationPlan } from '../../revocation/revocation-plan.ts';
import {
  endingAction,
  hasResourceOwner,
  type AdviceRule,
  type KnownOfConnection,
  type NamedRule,
  type Particulars,
} from './rule.ts';

/** In seconds. */
const DAY = 24 * 3600;

/** A grant this young may still be about to be used. */
const SETTLED = 7 * DAY * 1000;

/** To ask for less one must have asked for it: what a server adds by itself it would add again. */
const withLess = ({ requestedScope, grantType }: Connection, about: readonly string[]) => {
  const isRepeatable = REPEATED_BY[grantType] === grantType;
  const left = requestedScope.filter((token) => !about.includes(token));
  const isHelp = isRepeatable && left.length > 0 && left.length < requestedScope.length;
  return { action: isHelp ? 'sign-in-with-less' : 'look', about } as const;
};

const fullAccess: AdviceRule = {
  severity: 'high',
  spec: 'RFC 9700 §2.3',
  judge: ({ connection, reach }) =>
    reach.everything.length === 0 ? undefined : withLess(connection, reach.everything),
};

const highRiskUnused: AdviceRule = {
  severity: 'medium',
  spec: 'RFC 9700 §2.3',
  judge: ({ connection, now, reach, handedOutScope }): Particulars | undefined => {
    if (connection.signedInAt > epochMs(now - SETTLED)) return undefined;
    const about = reach.risky.filter((token) => !handedOutScope.has(token));
    return about.length === 0 ? undefined : withLess(connection, about);
  },
};

const moreThanAsked: AdviceRule = {
  severity: 'medium',
  spec: 'RFC 6749 §3.3',
  judge: ({ connection: { requestedScope, grantedScope } }) => {
    if (requestedScope.length === 0) return undefined;
    const about = scopeWithout(grantedScope, requestedScope);
    return about.length === 0 ? undefined : { action: 'look', about };
  },
};

const tokenInFragment: AdviceRule = {
  severity: 'high',
  spec: 'RFC 9700 §2.1.2',
  judge: ({ connection, hasTokenInFragment }) =>
    hasTokenInFragment ? { action: endingAction(connection) } : undefined,
};

const longLived: AdviceRule = {
  severity: 'medium',
  spec: 'RFC 6750 §5.3',
  judge: ({ connection, stated }) =>
    stated === undefined || stated <= DAY
      ? undefined
      : { action: endingAction(connection), days: Math.floor(stated / DAY) },
};

const noStatedExpiry: AdviceRule = {
  severity: 'medium',
  spec: 'RFC 6749 §5.1',
  judge: ({ connection, hasNoStatedExpiry }) =>
    hasNoStatedExpiry ? { action: endingAction(connection) } : undefined,
};

/** What was seen goes before what a preset has heard. */
const rotates = ({ hasRotated, preset }: KnownOfConnection): boolean | undefined => {
  if (hasRotated !== undefined) return hasRotated;
  return preset?.refresh.rotates === 'never' ? false : undefined;
};

/** Only for public clients: others prove themselves at every refresh, and so does a DPoP key. */
const noRotation: AdviceRule = {
  severity: 'medium',
  spec: 'RFC 9700 §4.14.2',
  judge: (known) => {
    const { connection, isLocal } = known;
    const { registration, hasRefreshToken } = connection;
    const isProtected =
      registration.tokenEndpointAuthMethod !== 'none' || isBound(connection) || isLocal;
    if (!hasRefreshToken || isProtected || rotates(known) !== false) return undefined;
    return { action: 'explain' };
  },
};

const LONG_UNUSED = 90 * DAY;

const passwordGrant: AdviceRule = {
  severity: 'high',
  spec: 'RFC 9700 §2.4',
  judge: ({ connection }) =>
    connection.grantType === 'password' ? { action: 'set-up-again' } : undefined,
};

/**
 * A secret in a program on a desktop is known to whoever has the program. What signs in without a
 * person is a service, and may have one.
 */
const clientSecret: AdviceRule = {
  severity: 'low',
  spec: 'RFC 8252 §8.5',
  judge: ({ connection, preset }) => {
    const { tokenEndpointAuthMethod } = connection.registration;
    const hasSecret = tokenEndpointAuthMethod.startsWith('client_secret');
    if (!hasSecret || !hasResourceOwner(connection)) return undefined;
    return { action: preset?.publicClient === true ? 'set-up-again' : 'explain' };
  },
};

const unused: AdviceRule = {
  severity: 'medium',
  spec: 'RFC 7009 §1',
  judge: ({ connection, now }) => {
    const used = Math.max(connection.lastUsedAt ?? 0, connection.signedInAt);
    const rest = between(used as typeof now, now);
    if (rest < LONG_UNUSED) return undefined;
    return { action: endingAction(connection), days: Math.floor(rest / DAY) };
  },
};

const severalLogins: AdviceRule = {
  severity: 'low',
  spec: 'OIDC Core §5.7',
  judge: ({ laterLogin }) => (laterLogin === undefined ? undefined : { action: 'forget' }),
};

const ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
  'userinfo_endpoint',
] as const;

const isPlain = (url: string | undefined): url is string => url?.startsWith('http:') === true;

/** Everything that would see a code or a token and can be read on the way. */
const plainAddresses = ({ issuer, metadata }: Connection): readonly string[] => {
  if (!isPlain(issuer) && !ENDPOINTS.some((member) => isPlain(metadata[member]))) return [];
  return [...new Set([issuer, ...ENDPOINTS.map((member) => metadata[member])].filter(isPlain))];
};

const unprotectedTransport: AdviceRule = {
  severity: 'high',
  spec: 'RFC 6749 §1.6',
  judge: ({ connection, isLocal }) => {
    if (isLocal) return undefined;
    const about = plainAddresses(connection);
    return about.length === 0 ? undefined : { action: 'forget', about };
  },
};

/** Whether the metadata is what the server itself announces, and not what a person stated. */
const announces = ({ connection, isLocal }: KnownOfConnection): boolean =>
  !isLocal && connection.options?.usesStatedMetadata !== true;

const isByCode = ({ grantType }: Connection): boolean => grantType === 'authorization_code';

/** We send S256 in any case; a server that does not announce it may not check it. */
const noPkce: AdviceRule = {
  severity: 'medium',
  spec: 'RFC 9700 §2.1.1',
  judge: (known) => {
    const { connection, preset } = known;
    if (!isByCode(connection) || preset?.pkce === 'checked') return undefined;
    const methods = connection.metadata.code_challenge_methods_supported ?? [];
    const isAnnounced = methods.some((one) => one.toUpperCase() === 'S256');
    const isKnownBad = preset?.pkce === 'not-checked';
    if (isAnnounced || (!announces(known) && !isKnownBad)) return undefined;
    return { action: 'explain', about: methods };
  },
};

const noResponseIssuer: AdviceRule = {
  severity: 'low',
  spec: 'RFC 9207 §2',
  judge: (known) => {
    const { connection } = known;
    const hasIssuer = connection.metadata.authorization_response_iss_parameter_supported === true;
    return !isByCode(connection) || hasIssuer || !announces(known)
      ? undefined
      : { action: 'explain' };
  },
};

/** The one proof we can make is by ES256. */
const dpopNotUsed: AdviceRule = {
  severity: 'low',
  spec: 'RFC 9700 §2.2.1',
  judge: ({ connection, isLocal }) => {
    const { metadata, options } = connection;
    const isOffered = metadata.dpop_signing_alg_values_supported?.includes('ES256') === true;
    return isLocal || !isOffered || options?.usesDpop === true
      ? undefined
      : { action: 'set-up-again' };
  },
};

const noRevocation: AdviceRule = {
  severity: 'low',
  spec: 'RFC 7009 §2',
  judge: ({ connection, isLocal }) =>
    isLocal ||
    connection.metadata.revocation_endpoint !== undefined ||
    isPlan(revocationPlan(connection))
      ? undefined
      : { action: 'explain' },
};

/** Every rule by its name: one that the vocabulary has and this table lacks does not compile. */
const RULE_BY_NAME: Readonly<Record<AdviceRuleName, AdviceRule>> = {
  // What a connection may do, against what it does.
  'full-access': fullAccess,
  'high-risk-unused': highRiskUnused,
  'more-than-asked': moreThanAsked,
  // What becomes of tokens.
  'token-in-fragment': tokenInFragment,
  'long-lived-token': longLived,
  'no-stated-expiry': noStatedExpiry,
  'no-rotation': noRotation,
  // How a login came to be, and whether it is needed.
  'password-grant': passwordGrant,
  unused,
  'client-secret': clientSecret,
  'several-logins': severalLogins,
  // What the server offers, by its own account; nothing is said of one on this machine.
  'unprotected-transport': unprotectedTransport,
  'no-pkce': noPkce,
  'no-response-issuer': noResponseIssuer,
  'dpop-not-used': dpopNotUsed,
  'no-revocation': noRevocation,
};

const NAMED_RULES: readonly NamedRule[] = Object.entries(RULE_BY_NAME).map(([name, rule]) => ({
  ...rule,
  name: name as AdviceRuleName,
}));

/** Every rule, those that matter most first. */
export const RULES: readonly NamedRule[] = ADVICE_SEVERITIES.flatMap((severity) =>
  NAMED_RULES.filter((rule) => rule.severity === severity),
);
