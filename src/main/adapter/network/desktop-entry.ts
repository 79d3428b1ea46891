/** What is used of a program's entry in a desktop's menu. */
export interface DesktopEntry {
  /** Foreign text. */
  readonly name: string;
  /** The command line in words, field codes in place. */
  readonly command: readonly string[];
}

const WEB = 'x-scheme-handler/https';

/**
 * Reads an entry of a program that opens web addresses; undefined for any other, and for one that is
 * hidden from people. @see Desktop Entry Specification 1.5
 */
export const readBrowserEntry = (text: string): DesktopEntry | undefined => {
  const values = valuesIn(text);
  const valueOf = (key: string): string => values.get(key) ?? '';
  const name = valueOf('Name');
  const types = valueOf('MimeType').split(';');
  const isHidden = ['Hidden', 'NoDisplay'].some((key) => valueOf(key) === 'true');
  if (valueOf('Type') !== 'Application' || name === '' || isHidden) return undefined;
  const command = splitExec(valueOf('Exec'));
  return types.includes(WEB) && command.length > 0 ? { name, command } : undefined;
};

/** The values of the group of the program itself: others are of its menu's further actions. */
const valuesIn = (text: string): ReadonlyMap<string, string> => {
  const values = new Map<string, string>();
  let isMain = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('[')) isMain = line.trim() === '[Desktop Entry]';
    const equals = line.indexOf('=');
    if (!isMain || equals === -1) continue;
    values.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return values;
};

/** Words between spaces, some of them in double quotes. @see Desktop Entry Specification, "Exec" */
const splitExec = (exec: string): readonly string[] => {
  const unescaped = exec.replaceAll(/\\(.)/g, (whole, character: string) =>
    character === '\\' ? '\\' : character === 's' ? ' ' : whole,
  );
  const words = unescaped.match(/"(?:[^"\\]|\\.)*"|[^\s"]+/g) ?? [];
  return words.map((word) =>
    word.startsWith('"') ? word.slice(1, -1).replaceAll(/\\(["`$\\])/g, '$1') : word,
  );
};

const URL_CODES: ReadonlySet<string> = new Set(['%u', '%U', '%f', '%F']);

/**
 * The words that open `url`.
 * @param options stand before the address, and choose a profile
 */
export const commandFor = (
  { command }: DesktopEntry,
  url: string,
  options: readonly string[],
): readonly string[] => {
  const words = command.flatMap((word) => {
    if (URL_CODES.has(word)) return [...options, url];
    // Icon, name and place of the entry: no browser needs them to open an address.
    return /^%[a-zA-Z]$/.test(word) ? [] : [word.replaceAll('%%', '%')];
  });
  return words.includes(url) ? words : [...words, ...options, url];
};
