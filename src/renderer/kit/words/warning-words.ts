import type { DiscoveryWarningView } from '../../../contract/sign-in.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { TokenWarning } from '../../../vocabulary/warning.ts';
import { foreignText } from './foreign.ts';

const listWords = (hosts: readonly string[]): string =>
  new Intl.ListFormat('en').format(hosts.map((host) => foreignText(host, 120)));

type Sentence = (named: { readonly hosts: string; readonly members: string }) => string;

const DISCOVERY_SENTENCES: Readonly<Record<DiscoveryWarningView['kind'], Sentence>> = {
  'other-hosts': ({ hosts }) => `It uses addresses on other hosts: ${hosts}.`,
  'named-by-resource': ({ hosts }) =>
    `The address that you connect names this server, on another host, to sign in at: ${hosts}.`,
  punycode: ({ hosts }) => `This name can look like another one when it is written out: ${hosts}.`,
  'any-tenant': ({ hosts }) =>
    `This address stands for all tenants of ${hosts}. Which one it is shows when you sign in; from then on, this login takes tokens of that tenant alone.`,
  'tenant-by-id': ({ hosts }) =>
    `${hosts} calls the tenant that you entered by an ID. Its own description is used, under that ID.`,
  'pkce-not-stated': () =>
    'It does not say whether it supports PKCE with S256. Valet Key uses it anyway.',
  'issuer-slash': () =>
    'Its issuer has one slash more or less at the end than the address you entered. The server’s own spelling is used.',
  'key-published': () =>
    'It publishes a private key with its public ones: whoever has read it can sign in this server’s name. That key is not used here; tell whoever runs the server (RFC 7517 §9.2).',
  'key-computable': () =>
    'One of its keys was made by a broken generator (ROCA, CVE-2017-15361), so anyone can compute its private part. That key is not used here; tell whoever runs the server.',
  'members-odd': ({ members }) =>
    `Members of its description are empty or of the wrong type: ${members}. What makes no sense is left out.`,
};

/** What is odd about what a server publishes of itself. */
export const discoveryWarningWords = ({
  kind,
  hosts,
  members = [],
}: DiscoveryWarningView): string =>
  DISCOVERY_SENTENCES[kind]({ hosts: listWords(hosts), members: listWords(members) });

/** What was odd about a token response, as the member of it says. */
export const TOKEN_WARNING_WORDS: Readonly<Record<TokenWarning, string>> = {
  status_not_200: 'The server sent the tokens with another status than 200 (RFC 6749 §5.1).',
  content_type_not_json: 'The server sent the tokens as JSON without saying that it is JSON.',
  body_was_form: 'The server sent the tokens as a form, not as JSON (RFC 6749 §5.1).',
  body_not_utf8: 'The server’s answer has characters that are not UTF-8.',
  token_type_missing: 'The server did not say what type the token is. It is taken as bearer.',
  token_type_unusual:
    'The server has its own name for the type of the token. It is taken as bearer (RFC 6750 §4).',
  token_not_bound:
    'A key was offered to bind the token to, and the server sent a bearer token: a copy of it works anywhere (RFC 9449 §5).',
  expires_in_was_text: 'The server sent the lifetime as text, not as a number.',
  expires_in_unusable: 'The server sent a lifetime that is not a number of seconds.',
  lifetime_unknown: 'The server did not say how long the token lives. Five minutes are assumed.',
  lifetime_clamped: 'The server named a lifetime of more than ten years. Ten years are assumed.',
  refresh_token_empty:
    'The server sent an empty refresh token. It is taken as none, and the old one is kept.',
  refresh_token_unusable:
    'The server sent a refresh token that cannot be one. The old one is kept, if it still works.',
  id_token_unusable: 'The server sent an ID token that is empty or cannot be one.',
  scope_was_list: 'The server sent the scope as a list, not as text (RFC 6749 §3.3).',
  scope_had_commas: 'The server separated the scope by commas, not by spaces (RFC 6749 §3.3).',
  scope_unusable:
    'The server sent a scope that is not text. What was requested is taken as granted.',
  scope_wider_than_requested: 'The server granted more scopes than were requested.',
  scope_narrower_than_requested: 'The server granted fewer scopes than were requested.',
  scope_cut:
    'The server named more than 1,000 scopes, or longer ones than make sense. The rest is left out.',
  scope_malformed: 'The granted scope has characters that no scope may have (RFC 6749 §3.3).',
  authorization_details_malformed:
    'The server described what it granted in a way that cannot be read (RFC 9396 §7).',
};

/** What is odd about a server, by its description and by the last token response that came from it. */
export const unusualWords = ({
  warnings,
  token,
}: Pick<ConnectionView, 'warnings' | 'token'>): readonly string[] => [
  ...warnings.map(discoveryWarningWords),
  ...(token?.warnings ?? []).map((one) => TOKEN_WARNING_WORDS[one]),
];
