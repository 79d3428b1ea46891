import { API_CLIENT } from '../../../src/main/playground/server/clients.ts';

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
