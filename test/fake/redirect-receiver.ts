import type { RedirectReceiver } from '../../src/core/port/redirect-receiver.ts';

/** Loopback receivers that hand out ports in turn; `deliver` is the browser following a redirect. */
export const fakeReceivers = () => {
  const open = new Map<string, (rawUrl: string) => string>();
  let port = 49_000;
  const receiver: RedirectReceiver = {
    open({ path }, deliver) {
      const redirectUri = `http://127.0.0.1:${(port += 1)}${path}`;
      open.set(redirectUri, deliver);
      const close = () => Promise.resolve(void open.delete(redirectUri));
      return Promise.resolve({ redirectUri, close });
    },
  };
  return {
    receivers: { loopback: receiver, 'private-use-scheme': receiver },
    open,
    deliver: (rawUrl: string): string =>
      open.get(rawUrl.split('?')[0] ?? '')?.(rawUrl) ?? 'nobody listens',
  };
};
