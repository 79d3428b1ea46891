/** One challenge of a `WWW-Authenticate` field. Names are in lower case; values are foreign text. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** More than any server sends; a header field is at most a few kilobytes. */
const LONGEST_FIELD = 8192;

const TOKEN = String.raw`[!#$%&'*+.^_\x60|~\w-]+`;
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
/** `name = value`, with the value as a token or in quotes. RFC 9110 §5.6.6 */
const PARAMETER = new RegExp(String.raw`^(${TOKEN})[ \t]*=[ \t]*(${QUOTED}|${TOKEN})`);
const SCHEME = new RegExp(`^(${TOKEN})(?=[ \\t,]|$)`);
/** What schemes such as Negotiate carry. RFC 9110 §11.2 */
const CREDENTIALS = /^[ \t]+[\w.~+/-]+=*[ \t]*(?=,|$)/;
const SEPARATOR = /^[ \t,]+/;

/**
 * The challenges of a `WWW-Authenticate` field, which may hold several, and with commas both between
 * and inside them. What cannot be read ends the list; what was read before it stays. Never throws.
 * @see RFC 9110 §11.6.1
 */
export const parseChallenges = (field: string): readonly Challenge[] => {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let rest = field.slice(0, LONGEST_FIELD).replace(SEPARATOR, '');
  while (rest !== '') {
    const parameter = PARAMETER.exec(rest);
    const current = challenges.at(-1);
    const scheme = parameter === null ? SCHEME.exec(rest) : null;
    if (parameter !== null && current !== undefined) {
      takeParameter(current.parameters, parameter);
    } else if (scheme !== null) {
      challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), parameters: new Map() });
    } else return challenges;
    rest = afterPart(rest, (parameter ?? scheme)?.[0] ?? rest, scheme !== null);
  }
  return challenges;
};

/** A parameter that occurs twice means nothing certain: the first stays. RFC 9110 §11.2 */
const takeParameter = (parameters: Map<string, string>, match: RegExpExecArray): void => {
  const [, name = '', value = ''] = match;
  const text = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
  if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), text);
};

/** After a scheme may stand credentials instead of parameters; they say nothing to us. */
const afterPart = (rest: string, part: string, isScheme: boolean): string => {
  const after = rest.slice(part.length);
  return (isScheme ? after.replace(CREDENTIALS, '') : after).replace(SEPARATOR, '');
};
