import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { ClientRegistration } from '../model/client-registration.ts';
import type { RedirectReceiver } from '../port/redirect-receiver.ts';
import type { SignInTarget } from './sign-in.ts';

/**
 * The target with a loopback port that is free now, where the client is ours to register. Most servers
 * that let clients register compare redirect URIs to the letter, port included, whatever RFC 8252 §7.3
 * asks of them: so the port is chosen before the client is registered with it, and kept with the
 * registration. Where another program has taken it since, a new client is to be registered.
 *
 * Fails with VK_LOOPBACK_UNAVAILABLE.
 */
export const withFreePort = async (
  receiver: RedirectReceiver,
  target: SignInTarget,
): Promise<SignInTarget> => {
  const { grant, registration, register } = target;
  const usesPort =
    grant.kind === 'authorization_code' && registration.redirectMethod === 'loopback';
  if (!usesPort) return target;
  const isTaken = registration.isOurs === true && !(await canListen(receiver, registration));
  if (register === undefined && !isTaken) return target;
  if (registration.loopbackPort !== undefined && !isTaken) return target;
  const { loopbackPort: _taken, ...portless } = registration;
  return {
    ...target,
    register: register ?? {},
    registration: { ...portless, loopbackPort: await freePort(receiver, portless) },
  };
};

const freePort = async (
  receiver: RedirectReceiver,
  registration: ClientRegistration,
): Promise<number> => {
  const place = await listen(receiver, registration);
  await place.close();
  return Number(new URL(place.redirectUri).port);
};

const canListen = async (
  receiver: RedirectReceiver,
  registration: ClientRegistration,
): Promise<boolean> => {
  try {
    await (await listen(receiver, registration)).close();
    return true;
  } catch (thrown) {
    if (isValetKeyError(thrown, 'VK_LOOPBACK_UNAVAILABLE')) return false;
    throw thrown;
  }
};

const listen = (
  receiver: RedirectReceiver,
  { redirectPath: path, loopbackPort: port, loopbackHost: host }: ClientRegistration,
) =>
  receiver.open(
    {
      path,
      ...(port === undefined ? {} : { port }),
      ...(host === undefined ? {} : { host }),
    },
    () => 'ignore',
  );
