import type { App, ConnectionFacts } from '../../core/app.ts';
import { displayName, type Connection } from '../../core/model/connection.ts';
import type { TokenRecord } from '../../core/model/token-record.ts';
import { endsOldAccessToken } from '../../core/catalogue/catalogue.ts';
import { providerOf } from '../../core/catalogue/preset-of-connection.ts';
import { warningsAbout, type DiscoveryWarning } from '../../core/oauth/discovery/discovery.ts';
import { describeToken } from '../../core/oauth/token/claims.ts';
import { tokenText } from '../../core/tokens/copy/bearer-usage.ts';
import { explain } from '../../core/oauth/token/inspection.ts';
import { isPlan, revocationPlan } from '../../core/revocation/revocation-plan.ts';
import { isRenewable } from '../../core/tokens/promised-token.ts';
import type { SignInRecord } from '../../core/sign-in/sign-ins.ts';
import type { LedgerEntry } from '../../core/port/ledger.ts';
import type { TraceEntry, TraceMessage } from '../../core/insight/trace/trace-entry.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import type { DiscoveryWarningView, SignInState, SignInView } from '../../contract/sign-in.ts';
import type { TokenView } from '../../contract/token.ts';
import { detailsView } from './detail-views.ts';
import { scopeMeanings } from './preset-views.ts';
import type { LedgerEntryView, TraceEntryView } from '../../contract/observation.ts';

/** How a window sees a connection, with what is known of it besides its record. */
export const viewWith =
  ({ factsOf }: Pick<App, 'factsOf'>) =>
  (connection: Connection): ConnectionView =>
    connectionView(connection, factsOf(connection));

/** What of a connection a window may see. `token` is described, never included. */
export const connectionView = (
  connection: Connection,
  { token, isPlayground, expiry, isUnsaved }: ConnectionFacts,
): ConnectionView => ({
  id: connection.id,
  label: displayName(connection),
  issuer: connection.issuer,
  host: new URL(connection.issuer).host,
  clientId: connection.registration.clientId,
  grantType: connection.grantType,
  redirectMethod: connection.registration.redirectMethod,
  requestedScope: [...connection.requestedScope],
  grantedScope: [...connection.grantedScope],
  resource: connection.resource,
  subject: connection.subject,
  standing: connection.standing,
  hasRefreshToken: connection.hasRefreshToken,
  isRenewable: isRenewable(connection),
  refreshEndsToken: endsOldAccessToken(connection),
  isPlayground,
  ...revocability(connection),
  canEndSession: connection.metadata.end_session_endpoint !== undefined,
  createdAt: connection.createdAt,
  signedInAt: connection.signedInAt,
  refreshedAt: connection.refreshedAt,
  handedOutAt: connection.handedOutAt,
  token: token === undefined ? undefined : tokenSummary(token),
  scopeMeanings: scopeMeanings(connection),
  expiry,
  isUnsaved,
  usesDpop: connection.options?.usesDpop === true,
  canManageRegistration: connection.registration.managementUri !== undefined,
  authorizationDetails: detailsView(connection),
  warnings: serverWarnings(connection),
  preset: connection.options?.preset,
  grantsPage: providerOf(connection)?.grantsPage,
});

const revocability = (connection: Connection) => {
  const plan = revocationPlan(connection);
  return isPlan(plan) ? { canRevoke: true } : { canRevoke: false, revocationBlock: plan };
};

/** Of what the server published; what a person or a preset stated is no news to them. */
const serverWarnings = ({ metadata, options }: Connection): DiscoveryWarningView[] =>
  options?.usesStatedMetadata === true ? [] : warningsAbout(metadata).map(warningView);

const warningView = ({ kind, hosts }: DiscoveryWarning): DiscoveryWarningView => ({
  kind,
  hosts: [...hosts],
});

const tokenSummary = (token: TokenRecord) => ({
  obtainedAt: token.obtainedAt,
  expiresAt: token.expiresAt,
  lifetime: token.lifetime,
  lifetimeAssumed: token.lifetimeAssumed,
  warnings: [...token.warnings],
});

/** An access token described claim by claim, without its text. */
export const tokenView = (connection: Connection, token: TokenRecord): TokenView => {
  const description = describeToken(tokenText(token.accessToken));
  const { header, claims } = explain(description);
  return {
    ...tokenSummary(token),
    connectionId: connection.id,
    scope: [...token.scope],
    tokenType: token.tokenType,
    format: description.format,
    header: [...header],
    claims: [...claims],
  };
};

/** One arrow of the flow; it was redacted when it was recorded. */
export const traceEntryView = (entry: TraceEntry): TraceEntryView => ({
  ...entry,
  request: messageView(entry.request),
  response: entry.response === undefined ? undefined : messageView(entry.response),
});

const messageView = ({ line, headers, body }: TraceMessage) => ({
  line,
  headers: [...headers],
  body: [...body],
});

/** One line of the ledger. */
export const ledgerEntryView = (entry: LedgerEntry): LedgerEntryView => ({
  ...entry,
  scope: [...entry.scope],
});

/** A sign-in as the window's dialog shows it. */
export const signInView = ({ id, startedAt, title, state }: SignInRecord): SignInView => ({
  id,
  startedAt,
  issuer: title.issuer,
  host: URL.canParse(title.issuer) ? new URL(title.issuer).host : title.issuer,
  isPlayground: title.isPlayground,
  state: signInState(state),
});

const signInState = (state: SignInRecord['state']): SignInState => {
  switch (state.kind) {
    case 'done':
      return { kind: 'done', connectionId: state.connection.id };
    case 'failed':
      return { kind: 'failed', failure: { code: state.error.code, fields: state.error.fields } };
    case 'waiting-for-device': {
      const { kind, userCode, verificationUri, verificationUriComplete, expiresAt } = state;
      return { kind, userCode, verificationUri, verificationUriComplete, expiresAt };
    }
    case 'waiting-for-confirmation':
      return { kind: state.kind, warnings: state.warnings.map(warningView) };
    case 'waiting-for-browser':
      return {
        kind: 'waiting-for-browser',
        expiresAt: state.expiresAt,
        redirectUri: state.redirectUri,
      };
    default:
      return { kind: state.kind };
  }
};
