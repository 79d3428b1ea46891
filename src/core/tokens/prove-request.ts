import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { SecretStore } from '../port/secret-store.ts';
import { dpopProof, importDpopKey } from '../oauth/client/dpop.ts';
import { readCredentials } from '../connection/credentials.ts';

export interface ProofPorts {
  readonly secrets: Pick<SecretStore, 'readSecret'>;
  readonly random: Random;
  readonly clock: Pick<Clock, 'now'>;
}

/** The request that is to be proven. `url` has been judged. @see RFC 9449 §4.2 */
export interface ProofRequest {
  readonly method: string;
  readonly url: string;
  /** What the resource server asked for in its last `DPoP-Nonce`. @see RFC 9449 §9 */
  readonly nonce?: string;
}

/**
 * A fresh proof that whoever sends `request` with this token has our key. Fails with
 * VK_UNSUPPORTED_BY_SERVER where the server did not bind the token, with VK_RECORD_UNREADABLE where
 * the key is not in the keychain or is none, and with the keychain's codes.
 * @see RFC 9449 §4.2, §7.1
 */
export const proveRequest = async (
  { secrets, random, clock }: ProofPorts,
  connection: Connection,
  { tokenType, accessToken }: TokenRecord,
  request: ProofRequest,
): Promise<string> => {
  if (tokenType !== 'dpop') {
    throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: 'DPoP' } });
  }
  const { dpopKey } = await readCredentials(secrets, connection.id);
  if (dpopKey === undefined) {
    throw new ValetKeyError('VK_RECORD_UNREADABLE', { fields: { what: 'DPoP key' } });
  }
  const key = await importDpopKey(dpopKey);
  const id = random.base64url(16);
  return dpopProof(key, { ...request, accessToken, id, now: clock.now() });
};
