import type { ScopeHistoryView } from '../../../contract/scope.ts';
import { momentWords } from '../../kit/words/time-words.ts';

type TokenHistory = ScopeHistoryView['tokens'][number];
type Change = ScopeHistoryView['changes'][number];

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const hour = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const TWO_DAYS = 2 * 24 * 3600 * 1000;

/** A moment on an axis of that length: the day, or the time of day where it is short. */
export const axisWords = (at: number, length: number): string =>
  (length < TWO_DAYS ? hour : day).format(at);

/** How far back the ledger goes, where that is not as far as the connection. */
export const cutWords = ({ isCut, since, until }: ScopeHistoryView): string | undefined => {
  if (!isCut) return undefined;
  return since === until
    ? 'The ledger has no entry for this connection yet.'
    : `The ledger goes back to ${day.format(since)}. What was before is not known.`;
};

const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });

/** What is said of a scope token that was in no hand-out: `Never`, or not since the ledger begins. */
export const neverWords = ({ isCut, since }: Pick<ScopeHistoryView, 'isCut' | 'since'>): string =>
  isCut ? `Not since ${shortDay.format(since)}` : 'Never';

/** How often tokens with it went out, and when last. */
export const usesWords = ({
  uses,
  lastUsedAt,
}: Pick<TokenHistory, 'uses' | 'lastUsedAt'>): string => {
  if (uses === 0 || lastUsedAt === undefined) return 'never';
  return `${uses === 1 ? 'once' : `${uses.toLocaleString('en')} times`}, last ${momentWords(lastUsedAt)}`;
};

/** When it was granted, for those who do not see the picture. */
export const spansWords = ({ spans }: Pick<TokenHistory, 'spans'>, until: number): string =>
  spans.length === 0
    ? 'never'
    : spans
        .map(({ from, to }) => `${momentWords(from)} to ${to === until ? 'now' : momentWords(to)}`)
        .join('; ');

const CHANGES: Readonly<Record<Change['kind'], string>> = {
  'signed-in': 'Signed in',
  refreshed: 'The server took back at a refresh',
  revoked: 'The grant ended',
};

/** What happened when the granted scope became another. */
export const changeWords = ({ kind }: Pick<Change, 'kind'>): string => CHANGES[kind];

const MOST_NAMED = 6;

/** The first few, and how many more there are. */
export const firstFew = (
  tokens: readonly string[],
): { readonly named: readonly string[]; readonly more: number } => ({
  named: tokens.slice(0, MOST_NAMED),
  more: Math.max(0, tokens.length - MOST_NAMED),
});

/** The whole picture in a sentence. */
export const pictureWords = ({ tokens, handOuts, since, until }: ScopeHistoryView): string =>
  `${tokens.length.toLocaleString('en')} scopes and ${handOuts.toLocaleString('en')} hand-outs from ${axisWords(since, until - since)} to now. The table that follows says the same.`;
