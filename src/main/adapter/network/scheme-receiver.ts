import type { RedirectReceiver } from '../../../core/port/redirect-receiver.ts';

/**
 * Hands out redirect URIs of the form `scheme:/path`. There is nothing to open or close: the system
 * brings whatever arrives on the scheme to the program's deep links, and the registry of pending
 * sign-ins compares it with the redirect URI its transaction was given. Any number of sign-ins may
 * therefore wait at one address. @see RFC 8252 §7.1
 */
export const createSchemeReceiver = (scheme: string): RedirectReceiver => ({
  open: ({ path }) =>
    Promise.resolve({ redirectUri: `${scheme}:${path}`, close: () => Promise.resolve() }),
});
