import { shell } from 'electron';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { UserAgent } from '../../../core/port/user-agent.ts';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]']);

/** @param allowsLoopback says whether plain http to this machine is meant: the playground's server */
export const mayOpen = (url: URL, allowsLoopback: (url: URL) => boolean): boolean => {
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname) && allowsLoopback(url);
};

/**
 * The person's own browser. Anything but a web address is refused before the system sees it: the
 * system would start whatever program answers for `file:` or `smb:`.
 */
export const createSystemBrowser = (policy: {
  readonly allowsLoopback: (url: URL) => boolean;
}): UserAgent => ({
  open: async (authorizationUrl) => {
    const url = URL.canParse(authorizationUrl) ? new URL(authorizationUrl) : undefined;
    if (url === undefined || !mayOpen(url, policy.allowsLoopback)) {
      throw new ValetKeyError('VK_METADATA_REFUSED', { fields: { problem: 'not-a-web-address' } });
    }
    try {
      await shell.openExternal(url.href);
    } catch (cause) {
      throw new ValetKeyError('VK_BROWSER_UNAVAILABLE', { cause });
    }
  },
});
