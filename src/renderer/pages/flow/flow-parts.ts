import type { ExchangeKind } from '../../../vocabulary/exchange-kind.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { TraceEntry } from '../../../contract/observation.ts';
import { unusualWords } from '../../kit/words/warning-words.ts';

type Role = TraceEntry['from'];

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
export const lifelineIndex = (role: Role): number =>
  ((ROLES.findIndex((one) => one.role === role) + 0.5) / ROLES.length) * 100;

/** A role in the words of the diagram. */
export const roleName = (role: Role): string =>
  ROLES.find((one) => one.role === role)?.name ?? role;

/** Errors that ask for the same request again: not a failure. @see RFC 8628 §3.5, RFC 9449 §8 */
const SEND_AGAIN = ['authorization_pending', 'slow_down', 'use_dpop_nonce'];

/** The status of a reply; undefined where there is none. */
const statusOf = ({ response }: Pick<TraceEntry, 'response'>): number | undefined =>
  response === undefined ? undefined : Number.parseInt(response.line, 10) || undefined;

/** What went wrong with a message, in a word or two: it was refused, or its reply was not usable. */
export const failureWords = (
  entry: Pick<TraceEntry, 'failure' | 'response'>,
): string | undefined => {
  if (entry.failure !== undefined) return 'Failed';
  const status = statusOf(entry) ?? 0;
  const isAgain = entry.response?.body.some(
    ({ name, value }) => name === 'error' && SEND_AGAIN.includes(value),
  );
  return status < 400 || isAgain === true ? undefined : `HTTP ${status}`;
};

/** One sign-in, refresh or call: the arrows that belong together. */
export interface FlowPart {
  readonly key: string;
  readonly flow: string;
  readonly at: number;
  readonly entries: readonly TraceEntry[];
}

/** A pause as long as this within one flow begins a new part: a later refresh, not the same action. */
const PAUSE = 5 * 60_000;

const continues = (part: FlowPart | undefined, entry: TraceEntry): part is FlowPart => {
  const last = part?.entries.at(-1);
  return part?.flow === entry.flow && last !== undefined && entry.at - last.at < PAUSE;
};

/** Entries, oldest first, cut where another flow begins or after a long pause. */
export const flowParts = (entries: readonly TraceEntry[]): readonly FlowPart[] =>
  entries.reduce<readonly FlowPart[]>((parts, entry) => {
    const last = parts.at(-1);
    if (!continues(last, entry)) {
      return [
        ...parts,
        { key: `${entry.flow} ${entry.id}`, flow: entry.flow, at: entry.at, entries: [entry] },
      ];
    }
    return [...parts.slice(0, -1), { ...last, entries: [...last.entries, entry] }];
  }, []);

/** What a part is about, by the message that only such a part has; the first that is found counts. */
const ACTIONS: readonly (readonly [kind: ExchangeKind, words: string])[] = [
  ['authorization-request', 'Sign-in'],
  ['device-authorization', 'Sign-in by device code'],
  ['client-credentials', 'Client credentials'],
  ['password', 'Password grant'],
  ['token-exchange', 'Token exchange'],
  ['jwt-bearer', 'JWT bearer grant'],
  ['revocation', 'Revocation'],
  ['refresh', 'Refresh'],
  ['introspection', 'Introspection'],
  ['userinfo', 'UserInfo'],
];

/** The host that a part was about. Foreign text. */
const hostOf = ({ entries }: FlowPart): string => {
  const url = entries
    .map(({ request }) => request.line.split(' ')[1] ?? '')
    .find((text) => URL.canParse(text));
  return url === undefined ? '' : new URL(url).host;
};

/** "Sign-in at login.example.com". Foreign text. */
export const partTitle = (part: FlowPart): string => {
  const kinds = new Set(part.entries.map(({ kind }) => kind));
  const action = ACTIONS.find(([kind]) => kinds.has(kind))?.[1] ?? part.entries[0]?.title ?? '';
  const host = hostOf(part);
  return host === '' ? action : `${action} at ${host}`;
};

type Server = Pick<ConnectionView, 'issuer' | 'warnings' | 'token'> & { readonly id: string };

/**
 * What is odd about the server of a part, for whoever runs it, by the logins there: that of the part, and
 * others whose issuer has the part's host. Foreign text.
 */
export const remarksAbout = (part: FlowPart, logins: readonly Server[]): readonly string[] => {
  const host = hostOf(part);
  const there = logins.filter(
    ({ id, issuer }) => id === part.flow || new URL(issuer).host === host,
  );
  return [...new Set(there.flatMap(unusualWords))];
};
