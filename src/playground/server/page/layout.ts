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

export const STYLE_PATH = '/playground.css';

/** The key in the header. */
const KEY_MARK: Markup = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect class="mark-ground" width="32" height="32" rx="8" />
  <circle class="mark-line" cx="12" cy="16" r="4.5" />
  <path class="mark-line" d="M16.5 16H26M22 16v4M25.5 16v3" />
</svg>`;

export interface Page {
  readonly title: string;
  readonly main: Markup;
}

/** One page of the playground: the mark, a card, and a footer that says where this really is. */
export const renderPage = ({ title, main }: Page): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} – Valet Key playground</title>
        <link rel="stylesheet" href="${STYLE_PATH}" />
      </head>
      <body>
        <div class="page">
          <header class="brand">
            ${KEY_MARK}<span>Valet Key <em>playground</em></span>
          </header>
          <main class="card" data-testid="card">${main}</main>
          <footer class="footer">
            <span class="dot" aria-hidden="true"></span>
            <p>
              This is the Valet Key playground on your machine. The accounts are made up, and
              nothing here leaves this computer.
            </p>
          </footer>
        </div>
      </body>
    </html> `.text;

interface Reply {
  type: string;
  body: unknown;
  set(field: string, value: string): void;
}

/** Form targets a page may lead to, redirects included: browsers hold `form-action` against those too. */
export const sendPage = (reply: Reply, page: Page, formTargets: readonly string[] = []): void => {
  const targets = ["'self'", ...formTargets].join(' ');
  reply.set(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action ${targets}`,
  );
  reply.set('Cache-Control', 'no-store');
  reply.set('Referrer-Policy', 'no-referrer');
  reply.set('X-Content-Type-Options', 'nosniff');
  reply.type = 'html';
  reply.body = renderPage(page);
};
