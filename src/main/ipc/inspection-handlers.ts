import { ValetKeyError, isValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Connection } from '../../core/model/connection.ts';
import { LOOPBACK_HOSTS, PUBLIC_HOSTS } from '../../core/model/issuer.ts';
import type { Clock } from '../../core/port/clock.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { Http } from '../../core/port/http.ts';
import { tokenText } from '../../core/protocol/bearer-usage.ts';
import { describeMembers } from '../../core/protocol/claims.ts';
import {
  inspectToken,
  issuerOfToken,
  keysOfIssuer,
  type Inspection,
  type InspectionRequest,
} from '../../core/protocol/inspection.ts';
import { fetchKeys } from '../../core/protocol/jwks.ts';
import { fetchUserInfo } from '../../core/protocol/userinfo.ts';
import type { AccessTokens } from '../../core/usecase/get-access-token.ts';
import type { ExchangeFor } from '../../core/usecase/make-exchange.ts';
import { askAboutToken, type TokenAnswer } from '../../core/usecase/ask-about-token.ts';
import { requireConnection } from '../../core/usecase/manage-connections.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { InspectionView, IntrospectionView } from '../../shared/ipc/view-inspection.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { epochMs } from '../../shared/vocabulary/instant.ts';

export interface InspectionPorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'get'>;
  readonly exchangeFor: ExchangeFor;
  /** For asking the issuer of a pasted token; watched by the tracer. */
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
}

type Wanted = Parameters<Handlers['token.examine']>[0];
type InspectionCommand = 'token.examine' | 'connection.introspect' | 'connection.userinfo';

/** Commands that find out about tokens. */
export const inspectionHandlers = (ports: InspectionPorts): Pick<Handlers, InspectionCommand> => ({
  'token.examine': async (wanted) => {
    const subject = await subjectOf(ports, wanted);
    return inspectionView(await examine(ports, subject, wanted));
  },
  'connection.introspect': async ({ connectionId }) => {
    const { connection, token } = await held(ports, connectionId);
    return introspectionView(
      await askAboutToken(await ports.exchangeFor(connection), connection, token.accessToken),
    );
  },
  'connection.userinfo': async ({ connectionId }) => {
    const { connection, token } = await held(ports, connectionId);
    const exchange = await ports.exchangeFor(connection);
    const { sub } = connection.subject ?? {};
    if (sub === undefined) {
      throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: 'userinfo' } });
    }
    const { claims } = await fetchUserInfo(exchange, token.accessToken, sub);
    return [...describeMembers(claims)];
  },
});

const held = async ({ connections, accessTokens }: InspectionPorts, id: ConnectionId) => ({
  token: await accessTokens.get(id),
  connection: requireConnection(connections, id),
});

interface Examined {
  readonly text: string;
  readonly connection?: Connection;
}

const subjectOf = async (ports: InspectionPorts, { text, connectionId }: Wanted) => {
  if (text !== undefined && connectionId === undefined) return { text: text.trim() };
  if (connectionId === undefined) throw new ValetKeyError('VK_INVALID_INPUT');
  const { connection, token } = await held(ports, connectionId);
  return { text: tokenText(token.accessToken), connection };
};

/** Without its keys a token is described all the same; `keysFailure` says why they are missing. */
const examine = async (
  ports: InspectionPorts,
  { text, connection }: Examined,
  { at, askIssuer }: Wanted,
): Promise<Inspection & { readonly keysFailure?: ValetKeyError }> => {
  const base: InspectionRequest = {
    text,
    now: at === undefined ? ports.clock.now() : epochMs(at),
    ...(connection === undefined ? {} : { metadata: connection.metadata }),
    ...(connection?.resource === undefined ? {} : { audience: connection.resource }),
  };
  if (!askIssuer) return inspectToken(base);
  try {
    return await inspectToken({ ...base, ...(await known(ports, text, connection)) });
  } catch (cause) {
    if (!isValetKeyError(cause)) throw cause;
    return { ...(await inspectToken(base)), keysFailure: cause };
  }
};

const known = async (ports: InspectionPorts, text: string, connection: Connection | undefined) => {
  if (connection !== undefined) {
    const { http, metadata } = await ports.exchangeFor(connection);
    return { keys: await fetchKeys(http, metadata) };
  }
  // Our own connections' issuers are known good; others are asked under the public policy.
  const isKnown = ports.connections
    .list()
    .some(
      ({ issuer, allowLoopback }) =>
        allowLoopback && text !== '' && issuer === issuerOfToken(text, LOOPBACK_HOSTS),
    );
  const policy = isKnown ? LOOPBACK_HOSTS : PUBLIC_HOSTS;
  const issuer = issuerOfToken(text, policy);
  return issuer === undefined ? {} : keysOfIssuer(ports.http, issuer, policy);
};

const inspectionView = ({
  keysFailure,
  ...inspection
}: Inspection & { readonly keysFailure?: ValetKeyError }): InspectionView => ({
  ...inspection,
  notes: [...inspection.notes],
  header: [...inspection.header],
  claims: [...inspection.claims],
  accessTokenChecks: [...inspection.accessTokenChecks],
  idTokenChecks: [...inspection.idTokenChecks],
  ...(keysFailure === undefined
    ? {}
    : { keysFailure: { code: keysFailure.code, fields: { ...keysFailure.fields } } }),
});

const introspectionView = ({
  source,
  active,
  activeByServer,
  warnings,
  members,
}: TokenAnswer): IntrospectionView => ({
  source,
  active,
  activeByServer,
  warnings: [...warnings],
  members: describeMembers(members).map(({ name, text }) => ({ name, text })),
});
