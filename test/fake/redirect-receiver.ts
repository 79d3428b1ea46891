import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { RedirectReceiver } from '../../src/core/port/redirect-receiver.ts';

/** Loopback receivers that hand out ports in turn; `deliver` is the browser following a redirect. */
export const fakeReceivers = () => {
  const open = new Map<string, (rawUrl: string) => string>();
  const taken = new Set<number>();
  let port = 49_000;
  const receiver: RedirectReceiver = {
    open({ path, port: stated, host = '127.0.0.1' }, deliver) {
      const redirectUri = `http://${host}:${stated ?? (port += 1)}${path}`;
      if (open.has(redirectUri) || (stated !== undefined && taken.has(stated))) {
        return Promise.reject(new ValetKeyError('VK_LOOPBACK_UNAVAILABLE'));
      }
      open.set(redirectUri, deliver);
      const close = () => Promise.resolve(void open.delete(redirectUri));
      return Promise.resolve({ redirectUri, close });
    },
  };
  return {
    receivers: { loopback: receiver, 'private-use-scheme': receiver },
    open,
    /** Another program listens there from now on. */
    take: (stated: number) => void taken.add(stated),
    deliver: (rawUrl: string): string =>
      open.get(rawUrl.split('?')[0] ?? '')?.(rawUrl) ?? 'nobody listens',
  };
};
