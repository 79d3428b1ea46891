import type { KeyExposure } from '../../vocabulary/warning.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection, Subject } from '../model/connection.ts';
import { isSameIssuer } from '../model/issuer.ts';
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

/** Who signed in, and at which issuer: where the server's is for any tenant, that of their own. */
export interface Identified {
  readonly subject: Subject;
  readonly issuer: string;
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
): Promise<Identified | undefined> => {
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
): Promise<Identified> => {
  const { nonce, maxAge, acrValues, issuer = metadata.issuer } = transaction ?? {};
  return verifyIdToken({
    idToken,
    // The tenant that answered in the browser is the one whose token is taken. RFC 9207 §2.4
    metadata: { ...metadata, issuer },
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
};

/**
 * Another person's login never silently takes this one's place (RFC 9700 §4.7), nor does one of another tenant:
 * a `sub` is unique at its issuer alone. @see OpenID Connect Core 1.0 §5.7
 */
export const refuseOtherSubject = (
  { existing }: { readonly existing?: Pick<Connection, 'subject' | 'metadata'> },
  identified: Identified | undefined,
): void => {
  if (existing?.subject === undefined) return;
  const { issuer } = existing.metadata;
  const isSameTenant = identified !== undefined && isSameIssuer(identified.issuer, issuer);
  if (existing.subject.sub === identified?.subject.sub && isSameTenant) return;
  throw new ValetKeyError('VK_SUBJECT_CHANGED');
};
