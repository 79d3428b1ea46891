import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #ffffff; --ink: #16191d; --soft: #596170; --line: #dfe3e8; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14171b; --card: #1d2126; --ink: #eef1f5; --soft: #a3acb9; --line: #2f353d; }
}
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 26rem; padding: 2.5rem 2rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); text-align: center; }
h1 { font-size: 1.375rem; line-height: 1.3; font-weight: 600; text-wrap: balance; }
p { margin-top: 0.75rem; text-wrap: pretty; }
p + p { color: var(--soft); font-size: 0.875rem; }
`;

/** The only style the page may have is this very text. @see CSP Level 3 §2.3.1 */
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const page = (heading: string, sentence: string, hint: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>${sentence}</p>
<p>${hint}</p>
</main>
</body>
</html>
`;

/** What the browser shows in the end. Fixed texts: nothing of a request is ever in them. */
export const LOOPBACK_PAGES = {
  done: page(
    'You can go back to Valet Key',
    'Your browser has handed the sign-in over to the app.',
    'You may close this tab.',
  ),
  failed: page(
    'The sign-in did not complete',
    'Valet Key says why, and what you can do next.',
    'Go back to the app; you may close this tab.',
  ),
  forbidden: page(
    'Not for other pages',
    'Valet Key answers only a browser that was sent here by a sign-in: not an image, a script or a frame.',
    'Nothing has changed.',
  ),
  unwanted: page(
    'Valet Key did not expect this',
    'No sign-in is waiting for this answer, so nothing has changed.',
    'To sign in, start again from the app.',
  ),
} as const;

/** The headers of every answer, pages and refusals alike. */
export const LOOPBACK_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  Connection: 'close',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
