import { CliFailure } from '../failure.ts';

/** Statuses by which a request is repeated as it was. @see RFC 9110 §15.4.8, §15.4.9 */
const REPEATED: readonly number[] = [307, 308];
/** Statuses after which the new address is read. @see RFC 9110 §15.4 */
const READ: readonly number[] = [301, 302, 303];
/** A server that adds a slash needs one. */
const MOST_REDIRECTS = 3;

/** Where a response sends a request of this method on; undefined where it sends nobody on. */
const placeAfter = (response: Response, url: URL, method: string): URL | undefined => {
  const followed = method === 'GET' ? [...READ, ...REPEATED] : REPEATED;
  const location = response.headers.get('location');
  if (location === null || !followed.includes(response.status)) return undefined;
  return URL.canParse(location, url.href) ? new URL(location, url) : undefined;
};

/**
 * A `fetch` that follows a server's redirects within its own origin alone. Whoever could send a request on
 * to a host of their own would get the client's messages, and could answer them: also with a challenge that
 * names an authorization server of theirs.
 *
 * @throws CliFailure VK_UNSUPPORTED_BY_SERVER for a redirect to another origin, or one too many
 */
export const withinOrigin =
  (fetchOnce: typeof fetch): typeof fetch =>
  async (input, init = {}) => {
    let url = new URL(input instanceof Request ? input.url : input);
    const { origin, host } = url;
    for (let count = 0; count <= MOST_REDIRECTS; count += 1) {
      const response = await fetchOnce(url, { ...init, redirect: 'manual' });
      const next = placeAfter(response, url, init.method ?? 'GET');
      if (next === undefined) return response;
      await response.body?.cancel();
      if (next.origin !== origin) {
        throw new CliFailure(
          'VK_UNSUPPORTED_BY_SERVER',
          `${host} redirects to ${next.host}. If you trust it, give its address to vk mcp.`,
        );
      }
      url = next;
    }
    throw new CliFailure('VK_UNSUPPORTED_BY_SERVER', `${host} redirects without end.`);
  };
