import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/vocabulary/error-code.ts';
import { LEDGER_KINDS } from '../../src/vocabulary/ledger-kind.ts';
import { DISCOVERY_WARNINGS, TOKEN_WARNINGS } from '../../src/vocabulary/warning.ts';

const SRC = join(import.meta.dirname, '../../src');

const sourceOf = (folder: string): string =>
  readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(SRC, folder, path), 'utf8'))
    .join('\n');

/** The processes that give words; the window has sentences for all of them, and gives none. */
const GIVERS = ['core', 'main', 'host', 'agent', 'cli', 'keychain-host', 'playground']
  .map(sourceOf)
  .join('\n');

describe('every word of', () => {
  it.each([
    ['token warnings', TOKEN_WARNINGS],
    ['discovery warnings', DISCOVERY_WARNINGS],
    ['error codes', ERROR_CODES],
    ['kinds of ledger lines', LEDGER_KINDS],
  ])('%s is given somewhere in the program', (_list, words: readonly string[]) => {
    expect(words.filter((word) => !GIVERS.includes(`'${word}'`))).toEqual([]);
  });
});
