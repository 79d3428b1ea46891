import type { PresetView } from '../../../contract/provider.ts';
import { spokenWords } from '../../kit/words/time-words.ts';
import { searchWords, isFound } from '../../kit/words/find.ts';

/** One fact of a preset in words. `recalled`: from memory, not read in a source. */
export interface PresetFact {
  readonly name: string;
  readonly words: string;
  readonly recalled: boolean;
}

const redirectWords = ({ flow, redirect }: PresetView): string => {
  if (flow === 'device_code') return 'device code';
  if (redirect.method === 'private-use-scheme') return 'private-use scheme';
  return redirect.port === 'any' ? 'loopback on any port' : 'loopback on one port';
};

/** A provider in one line: what kind of client it wants, and how the answer comes back. */
export const presetLine = (preset: PresetView): string =>
  `${preset.publicClient ? 'Public client' : 'Needs a client secret'}, ${redirectWords(preset)}`;

/** The presets that a search means, by name, address and line. */
export const presetsFound = (
  presets: readonly PresetView[],
  search: string,
): readonly PresetView[] => {
  const words = searchWords(search);
  return presets.filter((preset) =>
    isFound(`${preset.name} ${preset.issuer} ${presetLine(preset)}`.toLowerCase(), words),
  );
};

const CLIENT: Readonly<Record<PresetView['tokenEndpointAuthMethod'], string>> = {
  none: 'A public client: no secret is needed.',
  client_secret_basic: 'A confidential client: its secret is sent in the header.',
  client_secret_post: 'A confidential client: its secret is sent in the body.',
  private_key_jwt: 'A confidential client that signs with a private key.',
};

const ROTATION: Readonly<Record<string, string>> = {
  always: 'Each refresh brings a new one.',
  never: 'The same one is used again each time.',
  optional: 'Whether each refresh brings a new one is the administrator’s choice.',
};

const askWords = ({ by, ask = '' }: PresetView['refresh']): string => {
  switch (by) {
    case 'default':
      return ask === ''
        ? 'Comes by itself.'
        : `Comes by itself; ask with ${ask} for a lasting one.`;
    case 'scope':
      return `Ask for it with the scope ${ask}.`;
    case 'parameter':
      return `Valet Key asks for it with ${ask}.`;
    case 'setting':
      return 'Switched on in the settings of the app.';
    default:
      return 'There is none: you sign in again.';
  }
};

const refreshWords = ({ refresh }: PresetView): string =>
  refresh.by === 'none'
    ? askWords(refresh)
    : [askWords(refresh), ROTATION[refresh.rotates]].filter(Boolean).join(' ');

const span = (seconds: number): string => spokenWords(seconds * 1000);

const lifetimeWords = ({ lifetimes }: PresetView): string => {
  const { accessToken, refreshToken, refreshTokenIdle } = lifetimes;
  const parts = [
    accessToken === undefined ? undefined : `Access token ${span(accessToken)}.`,
    refreshToken === undefined ? undefined : `Refresh token ${span(refreshToken)}.`,
    refreshTokenIdle === undefined
      ? undefined
      : `Refresh token gone after ${span(refreshTokenIdle)} without use.`,
  ].filter((part) => part !== undefined);
  return parts.length === 0
    ? 'Not stated: an administrator decides, or nobody says.'
    : parts.join(' ');
};

const ENDS: Readonly<Record<string, string>> = {
  token: 'Ends the one token.',
  family: 'Ends the refresh token and every access token from it.',
  grant: 'Ends the tokens and your consent too.',
  nothing: 'Ends nothing.',
};

const revocationWords = ({ revocation }: PresetView): string => {
  if (revocation.kind === 'none') {
    return revocation.ends === 'unknown'
      ? 'No way to end a login from here is known: see the provider’s own page.'
      : 'Not from here: only on the provider’s own page.';
  }
  const ends = ENDS[revocation.ends] ?? 'How much ends with it is not known.';
  return revocation.kind === 'own' ? `${ends} By an interface of its own, not RFC 7009.` : ends;
};

/** Which rows each recalled fact belongs to; the other facts are named in a row of their own. */
const COVERED: Readonly<Record<string, readonly string[]>> = {
  Client: ['client'],
  'Refresh token': ['refresh', 'rotation'],
  Lifetimes: ['lifetimes'],
  Revocation: ['revocation'],
};

/** What a person should know of a provider before they register a client there. */
export const presetFacts = (preset: PresetView): readonly PresetFact[] => {
  const fact = (name: string, words: string): PresetFact => ({
    name,
    words,
    recalled: (COVERED[name] ?? []).some((one) => preset.recalled.includes(one)),
  });
  return [
    fact('Client', CLIENT[preset.tokenEndpointAuthMethod]),
    fact('Refresh token', refreshWords(preset)),
    fact('Lifetimes', lifetimeWords(preset)),
    fact('Revocation', revocationWords(preset)),
  ];
};

const FACT_NAMES: Readonly<Record<string, string>> = {
  server: 'an address of the server',
  pkce: 'the PKCE check',
  scopes: 'the scopes',
  scopeSeparator: 'what parts the scopes',
  scopeChange: 'what another scope does',
  extraParameters: 'the extra parameters',
  tokenResponse: 'the form of token responses',
  tokenInfo: 'what the server tells of its tokens',
};

/** Recalled facts that no row shows, in words. */
export const otherRecalled = ({ recalled }: PresetView): readonly string[] =>
  recalled.flatMap((fact) => (Object.hasOwn(FACT_NAMES, fact) ? [FACT_NAMES[fact] ?? fact] : []));
