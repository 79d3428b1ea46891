import {
  ClientSecretPost,
  None,
  PrivateKeyJwt,
  type ClientAuth,
  type PrivateKey,
} from 'oauth4webapi';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { TokenEndpointAuthMethod } from '../model/client-registration.ts';
import type { Exchange } from './exchange.ts';

/**
 * How the client proves itself to the token endpoint and its kin, by its registered method. Fails
 * with VK_INVALID_INPUT where the method needs a secret or key that the exchange does not hold.
 * @see RFC 6749 §2.3.1, RFC 7523 §2.2
 */
export const clientAuthentication = (exchange: Exchange): ClientAuth =>
  AUTHENTICATION[exchange.registration.tokenEndpointAuthMethod](exchange);

const secretOf = ({ clientSecret }: Exchange): string => {
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
  (clientSecret: string): ClientAuth =>
  (_server, client, _body, headers) => {
    const credentials = `${formEncoded(client.client_id)}:${formEncoded(clientSecret)}`;
    headers.set('authorization', `Basic ${btoa(credentials)}`);
  };

const formEncoded = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);

const AUTHENTICATION: Readonly<
  Record<TokenEndpointAuthMethod, (exchange: Exchange) => ClientAuth>
> = {
  none: () => None(),
  client_secret_basic: (exchange) => clientSecretBasic(secretOf(exchange)),
  client_secret_post: (exchange) => ClientSecretPost(secretOf(exchange)),
  private_key_jwt: (exchange) => PrivateKeyJwt(privateKeyOf(exchange)),
};
