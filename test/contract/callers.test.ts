import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, events } from '../../src/contract/contract.ts';

const ROOT = join(import.meta.dirname, '../..');

/** All source text below a folder of `src`. */
const sourceOf = (folder: string): string =>
  readdirSync(join(ROOT, 'src', folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(join(ROOT, 'src', folder, path), 'utf8'))
    .join('\n');

const unnamedIn = (source: string, names: readonly string[]): readonly string[] =>
  names.filter((name) => !source.includes(`'${name}'`));

describe('what the contract offers', () => {
  const window = sourceOf('renderer');

  it('has no command for the window that the window never sends', () => {
    const sent = Object.entries(commands).filter(([, { surface }]) => surface.includes('renderer'));
    expect(
      unnamedIn(
        window,
        sent.map(([name]) => name),
      ),
    ).toEqual([]);
  });

  it('has no event that the window never listens for', () => {
    expect(unnamedIn(window, Object.keys(events))).toEqual([]);
  });
});
