import type { AskAgainView } from '../../../contract/scope.ts';

/** One thing a person should know before the server is asked. */
export interface ReviewNote {
  readonly words: string;
  readonly tone: 'plain' | 'warn';
  /** From memory, not read in a source. */
  readonly isRecalled?: boolean;
  /** A page to go to first. */
  readonly page?: string | undefined;
}

const HOW: Readonly<Record<Exclude<AskAgainView['how'], 'none'>, (host: string) => string>> = {
  browser: (host) => `Your browser opens at ${host}.`,
  device: (host) => `A code from ${host} is shown here, to type in a browser.`,
  direct: (host) => `No browser opens: ${host} is asked directly, for the client itself.`,
};

const CONSENT: Readonly<Record<Exclude<AskAgainView['how'], 'none'>, string>> = {
  browser:
    'The server may ask you to agree again, and it decides what it grants. Until then the login stays as it is.',
  device:
    'The server may ask you to agree again, and it decides what it grants. Until then the login stays as it is.',
  direct: 'The server decides what it grants. Nobody has to agree.',
};

type Provider = NonNullable<AskAgainView['provider']>;

const EFFECT: Readonly<Record<Exclude<Provider['effect'], 'unknown'>, (name: string) => string>> = {
  replaces: (name) =>
    `${name} takes each request for itself: the new login holds what is asked for now, and nothing of before.`,
  adds: (name) =>
    `${name} adds to what you granted before and drops nothing. To hold less there, revoke first.`,
  fixed: (name) => `At ${name} scopes are set on the app: what is asked for here changes nothing.`,
};

const LOSSES: Readonly<Record<AskAgainView['loses'][number], string>> = {
  identity:
    'Without openid the server does not prove who signs in, and Valet Key refuses the new login.',
  refresh:
    'Without offline_access there may be no refresh token: you would sign in whenever a token expires.',
};

const plain = (words: string): ReviewNote => ({ words, tone: 'plain' });
const warning = (words: string): ReviewNote => ({ words, tone: 'warn' });

const providerNotes = ({ provider, dropped }: AskAgainView): readonly ReviewNote[] => {
  if (provider === undefined) return [];
  const { name, effect, isGranular, isRecalled, grantsPage } = provider;
  const isInVain = effect === 'fixed' || (effect === 'adds' && dropped.length > 0);
  const effects: readonly ReviewNote[] =
    effect === 'unknown'
      ? []
      : [
          {
            words: EFFECT[effect](name),
            tone: isInVain ? 'warn' : 'plain',
            isRecalled,
            page: isInVain ? grantsPage : undefined,
          },
        ];
  const granular = isGranular
    ? [plain(`At ${name} you may untick single scopes. What comes back is checked and shown.`)]
    : [];
  return [...effects, ...granular];
};

/** What will happen, in order; empty where nothing can be asked. */
export const reviewNotes = (view: AskAgainView): readonly ReviewNote[] => {
  const { how, host, dropped, loses } = view;
  if (how === 'none') return [];
  return [
    plain(HOW[how](host)),
    plain(CONSENT[how]),
    ...providerNotes(view),
    ...loses.map((loss) => warning(LOSSES[loss])),
    ...(dropped.length === 0
      ? []
      : [plain('Tokens that were handed out before keep what they may do until they expire.')]),
  ];
};

const ONCE: Readonly<Record<string, string>> = {
  password: 'The password was sent once and is kept nowhere.',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'The assertion was used once and is kept nowhere.',
  'urn:ietf:params:oauth:grant-type:token-exchange':
    'The token that was exchanged is kept nowhere here.',
};

/** Why a grant cannot be asked for again, and what to do instead. */
export const onceWords = (grantType: string): string =>
  `${(Object.hasOwn(ONCE, grantType) ? ONCE[grantType] : undefined) ?? 'What it was made from was used once.'} Add a connection with the scopes you want, then forget this one.`;

/** What the button says that sets it off. */
export const goWords = (how: AskAgainView['how']): string =>
  ({ browser: 'Open the browser', device: 'Get a code', direct: 'Ask the server', none: '' })[how];
