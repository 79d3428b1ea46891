/** One member of an object as it stands in the text, repeated ones included. */
export interface JsonMember {
  readonly name: string;
  /** The value's own characters: `1e400` is still `1e400` here. */
  readonly source: string;
}

const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;

/**
 * The members of the object in `text`, in order, without reading their values: what `JSON.parse`
 * would round, merge or drop is still to be seen. Undefined where the text is not a JSON object.
 * @see RFC 8259 §4
 */
export const jsonMembers = (text: string): readonly JsonMember[] | undefined => {
  if (!isObjectText(text)) return undefined;
  const members: JsonMember[] = [];
  let at = text.indexOf('{') + 1;
  for (;;) {
    const nameStart = text.indexOf('"', at);
    if (nameStart === -1) return members;
    const nameEnd = endOfString(text, nameStart);
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

const isObjectText = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

const endOfString = (text: string, start: number): number => {
  STRING.lastIndex = start;
  STRING.exec(text);
  return STRING.lastIndex;
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
    at = character === '"' ? endOfString(text, at) : at + 1;
  }
  return at;
};
