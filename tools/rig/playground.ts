import { redirectPathOf } from '../../src/vocabulary/redirect-path.ts';
import { API_CLIENT } from '../../src/playground/server/clients.ts';

/** The playground's protected API, asked with a token as any program would. @see RFC 6750 §2.1 */
export async function callApi(
  issuer: string,
  path: string,
  authorization: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${issuer}/api/${path}`, { headers: { authorization } });
  return { status: response.status, body: await response.json() };
}

/** What the server itself says of a token. @see RFC 7662 §2.2 */
export async function introspect(
  issuer: string,
  token: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { clientId, clientSecret } = API_CLIENT;
  const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const response = await fetch(`${issuer}/token/introspection`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ token }),
  });
  if (!response.ok) throw new Error(`The introspection endpoint says ${String(response.status)}.`);
  return (await response.json()) as Record<string, unknown>;
}

/** Whether the server would still honour a token. */
export const isActive = async (issuer: string, token: string): Promise<boolean> =>
  (await introspect(issuer, token))['active'] === true;

/** Registers a confidential client with a loopback redirect URI. @see RFC 7591 §3 */
export async function registerClient(
  issuer: string,
): Promise<{ readonly clientId: string; readonly clientSecret: string }> {
  const response = await fetch(`${issuer}/reg`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Registered by a test',
      application_type: 'native',
      redirect_uris: [`http://127.0.0.1${redirectPathOf(issuer)}`],
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    }),
  });
  if (!response.ok) throw new Error(`The registration endpoint says ${String(response.status)}.`);
  const { client_id, client_secret } = (await response.json()) as Record<string, string>;
  return { clientId: client_id ?? '', clientSecret: client_secret ?? '' };
}
