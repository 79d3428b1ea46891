import type { Failure } from '../../../contract/command.ts';
import { foreignText } from '../../kit/words/foreign.ts';

/** Why a file of providers was not taken, and what to do about it. */
export interface ImportRefusal {
  readonly sentence: string;
  readonly action: string;
}

const refusal = (sentence: string, action: string): ImportRefusal => ({ sentence, action });

const ANOTHER = 'Choose the file that Valet Key exported.';
const ASK = 'Nothing was changed. Ask whoever gave you the file for a corrected one.';
const WARY = 'Nothing was changed. The file contains an unexpected field; ask whoever sent it.';

const BY_RULE: Readonly<Record<string, ImportRefusal>> = {
  'too large': refusal('The file is larger than 256 KiB.', ANOTHER),
  'larger than 256 KiB': refusal('The file is larger than 256 KiB.', ANOTHER),
  'more than 200 providers': refusal(
    'The file holds more than 200 providers.',
    'Nothing was changed. Split it, and import the parts.',
  ),
  'not a regular file': refusal(
    'That is not an ordinary file.',
    'Choose a file, not a device or a folder.',
  ),
  'cannot be opened': refusal(
    'The file cannot be opened.',
    'Links are not followed: choose the file itself, and check that you may read it.',
  ),
  'not UTF-8 JSON': refusal('The file is not JSON in UTF-8.', ANOTHER),
  'not JSON': refusal(
    'The file is not JSON.',
    `Comments and trailing commas are not JSON. ${ANOTHER}`,
  ),
  'nested too deeply': refusal('The file is nested too deeply.', ASK),
  'a number too large': refusal('The file holds a number that is too large.', ASK),
  'a version we cannot read': refusal(
    'The file is of a version that this Valet Key cannot read.',
    'Update Valet Key, or have it exported from the same version.',
  ),
  'two providers are the same': refusal(
    'Two providers would be the same one.',
    'Nothing was changed. Remove one of the two, or the one you have.',
  ),
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? foreignText(value, 80) : undefined;

/** Which of several entries it is about, where one is. */
const entryWords = (provider: string | undefined): string =>
  provider === undefined ? 'The file' : `Provider ${provider} in the file`;

/** One sentence for each way a file can be refused, with its place in the file. */
export const importRefusal = ({ fields }: Failure): ImportRefusal => {
  const [why, member] = [text(fields['why']) ?? 'is not usable', text(fields['member'])];
  const known = Object.hasOwn(BY_RULE, why) ? BY_RULE[why] : undefined;
  if (known !== undefined) return known;
  const entry = entryWords(text(fields['provider']));
  if (why === 'an unknown member' || why === 'a forbidden member') {
    return refusal(`${entry} has a member that is not known: ${member ?? ''}.`, WARY);
  }
  if (why === 'a member is named twice') {
    return refusal(`The file names ${member ?? 'a member'} twice.`, ASK);
  }
  return refusal(
    member === undefined ? `${entry} is ${why}.` : `${entry}: ${member} ${asVerb(why)}.`,
    ASK,
  );
};

/** Rules are worded as what follows the member: `is not https`, but also `missing or malformed`. */
const asVerb = (why: string): string =>
  /^(?:is|has|holds|sets|names|contains)\b/.test(why) ? why : `is ${why}`;

/** `2 new, 1 changed, 3 as they are`. */
export const planWords = (counts: {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}): string => {
  const parts = [
    [counts.added, 'new'],
    [counts.changed, 'changed'],
    [counts.unchanged, 'as it is'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return words.length === 0 ? 'No provider in it.' : `${new Intl.ListFormat('en').format(words)}.`;
};
