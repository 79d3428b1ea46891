import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import { displayName, type Connection } from '../../core/model/connection.ts';
import type { Clock } from '../../core/port/clock.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { Ledger } from '../../core/port/ledger.ts';
import type { UserAgent } from '../../core/port/user-agent.ts';
import { providerOf } from '../../core/catalogue/preset-of-connection.ts';
import { endSessionUrl } from '../../core/oauth/end-session.ts';
import {
  blastRadius,
  type BlastFacts,
  type BlastRadius,
} from '../../core/revocation/blast-radius.ts';
import type { AccessTokens } from '../../core/tokens/get-access-token.ts';
import { requireConnection } from '../../core/connection/manage-connections.ts';
import {
  isPlan,
  revocationPlan,
  type RevocationWhat,
} from '../../core/revocation/revocation-plan.ts';
import type { Revocation } from '../../core/revocation/revoke-connection.ts';
import {
  isSettled,
  type RevokeAllTarget,
  type RevokeAll,
} from '../../core/revocation/revoke-all.ts';
import type { Handlers } from '../../contract/contract.ts';
import type {
  BlastRadiusView,
  RevokeAllRow,
  RevokeAllView,
  RevocationPreview,
} from '../../contract/view-revocation.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { viewOf, type ViewingPorts } from './connection-handlers.ts';

export interface RevocationPorts extends Omit<ViewingPorts, 'accessTokens'> {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'peek' | 'held'>;
  readonly ledger: Pick<Ledger, 'list'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly userAgent: UserAgent;
  readonly revoke: (id: ConnectionId, what?: RevocationWhat) => Promise<Revocation>;
  readonly everything: RevokeAll;
}

type RevocationCommand =
  | 'connection.revocation-preview'
  | 'connection.revoke'
  | 'connection.revoke-all'
  | 'connection.revoke-all-status'
  | 'connection.revoke-all-cancel'
  | 'connection.open-grants-page'
  | 'connection.end-session';

/** Commands that end logins at their servers, and say beforehand what that means. */
export const revocationHandlers = (ports: RevocationPorts): Pick<Handlers, RevocationCommand> => {
  const { connections, everything, userAgent } = ports;
  return {
    'connection.revocation-preview': ({ connectionId }) =>
      preview(ports, requireConnection(connections, connectionId)),
    'connection.revoke': async ({ connectionId, what }) => {
      const revoked = await ports.revoke(connectionId, what);
      return { ...viewOf(ports)(revoked.connection), what: revoked.what, proof: revoked.proof };
    },
    'connection.revoke-all': () => {
      everything.start();
      return revokeAllView(everything);
    },
    'connection.revoke-all-status': () => revokeAllView(everything),
    'connection.revoke-all-cancel': () => {
      everything.cancel();
      return revokeAllView(everything);
    },
    'connection.open-grants-page': async ({ connectionId }) => {
      await userAgent.open(requireGrantsPage(requireConnection(connections, connectionId)));
      return {};
    },
    'connection.end-session': async ({ connectionId }) => {
      await userAgent.open(signOutUrl(requireConnection(connections, connectionId)));
      return {};
    },
  };
};

const preview = (
  { connections, accessTokens, ledger, clock }: RevocationPorts,
  connection: Connection,
): RevocationPreview => {
  const plan = revocationPlan(connection);
  if (!isPlan(plan)) return { block: plan, choices: [] };
  const facts: BlastFacts = {
    connection,
    plan,
    tokens: accessTokens.held(connection.id),
    connections: connections.list(),
    ledger: ledger.list(),
    now: clock.now(),
  };
  const labels = new Map(facts.connections.map((one) => [one.id, displayName(one)]));
  return { choices: plan.choices.map((what) => radiusView(blastRadius(facts, what), labels)) };
};

const radiusView = (
  { tokens, handOuts, others, ...radius }: BlastRadius,
  labels: ReadonlyMap<ConnectionId, string>,
): BlastRadiusView => ({
  ...radius,
  tokens: tokens.map(({ scope, ...token }) => ({ ...token, scope: [...scope] })),
  handOuts: [...handOuts],
  others: others.map((other) => ({ ...other, label: labels.get(other.id) ?? '' })),
});

/** Only what a preset states, and that is https. */
const requireGrantsPage = (connection: Connection): string => {
  const page = providerOf(connection)?.grantsPage;
  if (page !== undefined) return page;
  throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: 'page of grants' } });
};

const signOutUrl = ({ metadata, registration, subject }: Connection): string => {
  const request = { metadata, clientId: registration.clientId };
  return endSessionUrl(subject === undefined ? request : { ...request, logoutHint: subject.sub });
};

const revokeAllView = (everything: RevokeAll): RevokeAllView => {
  const rows = everything.rows();
  return { isRunning: !rows.every(isSettled), rows: rows.map(revokeAllRow) };
};

const revokeAllRow = ({ connection, state }: RevokeAllTarget): RevokeAllRow => {
  const row = {
    connectionId: connection.id,
    label: displayName(connection),
    host: new URL(connection.issuer).host,
    grantsPage: providerOf(connection)?.grantsPage,
  };
  switch (state.kind) {
    case 'revoked':
      return { ...row, outcome: 'revoked', proof: state.proof };
    case 'failed': {
      const { code, fields } = state.error;
      return { ...row, outcome: 'failed', failure: { code, fields: { ...fields } } };
    }
    case 'blocked':
      return { ...row, outcome: 'blocked', block: state.why };
    default:
      return { ...row, outcome: state.kind };
  }
};
