import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import { type Connection, displayName } from '../model/connection.ts';
import { hostsOfServer, type Issuer, LOOPBACK_HOSTS, PUBLIC_HOSTS } from '../model/issuer.ts';
import { keySourceOf } from '../model/seen-keys.ts';
import type { Clock } from '../port/system.ts';
import type { ConnectionStore, KeptKeys } from '../port/stores.ts';
import type { Http } from '../port/http.ts';
import { tokenText } from '../tokens/copy-format.ts';
import { discover } from '../oauth/discovery/discovery.ts';
import { findToken, type FoundToken, frontChannelIn } from '../oauth/token/find-token.ts';
import {
  audienceOfToken,
  type Inspection,
  type InspectionRequest,
  inspectToken,
  issuerOfToken,
} from '../oauth/token/inspection.ts';
import type { KeySet } from '../oauth/token/jwks.ts';
import { partsOfToken, type TokenPart } from '../oauth/token/claims.ts';
import type { AccessTokens } from '../tokens/get-access-token.ts';
import type { FetchKeys } from '../connection/keep-keys.ts';
import type { ExchangeFor } from '../connection/make-exchange.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { InspectionView } from '../../contract/inspection.ts';
import { epochMs } from '../../vocabulary/instant.ts';

export interface ExaminePorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'get'>;
  readonly exchangeFor: ExchangeFor;
  readonly keptKeys: KeptKeys;
  readonly fetchKeys: FetchKeys;
  /** For asking the issuer of a pasted token; watched by the tracer. */
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
}

type Wanted = Parameters<Handlers['token.examine']>[0];

/** What is examined, and the connection it belongs to or is compared with. */
interface Subject {
  readonly text: string;
  readonly found?: FoundToken;
  readonly connection?: Connection;
}

/**
 * Examines a connection's token, or what a person pasted. Only `askIssuer` lets anything be asked;
 * without its keys a token is described all the same. Fails with VK_TOKEN_IN_FRONT_CHANNEL for a
 * redirect that carries a token, with VK_INVALID_INPUT, or like `AccessTokens.get`.
 */
export const examineToken =
  (ports: ExaminePorts) =>
  async (wanted: Wanted): Promise<InspectionView> => {
    const subject = await subjectOf(ports, wanted);
    const { inspection, keysFailure } = await examine(ports, subject, wanted);
    const isSecret = subject.found === undefined;
    return view(subject, inspection, {
      parts: partsOfToken(subject.text, inspection.format, isSecret),
      keysFailure,
    });
  };

const subjectOf = async (ports: ExaminePorts, { text, connectionId }: Wanted): Promise<Subject> => {
  if (text !== undefined && connectionId === undefined) return pasted(ports, text);
  if (connectionId === undefined) throw new ValetKeyError('VK_INVALID_INPUT');
  const { accessToken } = await ports.accessTokens.get(connectionId);
  const connection = requireConnection(ports.connections, connectionId);
  return { text: tokenText(accessToken), connection };
};

/** The token in what was pasted. One that came through the browser's address bar is not taken. */
export const requireToken = (text: string): FoundToken => {
  const exposed = frontChannelIn(text);
  if (exposed === undefined) return findToken(text);
  throw new ValetKeyError('VK_TOKEN_IN_FRONT_CHANNEL', { fields: exposed });
};

/** A login of ours at the issuer that a pasted token names lets the token be compared with it. */
const pasted = ({ connections }: ExaminePorts, text: string): Subject => {
  const found = requireToken(text);
  const issuer = issuerOfToken(found.token, LOOPBACK_HOSTS);
  const audience = audienceOfToken(found.token);
  const ours = connections.list().filter((one) => one.issuer === issuer);
  const connection =
    ours.find(({ registration }) => audience.includes(registration.clientId)) ?? ours[0];
  return { text: found.token, found, ...(connection === undefined ? {} : { connection }) };
};

interface Examined {
  readonly inspection: Inspection;
  /** Why the issuer's keys are missing, where they were asked for. */
  readonly keysFailure?: ValetKeyError | undefined;
}

const examine = async (
  ports: ExaminePorts,
  subject: Subject,
  { at, askIssuer }: Wanted,
): Promise<Examined> => {
  const answer = askIssuer ? await asked(ports, subject) : {};
  const { keys, keysFailure } = answer;
  const request: InspectionRequest = {
    text: subject.text,
    now: at === undefined ? ports.clock.now() : epochMs(at),
    keptKeys: ports.keptKeys.seen(sourceOf(subject)),
    ...comparison(subject),
  };
  if (keys === undefined) return { inspection: await inspectToken(request), keysFailure };
  try {
    return { inspection: await inspectToken({ ...request, keys }) };
  } catch (cause) {
    if (!isValetKeyError(cause)) throw cause;
    return { inspection: await inspectToken(request), keysFailure: cause };
  }
};

/** Of a connection's own token it is known whose keys apply; a pasted one can only name its issuer. */
const sourceOf = ({ text, found, connection }: Subject): string =>
  found === undefined && connection !== undefined
    ? keySourceOf(connection.metadata, isStated(connection))
    : (issuerOfToken(text, LOOPBACK_HOSTS) ?? '');

const isStated = ({ options }: Connection): boolean => options?.usesStatedMetadata === true;

const comparison = ({ found, connection }: Subject): Partial<InspectionRequest> => {
  if (connection === undefined) return {};
  const { metadata, resource, registration } = connection;
  return {
    metadata,
    ...(resource === undefined ? {} : { audience: resource }),
    ...(found === undefined ? {} : { clientId: registration.clientId }),
  };
};

const asked = async (
  ports: ExaminePorts,
  subject: Subject,
): Promise<{ readonly keys?: KeySet; readonly keysFailure?: ValetKeyError }> => {
  try {
    return await ask(ports, subject);
  } catch (cause) {
    if (!isValetKeyError(cause)) throw cause;
    return { keysFailure: cause };
  }
};

const ask = async (
  { exchangeFor, fetchKeys, http, connections }: ExaminePorts,
  { text, found, connection }: Subject,
): Promise<{ readonly keys?: KeySet }> => {
  if (found === undefined && connection !== undefined) {
    const exchange = await exchangeFor(connection);
    const server = { metadata: connection.metadata, isStated: isStated(connection) };
    return { keys: await fetchKeys(exchange.http, server) };
  }
  // Private hosts only where a connection of ours is there: whoever made the token chose its issuer.
  const known = connections.list().find((one) => names(one.issuer, text));
  const policy = known === undefined ? PUBLIC_HOSTS : hostsOfServer(known.issuer, known);
  const issuer = issuerOfToken(text, policy);
  if (issuer === undefined) return {};
  const { metadata } = await discover(http, issuer, policy);
  return { keys: await fetchKeys(http, { metadata, isStated: false }) };
};

const names = (issuer: Issuer, text: string): boolean =>
  issuer === issuerOfToken(text, LOOPBACK_HOSTS);

const view = (
  { found, connection }: Subject,
  inspection: Inspection,
  { parts, keysFailure }: Pick<Examined, 'keysFailure'> & { readonly parts: readonly TokenPart[] },
): InspectionView => ({
  ...inspection,
  parts,
  ...(found === undefined
    ? {}
    : { found: { place: found.place, name: found.name, others: found.others } }),
  ...(found === undefined || connection === undefined
    ? {}
    : { comparedWith: { label: displayName(connection), host: new URL(connection.issuer).host } }),
  ...(keysFailure === undefined
    ? {}
    : { keysFailure: { code: keysFailure.code, fields: keysFailure.fields } }),
});
