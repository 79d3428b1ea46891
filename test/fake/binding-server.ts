import { decodeProtectedHeader } from 'jose';
import type { Http } from '../../src/core/port/http.ts';

/** Makes a server one that binds tokens, and keeps the keys it has seen proofs of. @see RFC 9449 §5 */
export const bindingServer = () => {
  const keys: unknown[] = [];
  const http =
    (server: Http): Http =>
    async (url, request) => {
      const proof = new Headers(request.headers).get('dpop');
      if (proof !== null) keys.push(decodeProtectedHeader(proof).jwk);
      const response = await server(url, request);
      if (!url.endsWith('/token') || !response.ok) return response;
      const body = (await response.json()) as Record<string, unknown>;
      return Response.json({ ...body, token_type: 'DPoP' });
    };
  return { keys, http };
};
