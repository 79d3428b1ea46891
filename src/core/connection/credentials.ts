import type { ConnectionId } from '../../vocabulary/id.ts';
import type { SecretStore } from './secret-store.ts';
import type { Secret } from '../secret/secret.ts';

/** What a client proves itself, or its possession of a token, with. All of it is in the keychain. */
export interface Credentials {
  readonly clientSecret?: Secret<'client-secret'>;
  /** A JWK or PEM. @see RFC 7523 §2.2 */
  readonly privateKey?: Secret<'private-key'>;
  /** A JWK. @see RFC 9449 §4.1 */
  readonly dpopKey?: Secret<'private-key'>;
  /** Reads, changes and deletes the client's registration; no exchange needs it. @see RFC 7592 §3 */
  readonly registrationToken?: Secret<'registration-token'>;
}

type Names = Readonly<Record<keyof Credentials, string>>;

const namesFor = (id: ConnectionId): Names => ({
  clientSecret: id,
  privateKey: `${id}-key`,
  dpopKey: `${id}-dpop`,
  registrationToken: `${id}-registration`,
});

/** Reads what a connection's exchanges need of what is kept. Fails with the keychain's codes. */
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

/** Reads what manages the client's registration, where there is such a thing. Fails with the keychain's codes. */
export const readRegistrationToken = (
  secrets: Pick<SecretStore, 'readSecret'>,
  id: ConnectionId,
): Promise<Secret<'registration-token'> | undefined> =>
  secrets.readSecret('registration-token', namesFor(id).registrationToken);

/** Deletes what a registration brought, now that it is gone; keys of the person's own stay. */
export const deleteRegistrationSecrets = async (
  secrets: Pick<SecretStore, 'deleteSecret'>,
  id: ConnectionId,
): Promise<void> => {
  const { registrationToken, clientSecret } = namesFor(id);
  await secrets.deleteSecret(registrationToken);
  await secrets.deleteSecret(clientSecret);
};

/** Writes what there is; leaves the rest as it is. */
export const writeCredentials = async (
  secrets: Pick<SecretStore, 'writeSecret'>,
  id: ConnectionId,
  { clientSecret, privateKey, dpopKey, registrationToken }: Credentials,
): Promise<void> => {
  const names = namesFor(id);
  if (clientSecret !== undefined) await secrets.writeSecret(names.clientSecret, clientSecret);
  if (privateKey !== undefined) await secrets.writeSecret(names.privateKey, privateKey);
  if (dpopKey !== undefined) await secrets.writeSecret(names.dpopKey, dpopKey);
  if (registrationToken !== undefined) {
    await secrets.writeSecret(names.registrationToken, registrationToken);
  }
};

/** Deletes all of them. */
export const deleteCredentials = async (
  secrets: Pick<SecretStore, 'deleteSecret'>,
  id: ConnectionId,
): Promise<void> => {
  for (const name of Object.values(namesFor(id))) await secrets.deleteSecret(name);
};
