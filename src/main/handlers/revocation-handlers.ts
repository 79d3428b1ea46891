import type { App } from '../../core/app.ts';
import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import { displayName, type Connection } from '../../core/model/connection.ts';
import { providerOf } from '../../core/catalogue/preset-of-connection.ts';
import { endSessionUrl } from '../../core/oauth/end-session.ts';
import {
  blastRadius,
  type BlastFacts,
  type BlastRadius,
} from '../../core/revocation/blast-radius.ts';
import { requireConnection } from '../../core/connection/manage-connections.ts';
import { isPlan, revocationPlan } from '../../core/revocation/revocation-plan.ts';
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
} from '../../contract/revocation.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Host } from './handlers.ts';
import { failureView, viewWith } from './views.ts';

type RevocationCommand =
  | 'connection.revocation-preview'
  | 'connection.revoke'
  | 'connection.revoke-all'
  | 'connection.revoke-all-status'
  | 'connection.revoke-all-cancel'
  | 'connection.open-grants-page'
  | 'connection.end-session';

/** Commands that end logins at their servers, and say beforehand what that means. */
export const revocationHandlers = (
  app: App,
  { userAgent }: Pick<Host, 'userAgent'>,
): Pick<Handlers, RevocationCommand> => {
  const { connections, revokeAll } = app;
  return {
    'connection.revocation-preview': ({ connectionId }) =>
      preview(app, requireConnection(connections, connectionId)),
    'connection.revoke': async ({ connectionId, what }) => {
      const revoked = await app.revoke(connectionId, what);
      return { ...viewWith(app)(revoked.connection), what: revoked.what, proof: revoked.proof };
    },
    'connection.revoke-all': () => {
      revokeAll.start();
      return revokeAllView(revokeAll);
    },
    'connection.revoke-all-status': () => revokeAllView(revokeAll),
    'connection.revoke-all-cancel': () => {
      revokeAll.cancel();
      return revokeAllView(revokeAll);
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
  { connections, accessTokens, ledger, now }: App,
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
    now: now(),
  };
  const labels = new Map(facts.connections.map((one) => [one.id, displayName(one)]));
  return { choices: plan.choices.map((what) => radiusView(blastRadius(facts, what), labels)) };
};

const radiusView = (
  { others, ...radius }: BlastRadius,
  labels: ReadonlyMap<ConnectionId, string>,
): BlastRadiusView => ({
  ...radius,
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

const revokeAllView = (revokeAll: RevokeAll): RevokeAllView => {
  const rows = revokeAll.rows();
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
    case 'failed':
      return { ...row, outcome: 'failed', failure: failureView(state.error) };
    case 'blocked':
      return { ...row, outcome: 'blocked', block: state.why };
    default:
      return { ...row, outcome: state.kind };
  }
};
