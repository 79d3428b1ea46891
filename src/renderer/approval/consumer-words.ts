import type { ConsumerView } from '../../contract/approval.ts';
import { fileName, type ApprovalLifetime } from '../../vocabulary/agent.ts';

/** What a person would call the program: the script, or the program that acts for itself. Foreign text. */
export const consumerTitle = ({ programs }: ConsumerView): string => {
  const program = programs.at(-1);
  const path = program?.script ?? program?.executable ?? '?';
  return path === '?' ? 'An unknown program' : fileName(path);
};

/** The programs that it asks through, such as curl. Foreign text. */
export const askedThrough = ({ programs }: ConsumerView): string | undefined => {
  const names = programs.slice(0, -1).map(({ executable, script }) => script ?? executable);
  return names.length === 0 ? undefined : names.join(', ');
};

/** How long an approval lasts. */
export const LIFETIME_WORDS: Readonly<Record<ApprovalLifetime, string>> = {
  once: 'Once',
  'until-lock': 'Until locked',
  '12-hours': '12 hours',
  '30-days': '30 days',
};
