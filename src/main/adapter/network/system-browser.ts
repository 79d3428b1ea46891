import { spawn } from 'node:child_process';
import { shell } from 'electron';
import { isLoopbackHost } from '../../../core/model/host.ts';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Clock } from '../../../core/port/system.ts';
import type { UserAgent } from '../../../core/port/redirect-receiver.ts';
import { seconds } from '../../../vocabulary/instant.ts';

/** An endpoint was judged by its server's own policy; this keeps everything but web addresses out. */
const mayOpen = (url: URL): boolean => {
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
};

/**
 * The person's own browser. Anything but a web address is refused before the system sees it: the
 * system would start whatever program answers for `file:` or `smb:`.
 */
export const createSystemBrowser = (
  /** Hands an address to the system; fails where the system says that it could not. */
  openExternal: (url: string) => Promise<void> = (url) => shell.openExternal(url),
): UserAgent => ({
  open: async (authorizationUrl) => {
    const url = URL.canParse(authorizationUrl) ? new URL(authorizationUrl) : undefined;
    if (url === undefined || !mayOpen(url)) {
      throw new ValetKeyError('VK_METADATA_REFUSED', { fields: { problem: 'not-a-web-address' } });
    }
    try {
      await openExternal(url.href);
    } catch (cause) {
      throw new ValetKeyError('VK_BROWSER_UNAVAILABLE', { cause });
    }
  },
});

/** As long as an opener has to fail in: it may run on for as long as the browser that it has started. */
const LONGEST_FAILURE = seconds(3);

/**
 * Opens an address as desktops on Linux do, or in the browser that the person has chosen. Electron runs
 * the same program and does not look at what became of it: without a browser, or without `xdg-open`, it
 * says that all is well.
 * @param chosen gives the words that open an address in the chosen browser; undefined: by `program`
 */
export const openByXdg =
  (
    clock: Pick<Clock, 'sleep'>,
    program = 'xdg-open',
    chosen: (url: string) => Promise<readonly string[] | undefined> = () =>
      Promise.resolve(undefined),
  ) =>
  async (url: string): Promise<void> => {
    const [first = program, ...rest] = (await chosen(url)) ?? [program, url];
    await run(clock, first, rest);
  };

/** Resolves once the program has ended well, or has run for long enough to believe that it works. */
const run = (
  clock: Pick<Clock, 'sleep'>,
  program: string,
  args: readonly string[],
): Promise<void> =>
  new Promise((resolve, reject) => {
    const opener = spawn(program, args, { detached: true, stdio: 'ignore' });
    const over = new AbortController();
    const settle = (reason?: string): void => {
      over.abort();
      opener.unref();
      if (reason === undefined) resolve();
      else reject(new Error(reason));
    };
    opener.once('error', () => settle(`${program} is not there`));
    opener.once('exit', (status) =>
      settle(status === 0 ? undefined : `${program} ended with ${status ?? 'a signal'}`),
    );
    clock.sleep(LONGEST_FAILURE, over.signal).then(
      () => settle(),
      () => undefined,
    );
  });
