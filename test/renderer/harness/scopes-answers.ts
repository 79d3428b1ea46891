import { LOOPBACK_HOSTS, parseIssuer } from '../../../src/core/model/issuer.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { LedgerEntry } from '../../../src/core/port/ledger.ts';
import { scopeHandlers } from '../../../src/main/handlers/scope-handlers.ts';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import { parseConnectionId } from '../../../src/vocabulary/id.ts';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import type { Fixture } from './fixtures.ts';

/** Main answers these from records; here they are made from what the window was shown. */
const recordOf = (view: ConnectionView, { scopesSupported, parameters }: Fixture): Connection => ({
  id: view.id,
  label: view.label,
  issuer: parseIssuer(view.issuer, LOOPBACK_HOSTS),
  allowLoopback: true,
  metadata: {
    issuer: view.issuer,
    authorization_endpoint: `${view.issuer}/authorize`,
    token_endpoint: `${view.issuer}/token`,
    device_authorization_endpoint: `${view.issuer}/device`,
    acr_values_supported: ['urn:example:silver', 'urn:example:gold'],
    ...(scopesSupported === undefined ? {} : { scopes_supported: scopesSupported }),
  },
  registration: {
    clientId: view.clientId,
    tokenEndpointAuthMethod: 'none',
    redirectMethod: view.redirectMethod,
    redirectPath: '/oauth2/callback',
  },
  grantType: view.grantType as Connection['grantType'],
  requestedScope: scopeOf(view.requestedScope),
  grantedScope: scopeOf(view.grantedScope),
  standing: { kind: 'active' },
  hasRefreshToken: view.hasRefreshToken,
  createdAt: epochMs(view.createdAt),
  signedInAt: epochMs(view.signedInAt),
  options: {
    ...(view.preset === undefined ? {} : { preset: view.preset }),
    ...(parameters === undefined ? {} : { extraParameters: parameters }),
  },
  ...(view.resource === undefined ? {} : { resource: view.resource }),
  ...(view.subject === undefined ? {} : { subject: { sub: view.subject.sub } }),
});

const entriesOf = ({ ledger = [] }: Fixture): readonly LedgerEntry[] =>
  ledger.flatMap(({ id, kind, subject, host, scope, detail, ...entry }) => {
    const connectionId = parseConnectionId(entry.connectionId);
    if (connectionId === undefined) return [];
    const line = { id, kind, subject, host, scope, connectionId, at: epochMs(entry.at) };
    return [detail === undefined ? line : { ...line, detail }];
  });

/** The real handlers over the fixture's connections and ledger. */
export const scopesAnswers = (fixture: Fixture, list: () => readonly ConnectionView[]) => {
  const records = () => list().map((view) => recordOf(view, fixture));
  return scopeHandlers({
    connections: {
      list: records,
      get: (id) => records().find((one) => one.id === id),
      put: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
    ledger: { list: () => entriesOf(fixture) },
    now: () => epochMs(Date.now()),
  });
};
