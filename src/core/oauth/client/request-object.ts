import * as oauth from 'oauth4webapi';
import type { EpochMs } from '../../../vocabulary/instant.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { ClientRegistration } from '../../model/client-registration.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';
import type { Random } from '../../port/system.ts';
import { BACKDATING, type Exchange } from '../exchange/exchange.ts';

/** An authorization request to be signed, and with what. */
export interface RequestToSign {
  /** What `buildAuthorizationRequest` made. */
  readonly authorizationUrl: string;
  readonly metadata: ServerMetadata;
  readonly registration: ClientRegistration;
  readonly privateKey: oauth.PrivateKey;
  readonly now: EpochMs;
}

/** In seconds: long enough for a slow browser, too short for anyone who finds the URL later. */
const LIFETIME = 300;
/** In seconds, for a server whose clock is behind ours. */
const EARLIER = 60;
const JTI_BYTES = 16;

/**
 * The same authorization request with its parameters inside a signed request object, so that nobody
 * on the way can change one. Next to it stands the client id alone; the endpoint's own query stays.
 * What comes out can be opened in the browser or pushed.
 *
 * Fails with VK_METADATA_INCOMPLETE where there is no authorization endpoint.
 * @see RFC 9101 §4 and §5
 */
export const signAuthorizationRequest = async (
  { authorizationUrl, metadata, registration, privateKey, now }: RequestToSign,
  random: Random,
): Promise<string> => {
  const endpoint = requireEndpoint(metadata);
  const own = new Set(endpoint.searchParams.keys());
  const parameters = [...new URL(authorizationUrl).searchParams].filter(([name]) => !own.has(name));
  const issuedAt = Math.floor(now / 1000);
  const request = await oauth.issueRequestObject(
    { issuer: metadata.issuer },
    { client_id: registration.clientId },
    parameters.map((pair) => [...pair]),
    privateKey,
    {
      // The library reads the wall clock and draws its own random number; ours come from outside.
      [oauth.modifyAssertion]: (_header, claims) => {
        claims['iat'] = issuedAt - BACKDATING;
        claims['nbf'] = issuedAt - EARLIER;
        claims['exp'] = issuedAt + LIFETIME;
        claims['jti'] = random.base64url(JTI_BYTES);
      },
    },
  );
  endpoint.searchParams.append('client_id', registration.clientId);
  endpoint.searchParams.append('request', request);
  return endpoint.href;
};

/**
 * The key to sign authorization requests with; undefined where they go unsigned. Signed where a person
 * chose so or the server takes no others. Fails with VK_INVALID_INPUT where there is no key, so that
 * nobody is sent to a browser in vain.
 * @see RFC 9101 §10.5
 */
export const requestSigningKey = (
  { metadata, privateKey }: Pick<Exchange, 'metadata' | 'privateKey'>,
  isWanted: boolean,
): oauth.PrivateKey | undefined => {
  const isRequired = metadata.require_signed_request_object === true;
  if (!isWanted && !isRequired) return undefined;
  if (privateKey !== undefined) return privateKey;
  throw new ValetKeyError('VK_INVALID_INPUT', {
    fields: {
      why: isRequired
        ? 'the server takes signed requests only, and there is no private key'
        : 'there is no private key to sign the request with',
      sent: false,
    },
  });
};

const requireEndpoint = ({ authorization_endpoint: endpoint }: ServerMetadata): URL => {
  if (endpoint !== undefined) return new URL(endpoint);
  throw new ValetKeyError('VK_METADATA_INCOMPLETE', {
    fields: { member: 'authorization_endpoint' },
  });
};
