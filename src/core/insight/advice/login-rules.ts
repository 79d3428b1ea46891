import { between } from '../../../vocabulary/instant.ts';
import { endingOf, hasResourceOwner, type AdviceRule } from './rule.ts';

const DAY = 24 * 3600;
const LONG_UNUSED = 90 * DAY;

const passwordGrant: AdviceRule = {
  name: 'password-grant',
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
  name: 'client-secret',
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
  name: 'unused',
  severity: 'medium',
  spec: 'RFC 7009 §1',
  judge: ({ connection, now }) => {
    const used = Math.max(connection.handedOutAt ?? 0, connection.signedInAt);
    const rest = between(used as typeof now, now);
    if (rest < LONG_UNUSED) return undefined;
    return { action: endingOf(connection), days: Math.floor(rest / DAY) };
  },
};

const severalLogins: AdviceRule = {
  name: 'several-logins',
  severity: 'low',
  spec: 'OIDC Core §5.7',
  judge: ({ laterTwin }) => (laterTwin === undefined ? undefined : { action: 'forget' }),
};

/** How a login came to be, and whether it is needed. */
export const LOGIN_RULES: readonly AdviceRule[] = [
  passwordGrant,
  unused,
  clientSecret,
  severalLogins,
];
