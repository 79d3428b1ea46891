import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { Secret } from '../secret/secret.ts';
import { readRedirectUrl } from './authorization-response.ts';

/** A sign-out at the authorization server itself, in the person's browser. */
export interface EndSessionRequest {
  readonly metadata: ServerMetadata;
  readonly clientId: string;
  /**
   * Says whose session. It goes through the browser and names the person, so leave it out unless the
   * server insists; without it the server asks the person.
   */
  readonly idTokenHint?: Secret<'id-token'>;
  readonly logoutHint?: string;
  /** Registered with the server, or it will not redirect. */
  readonly postLogoutRedirectUri?: string;
  /** Comes back with the redirect. */
  readonly state?: string;
}

/**
 * The URL that ends the person's session at the server. It revokes no token: do that first.
 * Fails with VK_UNSUPPORTED_BY_SERVER where the server has no such endpoint.
 * @see OpenID Connect RP-Initiated Logout 1.0 §2
 */
export const endSessionUrl = (request: EndSessionRequest): string => {
  const endpoint = request.metadata.end_session_endpoint;
  if (endpoint === undefined) {
    throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', {
      fields: { what: 'end_session_endpoint' },
    });
  }
  const url = new URL(endpoint);
  const parameters: readonly (readonly [string, string | undefined])[] = [
    ['client_id', request.clientId],
    ['id_token_hint', request.idTokenHint?.expose()],
    ['logout_hint', request.logoutHint],
    ['post_logout_redirect_uri', request.postLogoutRedirectUri],
    ['state', request.postLogoutRedirectUri === undefined ? undefined : request.state],
  ];
  for (const [name, value] of parameters) {
    if (value !== undefined) url.searchParams.append(name, value);
  }
  return url.href;
};

/**
 * Whether a URL that arrived is the server's redirect after the sign-out asked for. Anyone can open
 * such a URL, so it confirms nothing but that the browser came back.
 * @see OpenID Connect RP-Initiated Logout 1.0 §3
 */
export const isEndSessionRedirect = (
  rawUrl: string,
  sent: { readonly postLogoutRedirectUri: string; readonly state: string },
): boolean => {
  const url = readRedirectUrl(rawUrl);
  const states = url?.parameters.filter(({ name }) => name === 'state') ?? [];
  return (
    url?.location === sent.postLogoutRedirectUri &&
    states.length === 1 &&
    states[0]?.value === sent.state
  );
};
