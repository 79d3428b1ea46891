import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection, Subject } from '../model/connection.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { PendingTransaction } from '../oauth/authorization-request.ts';
import type { Exchange } from '../oauth/exchange/exchange.ts';
import { verifyIdToken } from '../oauth/token/id-token.ts';
import type { FetchKeys } from '../connection/keep-keys.ts';

/** What a grant gave. */
export interface Obtained {
  readonly response: TokenResponse;
  /** What the ID token must answer; absent for grants without a browser. */
  readonly transaction?: PendingTransaction | undefined;
}

/** Who signed in, from a verified ID token; nobody where `openid` was not asked for. OIDC Core §3.1.3.7 */
export const identify = async (
  { fetchKeys }: { readonly fetchKeys: FetchKeys },
  { metadata: stated }: { readonly metadata?: ServerMetadata },
  exchange: Exchange,
  { response: { idToken, token }, transaction }: Obtained,
): Promise<Subject | undefined> => {
  const nonce = transaction?.nonce;
  if (idToken === undefined) {
    if (nonce === undefined) return undefined;
    throw new ValetKeyError('VK_ID_TOKEN_INVALID', { fields: { why: 'missing' } });
  }
  const { http, metadata, registration } = exchange;
  const { subject } = await verifyIdToken({
    idToken,
    metadata,
    clientId: registration.clientId,
    ...(nonce === undefined ? {} : { nonce }),
    ...(transaction?.maxAge === undefined ? {} : { maxAge: transaction.maxAge }),
    ...(transaction?.acrValues === undefined ? {} : { acrValues: transaction.acrValues }),
    keys: await fetchKeys(http, { metadata, isStated: stated !== undefined }),
    now: token.obtainedAt,
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
