import type { RevocationBlock, RevocationPart } from '../../vocabulary/revocation.ts';
import type { Connection } from '../model/connection.ts';
import { needsSecret, type RevocationInterface } from '../model/provider-interface.ts';
import { providerOf, type OfProvider } from '../catalogue/preset-of-connection.ts';
import type { RevocationEffect } from '../catalogue/provider.ts';

/** How a login is ended at its server, and what that takes along. */
export interface RevocationPlan {
  /** What this server tells apart; the first is what is done unless something else is asked for. */
  readonly choices: readonly RevocationPart[];
  readonly effect: RevocationEffect;
  /** The provider's own interface; RFC 7009 where absent. */
  readonly own?: RevocationInterface;
}

/** Nothing is known of how much a plain server ends: RFC 7009 §2.1 leaves it the choice. */
const UNKNOWN: RevocationEffect = { ends: 'unknown', apart: 'unknown' };

/** What has to be known of a login to know how it ends. */
export type Revocable = OfProvider & Pick<Connection, 'metadata' | 'hasRefreshToken'>;

/** How `connection` can be revoked, or why it cannot. @see RFC 7009 §2.1 */
export const revocationPlan = (connection: Revocable): RevocationPlan | RevocationBlock => {
  const provider = providerOf(connection);
  if (provider?.revocation !== undefined) {
    const { revocation: own, effect } = provider;
    return Object.values(own).some(needsSecret) && !hasSecret(connection)
      ? 'needs-secret'
      : { choices: ownChoices(connection, own, effect), effect, own };
  }
  if (connection.metadata.revocation_endpoint === undefined) return 'no-interface';
  const effect = provider?.kind === 'rfc7009' ? provider.effect : UNKNOWN;
  return { choices: standardChoices(connection, effect), effect };
};

/** Whether a plan is one. */
export const isPlan = (plan: RevocationPlan | RevocationBlock): plan is RevocationPlan =>
  typeof plan === 'object';

const hasSecret = ({ registration: { tokenEndpointAuthMethod: method } }: Revocable): boolean =>
  method === 'client_secret_basic' || method === 'client_secret_post';

/** Without a refresh token the access token is all there is. */
const standardChoices = (
  { hasRefreshToken }: Revocable,
  { apart }: RevocationEffect,
): readonly RevocationPart[] =>
  apart === 'no' || !hasRefreshToken ? ['grant'] : ['grant', 'refresh-token', 'access-token'];

const ownChoices = (
  { hasRefreshToken }: Revocable,
  { grant, accessToken, refreshToken }: RevocationInterface,
  { apart }: RevocationEffect,
): readonly RevocationPart[] => {
  if (apart === 'no') return ['grant'];
  const isLess = hasRefreshToken || grant !== undefined;
  return [
    'grant',
    ...(refreshToken !== undefined && hasRefreshToken ? (['refresh-token'] as const) : []),
    ...(accessToken !== undefined && isLess ? (['access-token'] as const) : []),
  ];
};
