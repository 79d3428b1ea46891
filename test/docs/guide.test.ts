import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guidePages } from '../../scripts/guide.mjs';
import { commandsOf } from '../../src/cli/main.ts';
import { parseCommand } from '../../src/cli/parse.ts';
import type { GuideBlock, GuidePart } from '../../src/renderer/pages/guide/guide-page.ts';
import { keyCaps, SHORTCUT_IDS } from '../../src/renderer/kit/words/shortcut-words.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'docs', 'guide');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

const sources = ['src/renderer', 'src/vocabulary', 'src/main/desktop']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(ROOT, folder, name), 'utf8').replaceAll(/\s+/g, ' ')),
  )
  .join('\n');

/** Whether these words stand in the window by themselves: as a literal or as the text of an element. */
const isOnScreen = (words: string): boolean =>
  ["'", '"', '`', '>', '> '].some((before) =>
    ["'", '"', '`', '<', ' <', ' {'].some((after) => sources.includes(before + words + after)),
  );

const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found.replaceAll(/\s+/g, ' '));

describe.each(files)('the page docs/guide/%s', (file) => {
  const text = textOf(file);

  it('has in bold only what the window says', () => {
    const bold = matches(text, /\*\*([^*]+)\*\*/g).filter((words) => words !== 'Help');
    expect(bold.filter((words) => !isOnScreen(words))).toEqual([]);
  });

  it('names only keys that do something', () => {
    const known = SHORTCUT_IDS.map((id) => keyCaps(id, false).join('+'));
    const named = matches(text, /`(Ctrl\+[^`]+|F\d+)`/g);
    expect(named.filter((keys) => !known.includes(keys))).toEqual([]);
  });

  it('has commands of vk as vk takes them', () => {
    const blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
    const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => /^vk /.test(line));
    const refused = lines.filter((line) => {
      const [, name, ...words] = line.split(' ');
      const command = commandsOf('').find((one) => one.name === name);
      if (command === undefined) return true;
      const shell = words.indexOf('<');
      parseCommand(command, shell === -1 ? words : words.slice(0, shell));
      return false;
    });
    expect(refused).toEqual([]);
  });
});

const links = (blocks: readonly GuideBlock[]): readonly string[] =>
  blocks.flatMap((block) => {
    const linked = (parts: readonly GuidePart[]) =>
      parts.flatMap((part) => (part.kind === 'link' ? [part.page] : []));
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return linked(block.parts);
      case 'list':
        return block.items.flatMap(links);
      case 'table':
        return [block.head, ...block.rows].flat().flatMap(linked);
      case 'code':
        return [];
    }
  });

describe('the guide in the window', () => {
  const pages = guidePages();

  it('has every page of docs/guide', () => {
    expect(pages).toHaveLength(files.length - 1);
    expect(pages.every(({ title, blocks }) => title !== '' && blocks.length > 0)).toBe(true);
  });

  it('links to pages that it has', () => {
    const all = pages.flatMap(({ blocks }) => links(blocks));
    expect(all.length).toBeGreaterThan(3);
    expect(all.filter((page) => !pages.some(({ id }) => id === page))).toEqual([]);
  });

  it('shows no sign of Markdown or HTML', () => {
    expect(JSON.stringify(pages)).not.toMatch(/\*\*|\]\(|&[a-z]+;|&#/);
  });
});
