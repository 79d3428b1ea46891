import type { ConnectionView } from '../../../contract/connection.ts';
import { isRevokedHere } from './standing-words.ts';

/** The resource owner in the words a person knows them by; undefined where the server named nobody. */
export const identityOf = ({ subject }: ConnectionView): string | undefined =>
  subject === undefined
    ? undefined
    : (subject.email ?? subject.preferredUsername ?? subject.name ?? subject.sub);

/** Whether a connection gives no tokens. */
export const givesNone = ({ standing }: ConnectionView): boolean => standing.kind !== 'active';

/** Whether the person must do something before this connection gives tokens again. They know what they revoked. */
export const needsAttention = ({ standing }: ConnectionView): boolean =>
  standing.kind !== 'active' && !isRevokedHere(standing);

const indexed = new WeakMap<ConnectionView, string>();

/** Everything a search may find a connection by, in lower case. Made once for each view of it. */
export const searchText = (connection: ConnectionView): string => {
  const known = indexed.get(connection);
  if (known !== undefined) return known;
  const text = searchableText(connection);
  indexed.set(connection, text);
  return text;
};

const searchableText = (connection: ConnectionView): string =>
  [
    connection.label,
    connection.host,
    connection.issuer,
    connection.clientId,
    connection.resource,
    connection.subject?.name,
    connection.subject?.email,
    connection.subject?.preferredUsername,
    connection.subject?.sub,
    ...connection.grantedScope,
  ]
    .join('\n')
    .toLowerCase();

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** By name, as a person would look it up; those of one name always in the same order. */
export const compareLabels = (one: ConnectionView, other: ConnectionView): number =>
  collator.compare(one.label, other.label) || collator.compare(one.id, other.id);

/** Those that need the person first, then by name: an order that does not move while tokens age. */
export const inListOrder = (connections: readonly ConnectionView[]): readonly ConnectionView[] =>
  connections.toSorted(
    (one, other) =>
      Number(needsAttention(other)) - Number(needsAttention(one)) || compareLabels(one, other),
  );

const GRANTS: Readonly<Record<string, string>> = {
  authorization_code: 'Authorization code with PKCE',
  client_credentials: 'Client credentials',
  'urn:ietf:params:oauth:grant-type:device_code': 'Device code',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'Token exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'JWT bearer',
  password: 'Password (legacy)',
  refresh_token: 'Imported refresh token',
};

/** A grant type in words; an unknown one as it is on the wire. @see RFC 6749 §1.3 */
export const grantWords = (grantType: string): string =>
  (Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined) ?? grantType;
