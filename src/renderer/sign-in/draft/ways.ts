import { isFound, searchWords } from '../../kit/words/find.ts';
import type { Source } from './draft.ts';

/** A way to connect that is not a known provider. */
export interface Way {
  readonly source: Exclude<Source, 'preset'> | 'resource';
  readonly name: string;
  readonly line: string;
}

/** The ways to connect that need no preset. */
export const WAYS: readonly Way[] = [
  {
    source: 'resource',
    name: 'API or MCP server',
    line: 'Its address says where to sign in',
  },
  { source: 'issuer', name: 'Issuer URL', line: 'The server describes itself' },
  { source: 'manual', name: 'Enter endpoints manually', line: 'For a server without metadata' },
  { source: 'playground', name: 'Playground', line: 'On this machine, no account' },
];

/** Whether typed text is an address rather than the name of a provider. */
export const looksLikeAddress = (text: string): boolean =>
  /^https?:\/\/\S/i.test(text.trim()) || /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/|$)/i.test(text.trim());

/** The ways that a search means; an address means those that take one. */
export const waysFound = (search: string): readonly Way[] => {
  if (looksLikeAddress(search)) return WAYS.filter(({ source }) => source !== 'playground');
  const words = searchWords(search);
  return WAYS.filter(({ name, line }) => isFound(`${name} ${line}`.toLowerCase(), words));
};

/** Typed text as an issuer: `login.example.com` is meant with https. */
export const issuerTyped = (text: string): string => {
  const address = text.trim();
  if (!looksLikeAddress(address)) return '';
  return /^https?:/i.test(address) ? address : `https://${address}`;
};
