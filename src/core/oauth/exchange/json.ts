import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { ErrorCode } from '../../../vocabulary/error-code.ts';

/** A JSON object of which nothing has been checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. @see RFC 8259 §4 */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a JSON text may be, and what to call it when it is not. */
export interface JsonLimits {
  /** How many arrays and objects may be open at once; 32 unless given. */
  readonly depth?: number;
  /** Refuses a member named `__proto__`, for files that people write; kept as an own member otherwise. */
  readonly refuseProto?: boolean;
  /** The code to fail with; VK_RESPONSE_MALFORMED unless given. */
  readonly code?: ErrorCode;
}

/** Deeper than any OAuth document, shallow enough for the recursive readers that come after this one. */
export const JSON_DEPTH = 32;

type Resolved = Required<JsonLimits>;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER_START = /[-\d]/;
const NUMBER_PART = /[-+.\deE]/;

/**
 * Reads JSON that somebody else wrote. Beyond the grammar it refuses what `JSON.parse` lets pass
 * and what two readers could understand differently: repeated member names (compared as decoded),
 * numbers too large for a double, and nesting over the limit. Takes time linear in the text.
 *
 * Fails with VK_RESPONSE_MALFORMED or the code given; the field `why` names the rule. The error
 * quotes nothing of the text, which may hold tokens.
 * @see RFC 8259 §4, §6, §9
 */
export const parseJsonStrictly = (text: string, limits: JsonLimits = {}): unknown => {
  const resolved: Resolved = {
    depth: limits.depth ?? JSON_DEPTH,
    refuseProto: limits.refuseProto ?? false,
    code: limits.code ?? 'VK_RESPONSE_MALFORMED',
  };
  scan(text, resolved);
  return parse(text, resolved);
};

/** One array or object that is open; `names` are the member names seen, for objects. */
interface Container {
  readonly names: Set<string> | undefined;
  expectsName: boolean;
}

/** Only what the grammar does not forbid is looked for; `JSON.parse` sees to the grammar itself. */
const scan = (text: string, limits: Resolved): void => {
  const open: Container[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const innermost = open.at(-1);
    if (character === '"') {
      const end = endOfString(text, at);
      if (innermost?.expectsName === true) takeName(innermost, text.slice(at, end + 1), limits);
      at = end;
    } else if (NUMBER_START.test(character)) {
      at = endOfNumber(text, at, limits);
    } else {
      takePunctuation(character, open, limits);
    }
  }
};

const takePunctuation = (character: string, open: Container[], limits: Resolved): void => {
  switch (character) {
    case '{':
    case '[': {
      const isObject = character === '{';
      open.push({ names: isObject ? new Set() : undefined, expectsName: isObject });
      if (open.length > limits.depth) throw refusal(limits, 'nested too deeply');
      break;
    }
    case '}':
    case ']':
      open.pop();
      break;
    case ',': {
      const innermost = open.at(-1);
      if (innermost?.names !== undefined) innermost.expectsName = true;
      break;
    }
  }
};

const takeName = (container: Container, literal: string, limits: Resolved): void => {
  const name = parse(literal, limits);
  if (typeof name !== 'string') throw refusal(limits, 'not JSON');
  if (container.names?.has(name) === true) throw refusal(limits, 'a member is named twice', name);
  if (name === '__proto__' && limits.refuseProto) throw refusal(limits, 'a forbidden member', name);
  container.names?.add(name);
  container.expectsName = false;
};

/** Where the string that opens at `start` closes; the end of the text where it does not. */
const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) return at;
    if (unit === BACKSLASH) at += 1;
  }
  return text.length;
};

/** Where the number that opens at `start` ends. `1e400` is grammatical and reads as Infinity. */
const endOfNumber = (text: string, start: number, limits: Resolved): number => {
  let end = start;
  while (end + 1 < text.length && NUMBER_PART.test(text.charAt(end + 1))) end += 1;
  const value = Number(text.slice(start, end + 1));
  if (value === Infinity || value === -Infinity) throw refusal(limits, 'a number too large');
  return end;
};

const parse = (text: string, limits: Resolved): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The SyntaxError quotes the text around the fault, and with it perhaps a token: no cause.
    throw refusal(limits, 'not JSON');
  }
};

const refusal = ({ code }: Resolved, why: string, member?: string): ValetKeyError =>
  new ValetKeyError(code, {
    fields: { why, ...(member === undefined ? {} : { member: foreignText(member) }) },
  });

/** One member of an object as it stands in the text, repeated ones included. */
export interface JsonMember {
  readonly name: string;
  /** The value's own characters: `1e400` is still `1e400` here. */
  readonly source: string;
}

/**
 * The members of the object in `text`, in order, without reading their values: what `JSON.parse`
 * would round, merge or drop is still to be seen. Undefined where the text is not a JSON object.
 * @see RFC 8259 §4
 */
export const jsonMembers = (text: string): readonly JsonMember[] | undefined => {
  if (!isJsonObjectText(text)) return undefined;
  const members: JsonMember[] = [];
  let at = text.indexOf('{') + 1;
  for (;;) {
    const nameStart = text.indexOf('"', at);
    if (nameStart === -1) return members;
    const nameEnd = endOfString(text, nameStart) + 1;
    const valueStart = text.indexOf(':', nameEnd) + 1;
    const valueEnd = endOfValue(text, valueStart);
    members.push({
      name: JSON.parse(text.slice(nameStart, nameEnd)) as string,
      source: text.slice(valueStart, valueEnd).trim(),
    });
    if (text.charAt(valueEnd) === '}') return members;
    at = valueEnd + 1;
  }
};

/** Whether a text is a JSON object at all, however often it names a member. @see RFC 8259 §4 */
export const isJsonObjectText = (text: string): boolean => {
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
};

/** Whether the first brace has its counterpart; braces in strings do not count. @see RFC 8259 §4, §7 */
export const isClosedObject = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '{') depth += 1;
    else if (character === '}' && (depth -= 1) === 0) return true;
  }
  return false;
};

/** Where the comma or brace after the value stands. The text is known to be JSON. */
const endOfValue = (text: string, start: number): number => {
  let open = 0;
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (open === 0 && (character === ',' || character === '}')) return at;
    if (character === '{' || character === '[') open += 1;
    if (character === '}' || character === ']') open -= 1;
    at = (character === '"' ? endOfString(text, at) : at) + 1;
  }
  return at;
};
