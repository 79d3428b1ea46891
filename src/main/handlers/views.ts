import type { Failure } from '../../contract/command.ts';
import type {
  ConnectionListView,
  ConnectionView,
  DetailView,
  DetailsView,
} from '../../contract/connection.ts';
import type { PresetView } from '../../contract/provider.ts';
import type { ScopeMeaningView } from '../../contract/scope.ts';
import type { SignInState, SignInView } from '../../contract/sign-in.ts';
import type { TokenSummary, TokenView } from '../../contract/token.ts';
import type { App, ConnectionFacts } from '../../core/app.ts';
import { endsOldAccessToken, PRESETS } from '../../core/catalogue/catalogue.ts';
import { providerOf } from '../../core/catalogue/preset-of-connection.ts';
import type { Preset } from '../../core/catalogue/preset.ts';
import { knownScopes, meaningOfScope } from '../../core/catalogue/scope-catalogue.ts';
import { foreignText } from '../../core/fault/foreign-text.ts';
import type { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { AuthorizationDetail } from '../../core/model/authorization-detail.ts';
import { registeredRedirectUri, saferRedirectUri } from '../../core/model/client-registration.ts';
import { type Connection, displayName, isBound } from '../../core/model/connection.ts';
import type { TokenRecord } from '../../core/model/token-record.ts';
import { compareDetails } from '../../core/oauth/authorization-details.ts';
import { warningsAbout } from '../../core/oauth/discovery/discovery.ts';
import { describeToken } from '../../core/oauth/token/claims.ts';
import { explain } from '../../core/oauth/token/inspection.ts';
import { isPlan, revocationPlan } from '../../core/revocation/revocation-plan.ts';
import type { SignInRecord } from '../../core/sign-in/sign-ins.ts';
import { tokenText } from '../../core/tokens/copy-format.ts';
import { isRenewable } from '../../core/tokens/promised-token.ts';

/** A failure as a window may see it: without its cause. */
export const failureView = ({ code, fields }: ValetKeyError): Failure => ({ code, fields });

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
  redirectUri: registeredRedirectUri(connection.registration),
  saferRedirectUri: saferRedirectUri(connection),
  requestedScope: connection.requestedScope,
  grantedScope: connection.grantedScope,
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
  lastUsedAt: connection.lastUsedAt,
  token: token === undefined ? undefined : tokenSummary(token),
  scopeMeanings: scopeMeanings(connection),
  expiry,
  isUnsaved,
  usesDpop: isBound(connection) && token?.tokenType !== 'bearer',
  canManageRegistration: connection.registration.managementUri !== undefined,
  authorizationDetails: detailsView(connection),
  warnings: serverWarnings(connection),
  preset: connection.options?.preset,
  grantsPage: providerOf(connection)?.grantsPage,
});

/** Many connections, with each meaning of a scope token once. */
export const connectionList = (connections: readonly ConnectionView[]): ConnectionListView => {
  const meanings: ScopeMeaningView[] = [];
  const places = new Map<string, number>();
  const placeOf = (meaning: ScopeMeaningView, preset = ''): number => {
    // Neither a preset nor a scope token has a space. @see RFC 6749 §3.3
    const key = `${preset} ${meaning.token}`;
    const place = places.get(key) ?? meanings.push(meaning) - 1;
    places.set(key, place);
    return place;
  };
  const lines = connections.map((connection) => ({
    ...connection,
    scopeMeanings: connection.scopeMeanings.map((one) => placeOf(one, connection.preset)),
  }));
  return { connections: lines, meanings };
};

const revocability = (connection: Connection) => {
  const plan = revocationPlan(connection);
  return isPlan(plan) ? { canRevoke: true } : { canRevoke: false, revocationBlock: plan };
};

/** Of what the server published; what a person or a preset stated is no news to them, but for its keys. */
const serverWarnings = ({
  metadata,
  options,
  serverNotes = [],
}: Connection): ConnectionView['warnings'] =>
  options?.usesStatedMetadata === true ? serverNotes : [...warningsAbout(metadata), ...serverNotes];

const tokenSummary = ({
  obtainedAt,
  expiresAt,
  lifetime,
  lifetimeAssumed,
  warnings,
}: TokenRecord): TokenSummary => ({
  obtainedAt,
  expiresAt,
  lifetime,
  lifetimeAssumed,
  warnings,
});

/** An access token described claim by claim, without its text. */
export const tokenView = (connection: Connection, token: TokenRecord): TokenView => {
  const description = describeToken(tokenText(token.accessToken));
  return {
    ...tokenSummary(token),
    connectionId: connection.id,
    scope: token.scope,
    tokenType: token.tokenType,
    format: description.format,
    ...explain(description),
  };
};

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
      return { kind: 'failed', failure: failureView(state.error) };
    case 'waiting-for-device': {
      const { kind, userCode, verificationUri, verificationUriComplete, expiresAt } = state;
      return { kind, userCode, verificationUri, verificationUriComplete, expiresAt };
    }
    case 'waiting-for-confirmation':
      return { kind: state.kind, warnings: state.warnings };
    case 'waiting-for-browser': {
      const { kind, expiresAt, redirectUri, isBrowserMissing } = state;
      return { kind, expiresAt, redirectUri, isBrowserMissing };
    }
    default:
      return { kind: state.kind };
  }
};

/** Every preset, by name. */
export const presetViews = (): readonly PresetView[] => PRESETS.map(presetView);

const presetView = (preset: Preset): PresetView => ({
  id: preset.id,
  name: preset.name,
  issuer: preset.server.issuer,
  placeholders: preset.server.placeholders,
  discovery: preset.server.discovery,
  publicClient: preset.publicClient,
  tokenEndpointAuthMethod: preset.tokenEndpointAuthMethod,
  flow: preset.flow,
  redirect: {
    method: redirectMethodOf(preset),
    base: preset.redirect.base,
    port: preset.redirect.port,
  },
  refresh: preset.refresh,
  defaultScope: preset.defaultScope,
  scopes: knownScopes(preset),
  quirks: preset.quirks,
  revocation: preset.revocation,
  lifetimes: preset.lifetimes,
  grantsPage: preset.grantsPage,
  checkedOn: preset.checkedOn,
  source: preset.source,
  recalled: preset.recalled,
});

/** Loopback where the provider takes it: a port is ours while we listen, a scheme never quite is. */
const redirectMethodOf = ({ redirect }: Preset): 'loopback' | 'private-use-scheme' =>
  redirect.hosts.length === 0 && redirect.privateUseScheme ? 'private-use-scheme' : 'loopback';

/** What a connection's scope tokens allow or would allow, as far as that is known. */
export const scopeMeanings = ({
  grantedScope,
  requestedScope,
  options,
}: Pick<Connection, 'grantedScope' | 'requestedScope' | 'options'>): readonly ScopeMeaningView[] =>
  [...new Set([...grantedScope, ...requestedScope])].map((token) => scopeMeaning(token, options));

/** What one scope token allows, as far as that is known. */
export const scopeMeaning = (token: string, options: Connection['options']): ScopeMeaningView =>
  meaningOfScope(token, options?.preset) ?? { token };

/** A connection's structured permissions, asked for and granted apart; undefined where there are none. */
export const detailsView = ({
  options,
  grantedDetails,
}: Pick<Connection, 'options' | 'grantedDetails'>): DetailsView | undefined => {
  const requested = options?.authorizationDetails ?? [];
  if (requested.length === 0 && grantedDetails === undefined) return undefined;
  if (grantedDetails === undefined) return { withheld: requested.map(detailView) };
  const { withheld, unasked } = compareDetails(requested, grantedDetails);
  return {
    withheld: withheld.map(detailView),
    granted: grantedDetails.map((detail) => ({
      ...detailView(detail),
      wasAsked: !unasked.includes(detail),
    })),
  };
};

const COMMON: ReadonlySet<string> = new Set([
  'type',
  'actions',
  'locations',
  'datatypes',
  'privileges',
  'identifier',
]);

const detailView = (detail: AuthorizationDetail): DetailView => ({
  type: foreignText(detail.type),
  actions: texts(detail.actions),
  locations: texts(detail.locations),
  datatypes: texts(detail.datatypes),
  privileges: texts(detail.privileges),
  ...(detail.identifier === undefined ? {} : { identifier: foreignText(detail.identifier) }),
  rest: memberLines(
    Object.fromEntries(Object.entries(detail).filter(([name]) => !COMMON.has(name))),
  ),
});

const texts = (given: readonly string[] | undefined = []): readonly string[] =>
  given.slice(0, MOST_LINES).map((text) => foreignText(text));

/** What one detail may take of the screen; a server could send anything. */
const MOST_LINES = 100;
const DEEPEST = 6;

type Line = DetailView['rest'][number];

/** Members as lines, each deeper one indented. What is nested too deep stands as JSON. */
const memberLines = (value: object): Line[] => [...walk(value, 0)].slice(0, MOST_LINES);

function* walk(value: object, depth: number): Generator<Line> {
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const isBranch = typeof member === 'object' && member !== null && depth < DEEPEST;
    yield { depth, name: foreignText(name), text: isBranch ? '' : foreignText(textOf(member)) };
    if (isBranch) yield* walk(member, depth + 1);
  }
}

const textOf = (member: unknown): string =>
  typeof member === 'string' ? member : JSON.stringify(member);
