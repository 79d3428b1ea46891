import type { Connection } from '../../model/connection.ts';
import { isPlan, revocationPlan } from '../../revocation/revocation-plan.ts';
import type { AdviceRule, KnownOfConnection } from './rule.ts';

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
  name: 'unprotected-transport',
  severity: 'high',
  spec: 'RFC 6749 §1.6',
  judge: ({ connection, isLocal }) => {
    if (isLocal) return undefined;
    const about = plainAddresses(connection);
    return about.length === 0 ? undefined : { action: 'forget', about };
  },
};

/** Whether what the server announces can be told from what somebody stated by hand. */
const announces = ({ connection, isLocal }: KnownOfConnection): boolean =>
  !isLocal && connection.options?.usesStatedMetadata !== true;

const isByCode = ({ grantType }: Connection): boolean => grantType === 'authorization_code';

/** We send S256 in any case; a server that does not announce it may not check it. */
const noPkce: AdviceRule = {
  name: 'no-pkce',
  severity: 'medium',
  spec: 'RFC 9700 §2.1.1',
  judge: (known) => {
    const { connection, preset } = known;
    if (!isByCode(connection) || preset?.pkce === 'checked') return undefined;
    const methods = connection.metadata.code_challenge_methods_supported ?? [];
    const isAnnounced = methods.includes('S256');
    const isKnownBad = preset?.pkce === 'not-checked';
    if (isAnnounced || (!announces(known) && !isKnownBad)) return undefined;
    return { action: 'explain', about: methods };
  },
};

const noResponseIssuer: AdviceRule = {
  name: 'no-response-issuer',
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
  name: 'dpop-not-used',
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
  name: 'no-revocation',
  severity: 'low',
  spec: 'RFC 7009 §2',
  judge: ({ connection, isLocal }) =>
    isLocal ||
    connection.metadata.revocation_endpoint !== undefined ||
    isPlan(revocationPlan(connection))
      ? undefined
      : { action: 'explain' },
};

/** What the server offers, by its own account; nothing is said of one on this machine. */
export const SERVER_RULES: readonly AdviceRule[] = [
  unprotectedTransport,
  noPkce,
  noResponseIssuer,
  dpopNotUsed,
  noRevocation,
];
