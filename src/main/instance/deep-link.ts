import type { App, Event } from 'electron';
import { z } from 'zod';
import type { RedirectVerdict } from '../../core/port/redirect-receiver.ts';
import { parseConnectionId, type ConnectionId } from '../../vocabulary/id.ts';
import { seconds, type Seconds } from '../../vocabulary/instant.ts';
import {
  authorizationResponseIn,
  claimsScheme,
  isAuthorizationResponse,
  shownConnectionIn,
} from './command-line.ts';
import { linkedConnection } from '../../core/model/connection.ts';
import { linkedResource } from '../../core/sign-in/connect-link.ts';
import { PRIVATE_USE_SCHEME } from '../../core/model/client-registration.ts';

/** What a second instance sends the first: its own reading of its own command line. */
const additionalDataSchema = z.strictObject({
  url: z.string().max(8192).optional(),
  show: z
    .string()
    .refine((text): text is ConnectionId => parseConnectionId(text) !== undefined)
    .optional(),
});

/** What arrives from outside: a URL on our scheme, or a connection to show. */
export interface Arrival {
  readonly url?: string;
  readonly show?: ConnectionId;
}

/** What a second instance sends through `requestSingleInstanceLock`. */
export const additionalDataOf = (argv: readonly string[]): Arrival => {
  const url = authorizationResponseIn(argv);
  const show = shownConnectionIn(argv);
  return { ...(url === undefined ? {} : { url }), ...(show === undefined ? {} : { show }) };
};

/** What a second instance brings. Electron reorders `argv`, so it is read only as a fallback. */
export const readArrival = (additionalData: unknown, argv: readonly string[]): Arrival => {
  const parsed = additionalDataSchema.safeParse(additionalData);
  if (!parsed.success) return additionalDataOf(argv);
  const { url, show } = parsed.data;
  if (url !== undefined) return isAuthorizationResponse(url) ? { url } : {};
  return show === undefined ? {} : { show };
};

/** Where arrivals go once the program is composed. */
export interface DeepLinkTarget {
  deliver(rawUrl: string): RedirectVerdict;
  /** Brings the main window to the front. */
  showWindow(): void;
  /** Marks the window as having something to say, and takes no focus. */
  drawAttention(): void;
  isKnown(id: ConnectionId): boolean;
  /** Brings the main window to the front with this connection in it. */
  showConnection(id: ConnectionId): void;
  /** Brings the main window to the front with this address in the form; nobody is asked. */
  showResource(address: string): void;
  monotonic(): Seconds;
}

export interface DeepLinks {
  /** Delivers what has arrived so far, in order, and from now on everything at once. */
  start(target: DeepLinkTarget): void;
}

/** Responses that nobody waits for, closer together than this are one burst: the first draws attention. */
const BURST = seconds(10);
/** Links to connections or resources closer together than this are no person's clicks. */
const BETWEEN_LINKS = seconds(2);
/** Before `start` more than this is noise: one person answers one browser. */
const MOST_WAITING = 8;

/** Says of each moment whether it lies further than `gap` behind the one before. */
const pacer = (gap: Seconds, monotonic: () => Seconds): (() => boolean) => {
  let last: Seconds | undefined;
  return () => {
    const now = monotonic();
    const isApart = last === undefined || now - last > gap;
    last = now;
    return isApart;
  };
};

const createDelivery = (target: DeepLinkTarget): ((arrival: Arrival) => void) => {
  const isNewBurst = pacer(BURST, () => target.monotonic());
  const isPersonsClick = pacer(BETWEEN_LINKS, () => target.monotonic());
  /** Nothing at all for an unknown id: whoever made the link learns nothing from us. */
  const showKnown = (id: ConnectionId, mayShow: () => boolean): void => {
    if (target.isKnown(id) && mayShow()) target.showConnection(id);
  };
  const showResource = (address: string): void => {
    if (isPersonsClick()) target.showResource(address);
  };
  const deliverResponse = (url: string): void => {
    const verdict = target.deliver(url);
    // Any web page can send one that nobody waits for: it must not take the focus from a person.
    if (verdict === 'proceed' || verdict === 'fail') target.showWindow();
    else if (isNewBurst()) target.drawAttention();
  };
  return ({ url, show }) => {
    const linked = url === undefined ? undefined : linkedConnection(url);
    const resource = url === undefined ? undefined : linkedResource(url);
    // A page can open a link as often as it likes; `show` comes from a person's own launcher.
    if (linked !== undefined) showKnown(linked, isPersonsClick);
    else if (resource !== undefined) showResource(resource);
    else if (url !== undefined) deliverResponse(url);
    else if (show !== undefined) showKnown(show, () => true);
  };
};

const isNothing = ({ url, show }: Arrival): boolean => url === undefined && show === undefined;

/**
 * Listens for authorization responses and links on the private-use scheme, from this process' own
 * command line, from second instances, and from macOS. Call before the program is ready: a URL that
 * launches the program on macOS is lost otherwise. @see RFC 8252 §7.1
 */
export const listenForDeepLinks = (app: Pick<App, 'on'>, argv: readonly string[]): DeepLinks => {
  const waiting: Arrival[] = [];
  let started:
    { readonly deliver: (arrival: Arrival) => void; readonly show: () => void } | undefined;

  const arrive = (arrival: Arrival): void => {
    if (isNothing(arrival)) return;
    if (started !== undefined) started.deliver(arrival);
    else if (waiting.length < MOST_WAITING) waiting.push(arrival);
  };

  app.on('will-finish-launching', () => {
    app.on('open-url', (event: Pick<Event, 'preventDefault'>, url: string) => {
      event.preventDefault();
      arrive(isAuthorizationResponse(url) ? { url } : {});
    });
  });
  app.on('second-instance', (_event, theirArgv, _directory, additionalData) => {
    const arrival = readArrival(additionalData, theirArgv);
    // Nothing on the line means that a person started the program again, and wants to see it.
    if (isNothing(arrival) && !theirArgv.some(claimsScheme)) started?.show();
    else arrive(arrival);
  });
  arrive(additionalDataOf(argv));

  return {
    start: (target) => {
      started = {
        deliver: createDelivery(target),
        show: () => {
          target.showWindow();
        },
      };
      waiting.splice(0).forEach(started.deliver);
    },
  };
};

/** As Electron's `setAsDefaultProtocolClient` and `isDefaultProtocolClient` take it. */
type SchemeRegistration = [scheme: string, program?: string, args?: string[]];

/**
 * How the system starts us with an address of our scheme. On Windows after `--`, so that nothing in
 * an address can be read as a switch; the other systems hand over a single argument and take no line.
 * @see RFC 8252 §7.1
 */
export const schemeRegistration = (
  platform: NodeJS.Platform,
  program: string,
): SchemeRegistration =>
  platform === 'win32' ? [PRIVATE_USE_SCHEME, program, ['--open-url', '--']] : [PRIVATE_USE_SCHEME];
