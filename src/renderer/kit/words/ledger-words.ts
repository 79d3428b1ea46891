import type { LedgerEntryView } from '../../../contract/observation.ts';
import { isErrorCode } from '../../../vocabulary/error-code.ts';
import { NARROWED } from '../../../vocabulary/ledger-kind.ts';
import { FAILURE_TEXT } from '../../../vocabulary/failure-text.ts';

type Kind = LedgerEntryView['kind'];

const COPIES: Readonly<Record<string, string>> = {
  raw: 'Copied the token',
  bearer: 'Copied as an Authorization header',
  curl: 'Copied as a curl command',
  httpie: 'Copied as an HTTPie command',
  fetch: 'Copied as a JavaScript fetch call',
  environment: 'Copied as an environment variable',
};

const WORDS: Readonly<Record<Kind, string>> = {
  'signed-in': 'Signed in',
  refreshed: 'Refreshed',
  'refresh-failed': 'Could not refresh',
  copied: 'Copied the token',
  revealed: 'Revealed the token',
  proved: 'Copied a proof for one request',
  exchanged: 'Gave the token to another server',
  given: 'Gave a token to a program',
  used: 'Called an API for a program',
  revoked: 'Revoked at the server',
  forgotten: 'Forgotten on this machine',
};

const REVOCATIONS: Readonly<Record<string, string>> = {
  'refresh-token': 'Revoked the refresh token',
  'access-token': 'Revoked the access tokens',
};

const DETAILED: Partial<Readonly<Record<Kind, Readonly<Record<string, string>>>>> = {
  copied: COPIES,
  refreshed: { [NARROWED]: 'Refreshed for fewer scopes' },
  revoked: REVOCATIONS,
};

/** What happened, in a few words. */
export const ledgerWords = ({
  kind,
  detail = '',
}: Pick<LedgerEntryView, 'kind' | 'detail'>): string => {
  const words = DETAILED[kind] ?? {};
  return (Object.hasOwn(words, detail) ? words[detail] : undefined) ?? WORDS[kind];
};

/** Why, where it went wrong. */
export const ledgerReason = ({ kind, detail }: LedgerEntryView): string | undefined =>
  kind === 'refresh-failed' && isErrorCode(detail) ? FAILURE_TEXT[detail].sentence : undefined;

/** Which request a proof was made for, or which server or program was given the token; foreign text. */
export const ledgerRequest = ({ kind, detail, recipient }: LedgerEntryView): string | undefined =>
  kind === 'used'
    ? `${detail ?? ''} · ${recipient ?? ''}`
    : kind === 'proved' || kind === 'exchanged'
      ? detail
      : recipient;

const day = new Intl.DateTimeFormat('en', { dateStyle: 'full' });
const time = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** One line of the ledger's list: a day, or something that happened on it. */
export type LedgerLine =
  | { readonly kind: 'day'; readonly key: string }
  | { readonly kind: 'entry'; readonly entry: LedgerEntryView };

/** The time of day of an entry. */
export const ledgerTime = ({ at }: LedgerEntryView): string => time.format(at);

/** Entries with a heading wherever another day begins. */
export const ledgerLines = (entries: readonly LedgerEntryView[]): readonly LedgerLine[] => {
  let last = '';
  return entries.flatMap((entry): readonly LedgerLine[] => {
    const today = day.format(entry.at);
    if (today === last) return [{ kind: 'entry', entry }];
    last = today;
    return [
      { kind: 'day', key: today },
      { kind: 'entry', entry },
    ];
  });
};

/** Everything a search may find an entry by, in lower case. */
export const ledgerSearchText = (entry: LedgerEntryView): string =>
  [
    ledgerWords(entry),
    ledgerRequest(entry),
    entry.subject,
    entry.host,
    entry.tokenHash,
    ...entry.scope,
  ]
    .join('\n')
    .toLowerCase();
