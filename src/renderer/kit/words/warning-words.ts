import type { DiscoveryWarningView } from '../../../contract/sign-in.ts';
import type { TokenWarning } from '../../../vocabulary/warning.ts';
import { foreignText } from './foreign.ts';

const listWords = (hosts: readonly string[]): string =>
  new Intl.ListFormat('en').format(hosts.map((host) => foreignText(host, 120)));

/** What is odd about what a server publishes of itself. */
export const discoveryWarningWords = ({ kind, hosts }: DiscoveryWarningView): string => {
  switch (kind) {
    case 'other-hosts':
      return `It uses addresses on other hosts: ${listWords(hosts)}.`;
    case 'punycode':
      return `This name can look like another one when it is written out: ${listWords(hosts)}.`;
    case 'pkce-not-stated':
      return 'It does not say whether it supports PKCE with S256. Valet Key uses it anyway.';
  }
};

/** What was odd about a token response, as the member of it says. */
export const TOKEN_WARNING_WORDS: Readonly<Record<TokenWarning, string>> = {
  expires_in_was_text: 'The server sent the lifetime as text, not as a number.',
  lifetime_unknown: 'The server did not say how long the token lives. Five minutes are assumed.',
  lifetime_clamped: 'The server named a lifetime of more than ten years. Ten years are assumed.',
  scope_wider_than_requested: 'The server granted more scopes than were requested.',
  scope_narrower_than_requested: 'The server granted fewer scopes than were requested.',
  scope_malformed: 'The granted scope has characters that no scope may have (RFC 6749 §3.3).',
  authorization_details_malformed:
    'The server described what it granted in a way that cannot be read (RFC 9396 §7).',
};
