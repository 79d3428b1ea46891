import type { ConsumerView } from '../../contract/approval.ts';
import { fileName, type ApprovalLifetime, type ConsumerWeakness } from '../../vocabulary/agent.ts';

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
  '1-hour': '1 hour',
  'until-lock': 'Until locked',
  '12-hours': '12 hours',
  '30-days': '30 days',
};

/** Why a program cannot be recognised. */
export const WEAKNESS_WORDS: Readonly<Record<ConsumerWeakness, string>> = {
  'not-named': 'Any program of this account may be behind it.',
  forwarded:
    'It asks through a forwarded connection: anybody may be behind it, also from another machine.',
  'no-script': 'It is an interpreter without a script, which may run anything.',
  'other-namespace': 'It sees other files than you do, and can call its own whatever it likes.',
  'no-parent': 'Who started it has ended, so nobody can say what it belongs to.',
};
