/** Plays the resource owner's browser against the playground: no rendering, the same requests. */

export interface RobotChoice {
  readonly account?: 'alice' | 'bob';
  /** Scope tokens to leave ticked; all of them where absent. */
  readonly scope?: readonly string[];
  readonly decision?: 'allow' | 'deny';
}

/** Cookies by name, with the path they are sent to. */
const createJar = () => {
  const cookies = new Map<string, { readonly pair: string; readonly path: string }>();
  return {
    store: (response: Response): void => {
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? '/';
        cookies.set(`${pair.split('=')[0]}@${path}`, { pair, path });
      }
    },
    header: (url: URL): string =>
      [...cookies.values()]
        .filter(({ path }) => url.pathname.startsWith(path))
        .map(({ pair }) => pair)
        .join('; '),
  };
};

const createBrowser = () => {
  const jar = createJar();
  return async (address: string, form?: URLSearchParams): Promise<Response> => {
    const url = new URL(address);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: jar.header(url), ...(form === undefined ? {} : { origin: url.origin }) },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    jar.store(response);
    return response;
  };
};
type Browser = ReturnType<typeof createBrowser>;

const inputs = (page: string, name: string): readonly string[] =>
  [...page.matchAll(/<input\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`name="${name}"`))
    .flatMap((tag) => /value="([^"]*)"/.exec(tag)?.[1] ?? []);

const locationOf = (response: Response, base: string): string => {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`no redirect but ${response.status}`);
  return URL.canParse(location, base) ? new URL(location, base).href : location;
};

const choose = async (browser: Browser, page: string, choice: RobotChoice): Promise<Response> => {
  const account = choice.account ?? 'alice';
  await browser(page);
  const consent = await (await browser(page, new URLSearchParams({ account }))).text();
  const offered = inputs(consent, 'scope');
  const form = new URLSearchParams({ account, decision: choice.decision ?? 'allow' });
  for (const scope of choice.scope ?? offered) form.append('scope', scope);
  return browser(page, form);
};

/** From the authorization URL to the location the server sends the browser to at the end. */
export const authorizeAs = async (
  authorizationUrl: string,
  choice: RobotChoice = {},
): Promise<string> => {
  const browser = createBrowser();
  const { origin } = new URL(authorizationUrl);
  const first = locationOf(await browser(authorizationUrl), authorizationUrl);
  if (!first.startsWith(`${origin}/interaction/`)) return first;
  const resume = locationOf(await choose(browser, first, choice), first);
  return locationOf(await browser(resume), resume);
};

/** Types the user code in at the verification URI and decides. Returns the last page's text. */
export const approveDevice = async (
  verificationUri: string,
  userCode: string,
  choice: RobotChoice = {},
): Promise<string> => {
  const browser = createBrowser();
  const [xsrf = ''] = inputs(await (await browser(verificationUri)).text(), 'xsrf');
  const code = { xsrf, user_code: userCode };
  await browser(verificationUri, new URLSearchParams(code));
  const confirmed = await browser(
    verificationUri,
    new URLSearchParams({ ...code, confirm: 'yes' }),
  );
  const page = locationOf(confirmed, verificationUri);
  const resume = locationOf(await choose(browser, page, choice), page);
  return (await browser(resume)).text();
};
