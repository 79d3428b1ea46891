/** Control and invisible formatting characters: on a terminal they move, recolour and reorder what stands there. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text of servers and files, made safe to show in a terminal, on one line. */
export const safeText = (text: string): string => text.replaceAll(INVISIBLE, '\u{FFFD}');

/** JSON that is safe to show in a terminal: what `safeText` takes out is written as an escape, so nothing is lost. */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(INVISIBLE, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** Columns with two spaces between them; the last one is not padded. Lines end with a line feed. */
export const columns = (rows: readonly (readonly string[])[]): string => {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  }
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
};

/** A word as a POSIX shell takes it literally. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
