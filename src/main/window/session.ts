import type { App, Session } from 'electron';
import { PAGE_URL } from './content-security-policy.ts';

/** The page's own session lives in memory: no `persist:` prefix. */
export const PAGE_PARTITION = 'valet-key-page';
/** Outgoing requests have sessions that share nothing with the page's, nor with each other. */
export const networkPartition = (lane: number): string => `valet-key-network-${lane}`;

const DEVICE_EVENTS = ['select-hid-device', 'select-usb-device', 'select-serial-port'] as const;

const denyPermissions = (session: Session): void => {
  // Electron grants every request by default, and checks are asked separately from requests.
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    answer({});
  });
  session.setBluetoothPairingHandler((_details, answer) => {
    answer({ confirmed: false });
  });
};

const denyDevices = (session: Session): void => {
  for (const name of DEVICE_EVENTS) {
    // One signature for three events whose callbacks differ; no callback means no device.
    const listen = session.on.bind(session) as (
      event: string,
      listener: (event: { preventDefault(): void }) => void,
    ) => unknown;
    listen(name, (event) => {
      event.preventDefault();
    });
  }
};

/** What development adds to what the page may load; a release gives neither. */
export interface DevelopmentAids {
  readonly devServer?: URL;
  readonly devTools: boolean;
}

/** Whether the page's session may load `url`. */
export const mayLoad = (url: string, aids: DevelopmentAids): boolean =>
  url.startsWith(PAGE_URL) ||
  (aids.devTools && url.startsWith('devtools://')) ||
  (aids.devServer !== undefined && url.startsWith(`ws://${aids.devServer.host}/`));

/**
 * Takes everything from the page's session that the page does not need: no permission, no device, no
 * net. The proxy is for what asks no `webRequest`, WebRTC above all.
 */
export const lockSession = (session: Session, aids: DevelopmentAids): void => {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !mayLoad(details.url, aids) });
  });
  if (aids.devServer === undefined) void session.setProxy(NO_WAY_OUT);
};

/** A proxy where nothing listens, for loopback addresses too. Port 9 is `discard`, which no one runs. */
const NO_WAY_OUT = {
  mode: 'fixed_servers',
  proxyRules: 'socks5://127.0.0.1:9',
  proxyBypassRules: '<-loopback>',
} as const;

/**
 * Takes from every session what none of ours needs, from the moment it is there: no permission, no
 * device, no download, and no dictionary, which Chromium would fetch from its maker at each start.
 * Electron's default session, which nothing of ours uses, may load nothing at all. Call before the
 * program is ready: the default session is there by then, and fetches at once.
 */
export const lockEverySession = (
  app: Pick<App, 'on' | 'once'>,
  defaultSession: () => Session,
): void => {
  const locked = new WeakSet<Session>();
  const lock = (session: Session): void => {
    if (locked.has(session)) return;
    locked.add(session);
    // Switched off, Chromium would still fetch the dictionary of each language that it has set.
    session.setSpellCheckerLanguages([]);
    session.setSpellCheckerEnabled(false);
    denyPermissions(session);
    denyDevices(session);
    session.on('will-download', (event) => {
      event.preventDefault();
    });
  };
  app.on('session-created', lock);
  app.once('ready', () => {
    const session = defaultSession();
    lock(session);
    session.webRequest.onBeforeRequest((_details, answer) => {
      answer({ cancel: true });
    });
    void session.setProxy(NO_WAY_OUT);
  });
};
