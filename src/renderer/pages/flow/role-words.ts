import type { TraceEntryView } from '../../../contract/view-trace.ts';

export type Role = TraceEntryView['from'];

/** The four roles, left to right, in the order a sign-in meets them. @see RFC 6749 §1.1 */
export const ROLES: readonly {
  readonly role: Role;
  readonly name: string;
  readonly note: string;
}[] = [
  { role: 'resource-owner', name: 'You', note: 'resource owner' },
  { role: 'client', name: 'Valet Key', note: 'client' },
  { role: 'authorization-server', name: 'Authorization server', note: 'gives tokens' },
  { role: 'resource-server', name: 'Resource server', note: 'takes tokens' },
];

/** Where a role's lifeline stands, in percent of the width. */
export const lifelineOf = (role: Role): number =>
  ((ROLES.findIndex((one) => one.role === role) + 0.5) / ROLES.length) * 100;

/** A role in the words of the diagram. */
export const roleName = (role: Role): string =>
  ROLES.find((one) => one.role === role)?.name ?? role;
