import { spellingsOfSecret } from '../../vocabulary/secret-spelling.ts';

/**
 * The live secrets of this process, held weakly: what the log must never print.
 *
 * Redaction by shape misses an opaque token that looks like any other word; redaction by value does
 * not. Entries vanish with their secrets.
 *
 * Ten thousand logins hold twenty thousand secrets, and each message is looked through for all of
 * them: so a spelling is found by its last characters, and not tried at each text. The last, since
 * JWTs of one server begin alike and end each with a signature of its own.
 */

/** Too short to be a secret, and certain to occur in innocent text; also as many characters as find one. */
const SHORTEST = 8;

interface Live {
  readonly value: () => string | undefined;
  /** The last characters of its spellings, once they were looked for. */
  tails?: readonly string[];
}

/** Not looked for yet: many secrets are gone before anything is redacted. */
const fresh = new Set<Live>();
const byTail = new Map<string, Set<Live>>();
/** Never less than the longest spelling of a live secret, in UTF-16 code units. */
let longestSpelling = 0;

const gone = new FinalizationRegistry<Live>((live) => {
  fresh.delete(live);
  for (const tail of live.tails ?? []) {
    const others = byTail.get(tail);
    others?.delete(live);
    if (others?.size === 0) byTail.delete(tail);
  }
});

/** Remembers `secret` until it is garbage; `read` gives its text. Called by `Secret` alone. */
export const registerSecret = <T extends object>(secret: T, read: (secret: T) => string): void => {
  const ref = new WeakRef(secret);
  const live: Live = {
    value: () => {
      const held = ref.deref();
      return held === undefined ? undefined : read(held);
    },
  };
  fresh.add(live);
  gone.register(secret, live);
};

const indexFresh = (): void => {
  for (const live of fresh) {
    const value = live.value() ?? '';
    const ways = value.length < SHORTEST ? [] : spellingsOfSecret(value);
    live.tails = [...new Set(ways.map((way) => way.slice(-SHORTEST)))];
    for (const tail of live.tails) byTail.set(tail, (byTail.get(tail) ?? new Set()).add(live));
    longestSpelling = Math.max(longestSpelling, ways[0]?.length ?? 0);
  }
  fresh.clear();
};

/** A part of a text that is a live secret: from `start` to before `end`. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** Each part of `text` that is a live secret, however it is spelled, by where it ends. */
const secretsIn = (text: string): readonly Part[] => {
  indexFresh();
  const parts: Part[] = [];
  // Made once a text, so that a text full of one ending is no more work than another.
  const spelled = new Map<Live, readonly string[]>();
  for (let end = SHORTEST; end <= text.length; end += 1) {
    for (const live of byTail.get(text.slice(end - SHORTEST, end)) ?? []) {
      const ways = spelled.get(live) ?? spellingsOfSecret(live.value() ?? '');
      spelled.set(live, ways);
      const [longest] = ways.filter((way) => text.endsWith(way, end));
      if (longest !== undefined) parts.push({ start: end - longest.length, end });
    }
  }
  return parts;
};

/** The text with every live secret's value replaced, also where it was escaped for JSON or a URL, or encoded. */
export const redactLiveSecrets = (text: string): string => {
  let clean = '';
  let at = 0;
  for (const { start, end } of joined(secretsIn(text))) {
    clean += `${text.slice(at, start)}[secret]`;
    at = end;
  }
  return clean + text.slice(at);
};

/** Where one secret is part of another, or reaches into it, nothing of either may be left over. */
const joined = (parts: readonly Part[]): readonly Part[] => {
  const wide: Part[] = [];
  for (const part of parts.toSorted((one, other) => one.start - other.start)) {
    const before = wide.at(-1);
    if (before === undefined || part.start >= before.end) wide.push(part);
    else wide[wide.length - 1] = { start: before.start, end: Math.max(before.end, part.end) };
  }
  return wide;
};

/**
 * Where `text` may be cut, at most at `longest`: never inside a live secret, half of which would not
 * be known again.
 */
export const wholeSecretsUpTo = (text: string, longest: number): number => {
  if (text.length <= longest) return text.length;
  indexFresh();
  const first = Math.max(0, longest - longestSpelling);
  const around = text.slice(first, longest + longestSpelling);
  const cut = joined(secretsIn(around)).find(
    ({ start, end }) => first + start < longest && first + end > longest,
  );
  return cut === undefined ? longest : first + cut.start;
};
