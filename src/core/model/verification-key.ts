import type { JWK } from 'jose';

/** A public key that may verify signatures, and with which algorithms. */
export interface VerificationKey {
  readonly kid?: string;
  readonly algorithms: readonly string[];
  /** The public numbers alone: no certificate, no address, nothing else the server wrote there. */
  readonly jwk: JWK;
}

/** One text for one key. Its `kid` is not part of it: servers give the same name to another key. */
export const keyPrint = ({ jwk }: VerificationKey): string =>
  JSON.stringify([jwk.kty, jwk.crv, jwk.n, jwk.e, jwk.x, jwk.y]);
