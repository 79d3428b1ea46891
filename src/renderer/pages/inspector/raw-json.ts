import type { ClaimView } from '../../../contract/view.ts';

/** Claims as the JSON object they were, member by member, in order. For reading, not for parsing. */
export const rawJson = (claims: readonly ClaimView[]): string => {
  if (claims.length === 0) return '{}';
  const members = claims.map(({ name, text }) => `  "${name.replaceAll('"', '\\"')}": ${text}`);
  return `{\n${members.join(',\n')}\n}`;
};
