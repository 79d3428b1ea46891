import type { Connection } from '../agent/replies.ts';
import { CliFailure } from '../failure.ts';
import { safeText } from '../text/safe-text.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Host and port of an issuer; the issuer itself where it is no address. */
export const issuerHost = (issuer: string): string =>
  URL.canParse(issuer) ? new URL(issuer).host : issuer;

const isIssuer = ({ issuer }: Connection, text: string): boolean =>
  same(issuer, text) || same(issuer, `${text}/`) || same(issuerHost(issuer), text);

const MATCHES: Readonly<Record<string, (connection: Connection, text: string) => boolean>> = {
  id: ({ id }, text) => id === text,
  name: ({ name }, text) => same(name, text),
  account: ({ account }, text) => account !== undefined && same(account, text),
  issuer: isIssuer,
};

/** The words before a colon that say what of an account is meant. */
export const SELECTOR_KEYS = Object.keys(MATCHES);

/** What words without a key may mean; the first kind that finds any decides. */
const BARE_KINDS = ['id', 'name', 'account', 'issuer'];

const matchTerm = (
  connections: readonly Connection[],
  key: string,
  text: string,
): readonly Connection[] =>
  connections.filter((connection) => MATCHES[key]?.(connection, text) === true);

const matchBare = (connections: readonly Connection[], text: string): readonly Connection[] => {
  for (const kind of BARE_KINDS) {
    const found = matchTerm(connections, kind, text);
    if (found.length > 0) return found;
  }
  return [];
};

/** Whether a selector says by a key what it means, so that it cannot be a plain name. */
export const hasKey = (selector: string): boolean => {
  const [key = ''] = selector.split(':');
  return key !== selector && SELECTOR_KEYS.includes(key);
};

const matchAll = (connections: readonly Connection[], selector: string): readonly Connection[] => {
  const whole = matchBare(connections, selector);
  if (whole.length > 0) return whole;
  return selector.split(',').reduce<readonly Connection[]>((left, term) => {
    if (!hasKey(term)) return matchBare(left, term);
    const colon = term.indexOf(':');
    return matchTerm(left, term.slice(0, colon), term.slice(colon + 1));
  }, connections);
};

/** A name for a person to type; with the id where the name is not the only one of its kind. */
const described = ({ id, name, account, issuer }: Connection): string =>
  safeText(`${name} (${[account, issuerHost(issuer), `id:${id}`].filter(Boolean).join(', ')})`);

/**
 * The one account that is meant: by id, name, account or issuer, or by several of them
 * (`issuer:github.com,account:me@example.com`), all of which must hold.
 *
 * @throws CliFailure VK_UNKNOWN_CONNECTION, or VK_CONNECTION_AMBIGUOUS with the candidates
 */
export const chooseConnection = (
  connections: readonly Connection[],
  selector: string,
): Connection => {
  const found = matchAll(connections, selector);
  const [first, ...others] = found;
  if (first === undefined) {
    throw new CliFailure(
      'VK_UNKNOWN_CONNECTION',
      `No account is meant by "${safeText(selector)}".`,
      {
        next: 'See "vk accounts".',
      },
    );
  }
  if (others.length === 0) return first;
  throw new CliFailure(
    'VK_CONNECTION_AMBIGUOUS',
    `${found.length} accounts are meant by "${safeText(selector)}".`,
    {
      next: 'Name one of these, or its id.',
      candidates: found.slice(0, 20).map(described),
    },
  );
};
