import type { Decision } from '../interop-server.ts';
import { createCookieBrowser, redirectOf, type CookieBrowser } from '../server/cookie-browser.ts';
import { OWNER } from './configure.ts';

/** Glewlwyd has one page for everything and an API behind it; refusing is granting nothing. */
const decide = async (browser: CookieBrowser, page: URL, decision: Decision): Promise<string> => {
  const asJson = (method: string, body: object): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const client = encodeURIComponent(page.searchParams.get('client_id') ?? '');
  const scope = decision === 'deny' ? '' : (page.searchParams.get('scope') ?? 'openid');
  await browser(`${page.origin}/api/auth/`, asJson('POST', OWNER));
  await browser(`${page.origin}/api/auth/grant/${client}/`, asJson('PUT', { scope }));
  const types = page.searchParams.get('authorization_details')?.split(',') ?? [];
  for (const type of types) {
    await browser(`${page.origin}/api/oidc/rar/${client}/${type}/1`, { method: 'PUT' });
  }
  const next = page.searchParams.get('callback_url') ?? '';
  return `${next}${next.includes('?') ? '&' : '?'}g_continue`;
};

/** Follows redirects on the server, deciding once where it asks, until they leave it or end. */
export const followGlewlwyd = async (
  start: string,
  decision: Decision,
  isEnd: (url: URL) => boolean,
): Promise<string> => {
  const browser = createCookieBrowser();
  const { origin } = new URL(start);
  let at = start;
  let hasDecided = false;
  for (let step = 0; step < 8; step += 1) {
    const location = redirectOf(await browser(at), at);
    const url = new URL(location);
    if (url.origin !== origin || isEnd(url)) return location;
    const asks = url.pathname.endsWith('/login.html');
    if (asks && hasDecided) throw new Error('Glewlwyd asks again and again');
    hasDecided ||= asks;
    at = asks ? await decide(browser, url, decision) : location;
  }
  throw new Error('Glewlwyd redirects without end');
};
