import {
  ClientSecretPost,
  modifyAssertion,
  None,
  PrivateKeyJwt,
  type AuthorizationServer,
  type ClientAuth,
  type PrivateKey,
} from 'oauth4webapi';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { TokenEndpointAuthMethod } from '../../../vocabulary/oauth.ts';
import type { Exchange } from '../exchange/exchange.ts';

/**
 * How the client authenticates at the token endpoint and the endpoints like it, by its registered method. Fails
 * with VK_INVALID_INPUT where the method needs a secret or key that the exchange does not hold.
 * @see RFC 6749 §2.3.1, RFC 7523 §2.2
 */
export const clientAuthentication = (exchange: Exchange): ClientAuth =>
  AUTHENTICATION[exchange.registration.tokenEndpointAuthMethod](exchange);

/** The client secret in clear. Fails with VK_INVALID_INPUT where the exchange holds none. @see RFC 6749 §2.3.1 */
export const secretOf = ({ clientSecret }: Exchange): string => {
  if (clientSecret !== undefined) return clientSecret.expose();
  throw new ValetKeyError('VK_INVALID_INPUT', {
    fields: { why: 'the client secret is missing', sent: false },
  });
};

const privateKeyOf = ({ privateKey }: Exchange): PrivateKey => {
  if (privateKey !== undefined) return privateKey;
  throw new ValetKeyError('VK_INVALID_INPUT', {
    fields: { why: 'the private key is missing', sent: false },
  });
};

/**
 * Id and secret are form-encoded first, by the encoding of forms and not by more than it: the
 * library also encodes `-`, `.` and `_`, which servers that do not decode then fail to recognise.
 */
const clientSecretBasic =
  (credentials: string): ClientAuth =>
  (_server, _client, _body, headers) => {
    headers.set('authorization', credentials);
  };

/** Client id and secret as HTTP Basic has them. Fails like {@link secretOf}. @see RFC 6749 §2.3.1 */
export const basicCredentials = (exchange: Exchange): string =>
  `Basic ${btoa(`${formEncoded(exchange.registration.clientId)}:${formEncoded(secretOf(exchange))}`)}`;

const formEncoded = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);

const privateKeyJwt =
  (exchange: Exchange): ClientAuth =>
  (server, client, body, headers) => {
    const audience = assertionAudience(exchange, server);
    const options = {
      [modifyAssertion]: (_header: unknown, claims: Claims) => void (claims['aud'] = audience),
    };
    return PrivateKeyJwt(privateKeyOf(exchange), options)(server, client, body, headers);
  };

type Claims = Record<string, unknown>;

/**
 * The issuer, unless somebody stated that the server wants its token endpoint. Then that is named only
 * to endpoints beside it: a server that published another's token endpoint as its own could otherwise
 * ask for an assertion at an endpoint of its own and use it at the other. A pushed request names the
 * endpoint it goes to, which nobody else can use. RFC 7523 §3, RFC 9126 §2
 */
const assertionAudience = (
  { metadata, registration }: Exchange,
  { issuer, ...asked }: AuthorizationServer,
): string => {
  const tokenEndpoint = metadata.token_endpoint;
  if (registration.assertionAudience !== 'token-endpoint' || tokenEndpoint === undefined) {
    return issuer;
  }
  const pushed = asked.pushed_authorization_request_endpoint;
  if (pushed !== undefined) return pushed;
  const { origin } = new URL(tokenEndpoint);
  const isBeside = Object.values(asked).every(
    (url) => typeof url === 'string' && new URL(url).origin === origin,
  );
  return isBeside ? tokenEndpoint : issuer;
};

const AUTHENTICATION: Readonly<
  Record<TokenEndpointAuthMethod, (exchange: Exchange) => ClientAuth>
> = {
  none: () => None(),
  client_secret_basic: (exchange) => clientSecretBasic(basicCredentials(exchange)),
  client_secret_post: (exchange) => ClientSecretPost(secretOf(exchange)),
  private_key_jwt: privateKeyJwt,
};
