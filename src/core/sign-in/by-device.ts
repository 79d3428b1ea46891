import type { EpochMs } from '../../vocabulary/instant.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Clock } from '../port/clock.ts';
import { requestDeviceAuthorization } from '../oauth/device-authorization.ts';
import { awaitDeviceToken } from '../oauth/device-grant.ts';
import type { Exchange } from '../oauth/exchange/exchange.ts';
import type { Asked } from './without-browser.ts';

/** A code that a person types somewhere else, and where. @see RFC 8628 §3.3 */
export interface WaitingForDevice {
  readonly kind: 'waiting-for-device';
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete?: string;
  readonly expiresAt: EpochMs;
  /** Opens the verification page in this machine's browser. */
  readonly reopen: () => Promise<void>;
}

/**
 * Gets tokens by the device grant: shows a code, then asks until the person has decided elsewhere.
 * @see RFC 8628 §3
 */
export const obtainByDevice = async (
  ports: { readonly clock: Clock; readonly open: (url: string) => Promise<void> },
  exchange: Exchange,
  asked: Asked,
  report: (progress: WaitingForDevice) => void,
): Promise<TokenResponse> => {
  const authorization = await requestDeviceAuthorization(exchange, asked);
  const { userCode, verificationUri, verificationUriComplete, expiresAt } = authorization;
  report({
    kind: 'waiting-for-device',
    userCode,
    verificationUri,
    ...(verificationUriComplete === undefined ? {} : { verificationUriComplete }),
    expiresAt,
    reopen: () => ports.open(verificationUriComplete ?? verificationUri),
  });
  return awaitDeviceToken(exchange, ports.clock, authorization, asked);
};
