import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import { describeMembers } from '../../core/oauth/token/claims.ts';
import { explain } from '../../core/oauth/token/inspection.ts';
import { fetchUserInfo } from '../../core/oauth/userinfo.ts';
import { Secret } from '../../core/secret/secret.ts';
import { askAboutToken, type TokenAnswer } from '../../core/insight/ask-about-token.ts';
import { requireConnection } from '../../core/connection/manage-connections.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { IntrospectionView } from '../../contract/view-inspection.ts';
import type { ClaimView } from '../../contract/view.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { examineToken, requireToken, type ExaminePorts } from '../../core/insight/examine-token.ts';

export type InspectionPorts = ExaminePorts;

type InspectionCommand =
  'token.examine' | 'token.introspect' | 'connection.introspect' | 'connection.userinfo';

/** Commands that find out about tokens. */
export const inspectionHandlers = (ports: InspectionPorts): Pick<Handlers, InspectionCommand> => ({
  'token.examine': examineToken(ports),
  'token.introspect': async ({ text, connectionId }) => {
    const connection = requireConnection(ports.connections, connectionId);
    const exchange = await ports.exchangeFor(connection);
    const token = Secret.of('access-token', requireToken(text).token);
    return introspectionView(await askAboutToken(exchange, connection, token));
  },
  'connection.introspect': async ({ connectionId }) => {
    const { connection, token } = await held(ports, connectionId);
    const exchange = await ports.exchangeFor(connection);
    return introspectionView(await askAboutToken(exchange, connection, token.accessToken));
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

const introspectionView = ({ warnings, members, ...answer }: TokenAnswer): IntrospectionView => ({
  ...answer,
  warnings: [...warnings],
  members: explainedMembers(members),
});
