import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { UserAgent } from '../../core/port/user-agent.ts';
import { printScope } from '../../core/model/scope.ts';
import { endSessionUrl } from '../../core/protocol/end-session.ts';
import { describeMembers } from '../../core/protocol/claims.ts';
import { explain } from '../../core/protocol/inspection.ts';
import { introspectToken, type Introspection } from '../../core/protocol/introspection.ts';
import { fetchUserInfo } from '../../core/protocol/userinfo.ts';
import { requireConnection } from '../../core/usecase/manage-connections.ts';
import { Secret } from '../../core/secret/secret.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { IntrospectionView } from '../../shared/ipc/view-inspection.ts';
import type { ClaimView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { examineToken, requireToken, type ExaminePorts } from './examine-token.ts';

export interface InspectionPorts extends ExaminePorts {
  readonly userAgent: UserAgent;
}

type InspectionCommand =
  | 'token.examine'
  | 'token.introspect'
  | 'connection.introspect'
  | 'connection.userinfo'
  | 'connection.end-session';

/** Commands that find out about tokens. */
export const inspectionHandlers = (ports: InspectionPorts): Pick<Handlers, InspectionCommand> => ({
  'token.examine': examineToken(ports),
  'token.introspect': async ({ text, connectionId }) => {
    const connection = requireConnection(ports.connections, connectionId);
    const exchange = await ports.exchangeFor(connection);
    const token = Secret.of('access-token', requireToken(text).token);
    return introspectionView(await introspectToken(exchange, token));
  },
  'connection.end-session': async ({ connectionId }) => {
    const { metadata, registration, subject } = requireConnection(ports.connections, connectionId);
    const { clientId } = registration;
    const logoutHint = subject?.sub;
    await ports.userAgent.open(
      endSessionUrl(
        logoutHint === undefined ? { metadata, clientId } : { metadata, clientId, logoutHint },
      ),
    );
    return {};
  },
  'connection.introspect': async ({ connectionId }) => {
    const { connection, token } = await held(ports, connectionId);
    const exchange = await ports.exchangeFor(connection);
    return introspectionView(await introspectToken(exchange, token.accessToken, 'access_token'));
  },
  'connection.userinfo': async ({ connectionId }) => {
    const { connection, token } = await held(ports, connectionId);
    const exchange = await ports.exchangeFor(connection);
    const { sub } = connection.subject ?? {};
    if (sub === undefined) {
      throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: 'userinfo' } });
    }
    const { claims } = await fetchUserInfo(exchange, token.accessToken, sub);
    return explainedMembers(claims);
  },
});

const held = async ({ connections, accessTokens }: InspectionPorts, id: ConnectionId) => ({
  token: await accessTokens.get(id),
  connection: requireConnection(connections, id),
});

const explainedMembers = (members: Readonly<Record<string, unknown>>): ClaimView[] => [
  ...explain({ header: [], claims: describeMembers(members) }).claims,
];

/** What was understood of the answer, under the names it has on the wire. @see RFC 7662 §2.2 */
const introspectionView = (answer: Introspection): IntrospectionView => {
  const { active, activeByServer, warnings, expiresAt, scope } = answer;
  const members = {
    scope: scope === undefined ? undefined : printScope(scope),
    client_id: answer.clientId,
    username: answer.username,
    token_type: answer.tokenType,
    exp: expiresAt === undefined ? undefined : expiresAt / 1000,
    sub: answer.sub,
    aud: answer.audience,
    iss: answer.issuer,
  };
  return { active, activeByServer, warnings: [...warnings], members: explainedMembers(members) };
};
