import { endingOf, type AdviceRule, type KnownOfConnection } from './rule.ts';

const DAY = 24 * 3600;

const tokenInFragment: AdviceRule = {
  name: 'token-in-fragment',
  severity: 'high',
  spec: 'RFC 9700 §2.1.2',
  judge: ({ connection, hasTokenInFragment }) =>
    hasTokenInFragment ? { action: endingOf(connection) } : undefined,
};

const longLived: AdviceRule = {
  name: 'long-lived-token',
  severity: 'medium',
  spec: 'RFC 6750 §5.3',
  judge: ({ connection, stated }) =>
    stated === undefined || stated <= DAY
      ? undefined
      : { action: endingOf(connection), days: Math.floor(stated / DAY) },
};

const noStatedExpiry: AdviceRule = {
  name: 'no-stated-expiry',
  severity: 'medium',
  spec: 'RFC 6749 §5.1',
  judge: ({ connection, hasNoStatedExpiry }) =>
    hasNoStatedExpiry ? { action: endingOf(connection) } : undefined,
};

/** What was seen goes before what a preset has heard. */
const rotates = ({ hasRotated, preset }: KnownOfConnection): boolean | undefined => {
  if (hasRotated !== undefined) return hasRotated;
  return preset?.refresh.rotates === 'never' ? false : undefined;
};

/** Only for public clients: others prove themselves at every refresh, and so does a DPoP key. */
const noRotation: AdviceRule = {
  name: 'no-rotation',
  severity: 'medium',
  spec: 'RFC 9700 §4.14.2',
  judge: (known) => {
    const { connection, isLocal } = known;
    const { registration, options, hasRefreshToken } = connection;
    const isBound =
      registration.tokenEndpointAuthMethod !== 'none' || options?.usesDpop === true || isLocal;
    if (!hasRefreshToken || isBound || rotates(known) !== false) return undefined;
    return { action: 'explain' };
  },
};

/** What becomes of tokens. */
export const TOKEN_RULES: readonly AdviceRule[] = [
  tokenInFragment,
  longLived,
  noStatedExpiry,
  noRotation,
];
