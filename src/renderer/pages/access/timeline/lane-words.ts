import { GRANT_EVENT } from '../../../../vocabulary/ledger-kind.ts';
import { foreignText } from '../../../kit/words/foreign.ts';
import { ledgerWords } from '../../../kit/words/ledger-words.ts';
import type { Bar, Dot, Lane } from './layout.ts';

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** A dot in words: what happened, and how often. */
export const dotWords = ({ kind, count }: Dot): string => {
  const words = ledgerWords({ kind });
  return count === 1 ? words : `${words}, ${count.toLocaleString('en')} times`;
};

/** A bar in words. */
export const barWords = ({ count, isLive, isCut }: Bar): string => {
  if (count > 1) return `${count.toLocaleString('en')} access tokens, one after the other`;
  if (isCut) return 'Access token, ended before its time';
  return isLive ? 'Access token, valid now' : 'Access token, expired';
};

/** A lane in one sentence, for those who do not see it. */
export const laneWords = ({ history, bars, dots }: Lane): string => {
  const sum = (isMeant: (kind: Dot['kind']) => boolean) =>
    dots.filter(({ kind }) => isMeant(kind)).reduce((total, { count }) => total + count, 0);
  const tokens = bars.reduce((total, { count }) => total + count, 0);
  const failures = sum((kind) => kind === 'refresh-failed');
  const parts = [
    counted(tokens, 'access token', 'access tokens'),
    counted(
      sum((kind) => GRANT_EVENT[kind] === 'handed-out'),
      'hand-out',
      'hand-outs',
    ),
    ...(failures > 0 ? [counted(failures, 'failed refresh', 'failed refreshes')] : []),
    ...(sum((kind) => GRANT_EVENT[kind] === 'over') > 0 ? ['revoked or forgotten'] : []),
  ];
  return `${foreignText(history.label, 80)}: ${parts.join(', ')}`;
};
