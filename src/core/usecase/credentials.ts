import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import type { SecretStore } from '../port/secret-store.ts';
import type { Secret } from '../secret/secret.ts';

/** What a client proves itself, or its possession of a token, with. All of it is in the keychain. */
export interface Credentials {
  readonly clientSecret?: Secret<'client-secret'>;
  /** A JWK or PEM. @see RFC 7523 §2.2 */
  readonly privateKey?: Secret<'private-key'>;
  /** A JWK. @see RFC 9449 §4.1 */
  readonly dpopKey?: Secret<'private-key'>;
}

type Names = Readonly<Record<keyof Credentials, string>>;

const namesFor = (id: ConnectionId): Names => ({
  clientSecret: id,
  privateKey: `${id}-key`,
  dpopKey: `${id}-dpop`,
});

/** Reads what is kept for a connection. Fails with the keychain's codes. */
export const readCredentials = async (
  secrets: Pick<SecretStore, 'readSecret'>,
  id: ConnectionId,
): Promise<Credentials> => {
  const names = namesFor(id);
  const clientSecret = await secrets.readSecret('client-secret', names.clientSecret);
  const privateKey = await secrets.readSecret('private-key', names.privateKey);
  const dpopKey = await secrets.readSecret('private-key', names.dpopKey);
  return {
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(dpopKey === undefined ? {} : { dpopKey }),
  };
};

/** Writes what there is; leaves the rest as it is. */
export const writeCredentials = async (
  secrets: Pick<SecretStore, 'writeSecret'>,
  id: ConnectionId,
  { clientSecret, privateKey, dpopKey }: Credentials,
): Promise<void> => {
  const names = namesFor(id);
  if (clientSecret !== undefined) await secrets.writeSecret(names.clientSecret, clientSecret);
  if (privateKey !== undefined) await secrets.writeSecret(names.privateKey, privateKey);
  if (dpopKey !== undefined) await secrets.writeSecret(names.dpopKey, dpopKey);
};

/** Deletes all of them. */
export const deleteCredentials = async (
  secrets: Pick<SecretStore, 'deleteSecret'>,
  id: ConnectionId,
): Promise<void> => {
  for (const name of Object.values(namesFor(id))) await secrets.deleteSecret(name);
};
