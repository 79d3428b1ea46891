import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer } from 'marked';

/** electron-vite copies this into its own configuration, beside the lockfile, before it runs it. */
const FOLDER = [join(import.meta.dirname, '..'), import.meta.dirname]
  .map((root) => join(root, 'docs', 'guide'))
  .find((folder) => existsSync(folder));

/** Marked escapes for HTML what the window shows as text. */
const plain = (text) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Only another page of the guide can be opened from it: the program contacts nobody for its help. */
const link = ({ href, tokens }) => {
  const [, page] = /^([a-z-]+)\.md(?:#.*)?$/.exec(href) ?? [];
  return page === undefined ? inline(tokens) : [{ kind: 'link', page, text: textIn(tokens) }];
};

const textIn = (tokens) => tokens.map(({ text }) => plain(text)).join('');

const inline = (tokens = []) =>
  tokens.flatMap((token) => {
    switch (token.type) {
      case 'strong':
      case 'codespan':
        return [{ kind: token.type === 'strong' ? 'strong' : 'code', text: plain(token.text) }];
      case 'link':
        return link(token);
      case 'image':
        return [];
      case 'text':
        return token.tokens === undefined
          ? [{ kind: 'text', text: plain(token.text.replaceAll('\n', ' ')) }]
          : inline(token.tokens);
      default:
        throw new Error(`The guide cannot show ${token.type}: ${token.raw}`);
    }
  });

const blocks = (tokens) =>
  tokens.flatMap((token) => {
    switch (token.type) {
      case 'space':
        return [];
      case 'heading':
        return [{ kind: 'heading', level: token.depth, parts: inline(token.tokens) }];
      case 'paragraph':
      case 'text': {
        const parts = inline(token.tokens);
        return parts.length === 0 ? [] : [{ kind: 'paragraph', parts }];
      }
      case 'code':
        return [{ kind: 'code', text: token.text }];
      case 'list':
        return [
          {
            kind: 'list',
            isOrdered: token.ordered,
            items: token.items.map(({ tokens: inner }) => blocks(inner)),
          },
        ];
      case 'table':
        return [
          {
            kind: 'table',
            head: token.header.map(({ tokens: inner }) => inline(inner)),
            rows: token.rows.map((row) => row.map(({ tokens: inner }) => inline(inner))),
          },
        ];
      default:
        throw new Error(`The guide cannot show ${token.type}: ${token.raw}`);
    }
  });

/** The pages in the order of the guide's own list, each with its title and what stands below it. */
export function guidePages() {
  const list = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  const order = [...list.matchAll(/^\d+\. \[.*\]\(([a-z-]+)\.md\)$/gm)].map(([, id]) => id);
  const files = readdirSync(FOLDER).filter((name) => name !== 'README.md');
  const missing = files.filter((name) => !order.includes(name.replace(/\.md$/, '')));
  if (missing.length > 0) throw new Error(`docs/guide/README.md does not list ${missing.join()}`);
  return order.map((id) => {
    const [title, ...rest] = blocks(lexer(readFileSync(join(FOLDER, `${id}.md`), 'utf8')));
    return { id, title: title.parts.map(({ text }) => text).join(''), blocks: rest };
  });
}

const MODULE = 'virtual:guide';

/** A Vite plugin: docs/guide as data, so that the window shows it without reading HTML or Markdown. */
export const guideModule = () => ({
  name: 'guide',
  resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
  load: (id) =>
    id === `\0${MODULE}` ? `export const pages = ${JSON.stringify(guidePages())};` : undefined,
});
