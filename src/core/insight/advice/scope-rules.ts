import { epochMs } from '../../../vocabulary/instant.ts';
import { scopeWithout } from '../../model/scope.ts';
import type { Connection } from '../../model/connection.ts';
import type { AdviceRule, Particulars } from './rule.ts';

const DAY = 24 * 3600 * 1000;

/** A grant this young may still be about to be used. */
const SETTLED = 7 * DAY;

/** To ask for less one must have asked for it: what a server adds by itself it would add again. */
const withLess = ({ requestedScope, grantType }: Connection, about: readonly string[]) => {
  const isRepeatable = !['password', 'refresh_token'].includes(grantType);
  const left = requestedScope.filter((token) => !about.includes(token));
  const isHelp = isRepeatable && left.length > 0 && left.length < requestedScope.length;
  return { action: isHelp ? 'sign-in-with-less' : 'look', about } as const;
};

const fullAccess: AdviceRule = {
  name: 'full-access',
  severity: 'high',
  spec: 'RFC 9700 §2.3',
  judge: ({ connection, reach }) =>
    reach.everything.length === 0 ? undefined : withLess(connection, reach.everything),
};

const highRiskUnused: AdviceRule = {
  name: 'high-risk-unused',
  severity: 'medium',
  spec: 'RFC 9700 §2.3',
  judge: ({ connection, now, reach, handedOutScope }): Particulars | undefined => {
    if (connection.signedInAt > epochMs(now - SETTLED)) return undefined;
    const about = reach.risky.filter((token) => !handedOutScope.has(token));
    return about.length === 0 ? undefined : withLess(connection, about);
  },
};

const moreThanAsked: AdviceRule = {
  name: 'more-than-asked',
  severity: 'medium',
  spec: 'RFC 6749 §3.3',
  judge: ({ connection: { requestedScope, grantedScope } }) => {
    if (requestedScope.length === 0) return undefined;
    const about = scopeWithout(grantedScope, requestedScope);
    return about.length === 0 ? undefined : { action: 'look', about };
  },
};

/** What a connection may do, against what it does. */
export const SCOPE_RULES: readonly AdviceRule[] = [fullAccess, highRiskUnused, moreThanAsked];
