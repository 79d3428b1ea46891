declare const safe: unique symbol;

/** Text that is markup already. Only `html` and `trusted` make it. */
export interface Markup {
  readonly [safe]: true;
  readonly text: string;
}

type Part = string | number | Markup | undefined | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? '');

/** Marks text as markup: for forms that oidc-provider made, which escape for themselves. */
export const trusted = (text: string): Markup => ({ text }) as Markup;

const print = (part: Part): string => {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return 'text' in part ? part.text : part.map(({ text }) => text).join('');
};

/** Markup from a template; everything put into it is escaped unless it is markup itself. */
export const html = (fixed: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  trusted(fixed.reduce((text, piece, index) => text + print(parts[index - 1]) + piece));
