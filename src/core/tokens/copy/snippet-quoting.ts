/** POSIX shell quoting: nothing inside single quotes is special but the quote itself. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What JSON leaves alone and a page or an older engine would take for its own. */
const UNSAFE_IN_SCRIPT = /[<\u2028\u2029\u007f]/g;

/** A JavaScript string literal that is the same inside a `<script>` element. @see RFC 8259 §7 */
export const scriptQuoted = (text: string): string =>
  JSON.stringify(text).replace(
    UNSAFE_IN_SCRIPT,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const LONGEST_NAME = 48;

/**
 * The name of an environment variable for the token of what `text` names: letters, digits and
 * underscores only, and an ending of ours, so that no name can be one a program listens to.
 */
export const tokenVariable = (text: string): string => {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, LONGEST_NAME)
    .replace(/^_+|_+$/g, '');
  return `${words === '' ? 'VALET_KEY' : words.replace(/^(?=\d)/, '_')}_ACCESS_TOKEN`;
};
