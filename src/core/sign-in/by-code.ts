import { after, type EpochMs, seconds } from '../../vocabulary/instant.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import { redirectPlace } from '../model/client-registration.ts';
import type { RedirectMethod } from '../../vocabulary/oauth.ts';
import type { ConnectionOptions } from '../model/connection.ts';
import type { Clock, Random } from '../port/system.ts';
import type { RedirectReceiver, RedirectVerdict, UserAgent } from '../port/redirect-receiver.ts';
import { type AuthorizationOptions, statedRequest } from './grant-choice.ts';
import {
  type AuthorizationTransaction,
  buildAuthorizationRequest,
  type BuiltAuthorizationRequest,
} from '../oauth/authorization-request.ts';
import { serverTime, type Exchange } from '../oauth/exchange/exchange.ts';
import { pushAuthorizationRequest } from '../oauth/pushed-authorization.ts';
import { requestSigningKey, signAuthorizationRequest } from '../oauth/client/request-object.ts';
import type { AuthorizationAnswer, PendingSignIns } from './pending-sign-ins.ts';
import type { Asked } from './without-browser.ts';

/** How far the browser's part has come. */
export type BrowserProgress =
  | { readonly kind: 'opening-browser' }
  | {
      readonly kind: 'waiting-for-browser';
      readonly expiresAt: EpochMs;
      readonly redirectUri: string;
      /** The system could not open a browser: a person may still take the address to one. */
      readonly isBrowserMissing: boolean;
      /** Shows the browser the same authorization request again. */
      readonly reopen: () => Promise<void>;
      /** The address of the same authorization request, for a browser of the person's choice. */
      readonly address: () => Promise<string>;
      /** Takes a redirect URL that a person pasted, where no redirect could arrive. */
      readonly paste: (rawUrl: string) => RedirectVerdict;
    };

export interface BrowserPorts {
  readonly userAgent: UserAgent;
  readonly receivers: Readonly<Record<RedirectMethod, RedirectReceiver>>;
  readonly pending: PendingSignIns;
  readonly clock: Clock;
  readonly random: Random;
}

/** What one authorization request is about. */
export interface CodeRequest extends Asked, AuthorizationOptions {
  readonly exchange: Exchange;
  readonly options?: ConnectionOptions;
}

/** How long a person has, from the browser's opening to the redirect. */
export const SIGN_IN_TIME = seconds(600);

/**
 * Asks the resource owner in their own browser, and waits for the one redirect that answers. Fails
 * with VK_LOOPBACK_UNAVAILABLE, VK_AUTHORIZATION_TIMEOUT, VK_AUTHORIZATION_CANCELLED, or with what is wrong with the response; with VK_INVALID_INPUT, before
 * anything opens, where the request must be signed and there is no key.
 * @see RFC 8252 §4.1, RFC 6749 §4.1.1, RFC 9126, RFC 9101
 */
export const askForCode = async (
  ports: BrowserPorts,
  request: CodeRequest,
  report: (progress: BrowserProgress) => void,
  signal: AbortSignal,
): Promise<AuthorizationAnswer> => {
  requestSigningKey(request.exchange, request.options?.usesSignedRequests === true);
  let mine: AuthorizationTransaction | undefined;
  const { registration } = request.exchange;
  const receiver = ports.receivers[registration.redirectMethod];
  const redirect = await receiver.open(redirectPlace(registration), (rawUrl) =>
    mine === undefined ? 'ignore' : ports.pending.deliver(rawUrl, mine),
  );
  try {
    const built = await build(ports.random, request, redirect.redirectUri);
    mine = built.transaction;
    const address = () => frontChannelUrl(ports, request, built);
    return await askInBrowser(ports, built.transaction, address, report, signal);
  } finally {
    await redirect.close();
  }
};

const build = (
  random: Random,
  { exchange, options, ...asked }: CodeRequest,
  redirectUri: string,
): Promise<BuiltAuthorizationRequest> => {
  const { metadata, registration } = exchange;
  const stated = statedRequest(registration, asked, options);
  return buildAuthorizationRequest({ ...stated, metadata, redirectUri }, random);
};

/**
 * Signed and pushed anew at each opening: a request object is dated, and a `request_uri` is short-lived
 * and good for one use. RFC 9101 §4, RFC 9126 §4
 */
const frontChannelUrl = async (
  { clock, random }: BrowserPorts,
  { exchange, options }: CodeRequest,
  { url: authorizationUrl }: BuiltAuthorizationRequest,
): Promise<string> => {
  const { metadata, registration } = exchange;
  const now = clock.now();
  const privateKey = requestSigningKey(exchange, options?.usesSignedRequests === true);
  const url =
    privateKey === undefined
      ? authorizationUrl
      : await signAuthorizationRequest(
          {
            authorizationUrl,
            metadata,
            registration,
            privateKey,
            now: serverTime({ ...exchange, now }),
          },
          random,
        );
  const isPushed =
    options?.usesPushedRequests === true || metadata.require_pushed_authorization_requests === true;
  return isPushed ? (await pushAuthorizationRequest({ ...exchange, now }, url)).url : url;
};

const askInBrowser = async (
  ports: BrowserPorts,
  transaction: AuthorizationTransaction,
  address: () => Promise<string>,
  report: (progress: BrowserProgress) => void,
  signal: AbortSignal,
): Promise<AuthorizationAnswer> => {
  const { redirectUri } = transaction;
  const answer = ports.pending.wait(transaction, SIGN_IN_TIME, signal);
  const expiresAt = after(ports.clock.now(), SIGN_IN_TIME);
  const paste = (rawUrl: string) => ports.pending.deliver(rawUrl, transaction);
  let isOver = false;
  const show = async (): Promise<void> => {
    const isBrowserMissing = !(await hasOpened(ports.userAgent, await address()));
    if (isOver) return;
    const waiting = { expiresAt, redirectUri, isBrowserMissing, reopen: show, address, paste };
    report({ kind: 'waiting-for-browser', ...waiting });
  };
  report({ kind: 'opening-browser' });
  try {
    // The system may tell late that the browser is open: the answer can be there before.
    await Promise.race([show(), answer]);
    return await answer;
  } finally {
    isOver = true;
    ports.pending.abandon(transaction);
  }
};

/** Whether a browser is open, as far as the system tells. An address that may not be opened is a failure. */
const hasOpened = async (userAgent: UserAgent, url: string): Promise<boolean> => {
  try {
    await userAgent.open(url);
    return true;
  } catch (thrown) {
    if (isValetKeyError(thrown, 'VK_BROWSER_UNAVAILABLE')) return false;
    throw thrown;
  }
};
