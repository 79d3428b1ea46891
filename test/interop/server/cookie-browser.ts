/** A browser of one origin: keeps cookies, follows nothing by itself. */
export type CookieBrowser = (url: string, init?: RequestInit) => Promise<Response>;

export const createCookieBrowser = (): CookieBrowser => {
  const cookies = new Map<string, string>();
  return async (url, init = {}) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { ...Object(init.headers), cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
};

/** Where a response sends the browser, as an absolute URL. */
export const redirectOf = (response: Response, from: string): string => {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`status ${response.status} without a redirect`);
  return URL.canParse(location) ? location : new URL(location, from).href;
};
