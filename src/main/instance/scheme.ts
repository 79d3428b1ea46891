import { PRIVATE_USE_SCHEME } from '../../core/model/client-registration.ts';

/** As Electron's `setAsDefaultProtocolClient` and `isDefaultProtocolClient` take it. */
type SchemeRegistration = [scheme: string, program?: string, args?: string[]];

/**
 * How the system starts us with an address of our scheme. On Windows after `--`, so that nothing in
 * an address can be read as a switch; the other systems hand over a single argument and take no line.
 * @see RFC 8252 §7.1
 */
export const schemeRegistration = (
  platform: NodeJS.Platform,
  program: string,
): SchemeRegistration =>
  platform === 'win32' ? [PRIVATE_USE_SCHEME, program, ['--open-url', '--']] : [PRIVATE_USE_SCHEME];
