import { html, type Markup } from './html.ts';

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
