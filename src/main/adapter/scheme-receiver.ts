import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { CallbackVerdict, RedirectReceiver } from '../../core/port/redirect-receiver.ts';

/** A receiver that is fed by the program's deep links. */
export interface SchemeReceiver extends RedirectReceiver {
  /** Judges a raw URL that arrived on our scheme; `ignore` where no sign-in waits at that address. */
  receive(rawUrl: string): CallbackVerdict;
}

/** The URL up to its query, compared character for character. @see RFC 6749 §3.1.2 */
const withoutQuery = (rawUrl: string): string => rawUrl.split(/[?#]/, 1)[0] ?? '';

/** Schemes compare without case, everything after them with it. @see RFC 3986 §6.2.2.1 */
const lowerScheme = (url: string, scheme: string): string =>
  url.slice(0, scheme.length + 1).toLowerCase() === `${scheme}:`
    ? scheme + url.slice(scheme.length)
    : url;

/** Hands out redirect URIs of the form `scheme:/path`. @see RFC 8252 §7.1 */
export const createSchemeReceiver = (scheme: string): SchemeReceiver => {
  const open = new Map<string, (rawUrl: string) => CallbackVerdict>();
  return {
    open: ({ path }, deliver) => {
      const redirectUri = `${scheme}:${path}`;
      if (open.has(redirectUri)) {
        return Promise.reject(new ValetKeyError('VK_REDIRECT_URI_INVALID'));
      }
      open.set(redirectUri, deliver);
      return Promise.resolve({
        redirectUri,
        close: () => {
          if (open.get(redirectUri) === deliver) open.delete(redirectUri);
          return Promise.resolve();
        },
      });
    },
    receive: (rawUrl) => {
      const address = lowerScheme(withoutQuery(rawUrl), scheme);
      return open.get(address)?.(rawUrl) ?? 'ignore';
    },
  };
};
