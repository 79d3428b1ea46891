import type { FetchKeys } from '../connection/keep-keys.ts';
import type { ExchangeFor } from '../connection/make-exchange.ts';
import type { Connection } from '../model/connection.ts';
import { requestClientCredentials } from '../oauth/client-credentials-grant.ts';
import { refreshAccessToken } from '../oauth/refresh-grant.ts';
import { isSignedWithSecret, NO_KEYS, verifyIdToken } from '../oauth/token/id-token.ts';
import type { RenewPorts } from './renew-token.ts';

/** How access tokens are got without a person, and how an ID token that comes with them is checked. */
export const createTokenRequests = ({
  exchangeFor,
  fetchKeys,
}: {
  readonly exchangeFor: ExchangeFor;
  readonly fetchKeys: FetchKeys;
}): Pick<RenewPorts, 'requestRefresh' | 'renewals' | 'verifyIdToken'> => ({
  requestRefresh: async (connection, grant) =>
    refreshAccessToken(await exchangeFor(connection), grant),
  renewals: {
    client_credentials: async (connection, { scope = connection.requestedScope, resource }) =>
      requestClientCredentials(await exchangeFor(connection), {
        scope,
        ...(resource === undefined ? {} : { resource }),
        ...requestedDetails(connection),
      }),
  },
  verifyIdToken: async (connection, idToken) => {
    const { http, metadata, now, clientSecret } = await exchangeFor(connection);
    const { clientId } = connection.registration;
    const isStated = connection.options?.usesStatedMetadata === true;
    const keys = isSignedWithSecret(idToken)
      ? NO_KEYS
      : await fetchKeys(http, { metadata, isStated });
    const token = { idToken, metadata, clientId, clientSecret, keys, now };
    const { subject } = await verifyIdToken(token);
    return subject;
  },
});

const requestedDetails = ({ options }: Connection) =>
  options?.authorizationDetails === undefined
    ? {}
    : { authorizationDetails: options.authorizationDetails };
