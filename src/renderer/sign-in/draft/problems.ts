import type { Draft } from './draft.ts';
import { fieldsOf, type DraftField } from './fields.ts';
import { grantProblems } from './grant-problems.ts';
import { addTokens, oddToken } from '../../kit/words/scope-entry.ts';
import { ENDPOINTS, type EndpointName } from './vocabulary.ts';

/** What is wrong with the shape of a form: one sentence a field, by its name in the form. */
export type Problems = Readonly<Record<string, string>>;

/** Makes entries of those rules that object. */
export const found = (
  rules: Readonly<Record<string, string | undefined>>,
): readonly (readonly [string, string])[] =>
  Object.entries(rules).flatMap(([name, words]) => (words === undefined ? [] : [[name, words]]));

/** Why text is not an address for a server; undefined if it is one. The server's own rules are main's. */
export const addressProblem = (text: string, allowLoopback: boolean): string | undefined => {
  const url = text.trim();
  if (url === '') return 'Enter an address.';
  if (/\s/u.test(url)) return 'An address has no spaces.';
  const begins = allowLoopback ? /^https?:\/\/[^/]/i : /^https:\/\/[^/]/i;
  if (begins.test(url) && URL.canParse(url)) return undefined;
  return allowLoopback
    ? 'Begin with https://, or http:// for this machine.'
    : 'Begin with https://. A server on this machine needs the switch below.';
};

const issuerProblem = ({ issuer, allowLoopback }: Draft): string | undefined => {
  const problem = addressProblem(issuer, allowLoopback);
  if (problem !== undefined) return problem;
  return /[?#]/.test(issuer) ? 'An issuer has no “?” and no “#” in it (RFC 8414 §2).' : undefined;
};

/** A host with an optional port, or one word of a path. */
const FILLING = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?::\d{1,5})?$/;

const fillingProblem = (text: string): string | undefined => {
  const value = text.trim();
  if (value === '') return 'Fill this in.';
  return FILLING.test(value) ? undefined : 'Only the name: without https:// and without slashes.';
};

const neededEndpoints = ({ grant }: Draft): readonly EndpointName[] => {
  if (grant === 'authorization_code') return ['authorization_endpoint', 'token_endpoint'];
  return grant === 'urn:ietf:params:oauth:grant-type:device_code'
    ? ['token_endpoint', 'device_authorization_endpoint']
    : ['token_endpoint'];
};

const endpointProblems = (draft: Draft) => {
  const needed = neededEndpoints(draft);
  return found(
    Object.fromEntries(
      ENDPOINTS.map((name) => {
        const text = draft.endpoints[name]?.trim() ?? '';
        const mayBeEmpty = text === '' && !needed.includes(name);
        return [
          `endpoints.${name}`,
          mayBeEmpty ? undefined : addressProblem(text, draft.allowLoopback),
        ];
      }),
    ),
  );
};

/** The sentence for a scope that cannot be sent. @see RFC 6749 §3.3 */
export const scopeProblem = ({ scope, scopeEntry }: Draft): string | undefined =>
  oddToken(addTokens(scope, scopeEntry)) === undefined
    ? undefined
    : 'A scope has no quotes, backslashes or letters outside ASCII (RFC 6749 §3.3).';

const needed = (text: string, words: string): string | undefined =>
  text.trim() === '' ? words : undefined;

const authProblem = ({ grant, authMethod }: Draft): string | undefined =>
  grant === 'client_credentials' && authMethod === 'none'
    ? 'A public client cannot use client credentials: choose a secret or a key (RFC 6749 §4.4).'
    : undefined;

const clientRules = (draft: Draft) => ({
  clientId: needed(draft.clientId, 'Enter the client ID the server gave you.'),
  authMethod: authProblem(draft),
  clientSecret:
    draft.provider === undefined
      ? needed(draft.clientSecret, 'Enter the client secret.')
      : undefined,
  privateKey: needed(
    draft.privateKey,
    draft.authMethod === 'private_key_jwt'
      ? 'Paste the private key.'
      : 'Paste the private key that requests are signed with.',
  ),
  scope: scopeProblem(draft),
});

/** Every problem of shape, of the fields that are needed. An empty record means: send it. */
export const problemsOf = (
  draft: Draft,
  placeholders: readonly { readonly name: string }[] = [],
): Problems => {
  const fields = fieldsOf(draft);
  const uses = (name: string): boolean => fields.has((name.split('.')[0] ?? '') as DraftField);
  const fillings = placeholders.map(({ name }) => [
    `placeholders.${name}`,
    fillingProblem(draft.placeholders[name] ?? ''),
  ]);
  const all = [
    ...found(Object.fromEntries(fillings) as Record<string, string | undefined>),
    ...found({ issuer: issuerProblem(draft) }),
    ...endpointProblems(draft),
    ...found(clientRules(draft)),
    ...found(grantProblems(draft)),
  ];
  return Object.fromEntries(all.filter(([name]) => uses(name)));
};
