import type { KeyExposure } from '../../vocabulary/warning.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection, Subject } from '../model/connection.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { PendingTransaction } from '../oauth/authorization-request.ts';
import type { Exchange } from '../oauth/exchange/exchange.ts';
import { isSignedWithSecret, NO_KEYS, verifyIdToken } from '../oauth/token/id-token.ts';
import type { FetchKeys } from '../connection/keep-keys.ts';
import type { Log } from '../port/log.ts';
import type { Secret } from '../secret/secret.ts';
import type { SignInTarget } from './sign-in.ts';

/** What a grant gave. */
export interface Obtained {
  readonly response: TokenResponse;
  /** What the ID token must answer; absent for grants without a browser. */
  readonly transaction?: PendingTransaction | undefined;
}

export interface IdentifyPorts {
  readonly fetchKeys: FetchKeys;
  readonly log: Log;
  /** Called with what is wrong with the server's keys. */
  readonly onExposed: (exposed: readonly KeyExposure[]) => void;
}

/**
 * Who signed in, from a verified ID token; nobody where `openid` was not asked for and no ID token that
 * holds came by itself. Fails with VK_ID_TOKEN_MISSING, or like {@link verifyIdToken}, only where one was
 * asked for. @see OIDC Core §3.1.3.7
 */
export const identify = async (
  ports: IdentifyPorts,
  target: Pick<SignInTarget, 'metadata' | 'scope'>,
  exchange: Exchange,
  { response, transaction }: Obtained,
): Promise<Subject | undefined> => {
  const isAsked = transaction?.nonce !== undefined || target.scope.includes('openid');
  const { idToken } = response;
  if (idToken === undefined) {
    // Of grants without a browser the specification does not say that one must come.
    if (transaction?.nonce === undefined) return undefined;
    throw new ValetKeyError('VK_ID_TOKEN_MISSING');
  }
  try {
    return await verified(ports, target, exchange, { response, transaction }, idToken);
  } catch (cause) {
    if (isAsked || !isValetKeyError(cause)) throw cause;
    ports.log.warn('sign-in.id-token-unusable', { code: cause.code });
    return undefined;
  }
};

const verified = async (
  { fetchKeys, onExposed }: IdentifyPorts,
  { metadata: stated }: Pick<SignInTarget, 'metadata'>,
  { http, metadata, registration, clientSecret, serverAhead }: Exchange,
  { response: { token }, transaction }: Obtained,
  idToken: Secret<'id-token'>,
): Promise<Subject> => {
  const { nonce, maxAge, acrValues } = transaction ?? {};
  const { subject } = await verifyIdToken({
    idToken,
    metadata,
    clientId: registration.clientId,
    clientSecret,
    ...(nonce === undefined ? {} : { nonce }),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(acrValues === undefined ? {} : { acrValues }),
    keys: isSignedWithSecret(idToken)
      ? NO_KEYS
      : await fetchKeys(http, { metadata, isStated: stated !== undefined, onExposed }),
    now: token.obtainedAt,
    serverAhead: serverAhead?.(),
    accessToken: token.accessToken,
  });
  return subject;
};

/** Another person's login never silently takes this one's place (RFC 9700 §4.7). */
export const refuseOtherSubject = (
  { existing }: { readonly existing?: Connection },
  subject: Subject | undefined,
): void => {
  if (existing?.subject === undefined || existing.subject.sub === subject?.sub) return;
  throw new ValetKeyError('VK_SUBJECT_CHANGED');
};
