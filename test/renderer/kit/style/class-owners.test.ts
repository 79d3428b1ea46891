import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const RENDERER = join(import.meta.dirname, '../../../../src/renderer');
/** What all features share, and may fit into their own places. */
const SHARED = new Set(['kit', 'shell']);

const classesIn = (css: string): readonly string[] => {
  const selectors = css.replaceAll(/\/\*.*?\*\//gs, '').match(/[^{}]+(?=\{)/g) ?? [];
  return selectors.flatMap((one) =>
    [...one.matchAll(/(?<=\.)[a-z][\w-]*/gi)].map(([name]) => name),
  );
};

/** The features whose style sheets name each class. */
const ownersIn = (sheets: Iterable<readonly [path: string, css: string]>) => {
  const owners = new Map<string, Set<string>>();
  for (const [path, css] of sheets) {
    const feature = path.split('/', path.startsWith('pages/') ? 2 : 1).join('/');
    for (const name of classesIn(css)) {
      owners.set(name, (owners.get(name) ?? new Set()).add(feature));
    }
  }
  return owners;
};

const collisionsIn = (sheets: Iterable<readonly [path: string, css: string]>) =>
  [...ownersIn(sheets)]
    .filter(([, features]) => features.size > 1 && ![...features].some((one) => SHARED.has(one)))
    .map(([name, features]) => `${name}: ${[...features].sort().join(', ')}`);

// All sheets are one namespace: a name that two features give changes both, and no build complains.
describe('a class', () => {
  it('is styled by one feature, or is shared', () => {
    const paths = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.css'),
    );
    expect(paths.length).toBeGreaterThan(50);
    const sheets = paths.map((path) => [path, readFileSync(join(RENDERER, path), 'utf8')] as const);
    expect(collisionsIn(sheets)).toEqual([]);
  });

  it('that two features style is found', () => {
    const sheets = [
      ['pages/home/a.css', '.row, .home > .cell[data-x] { width: 1px } /* .note {} */'],
      ['revocation/b.css', '@media (width > 10px) { .cell { color: red } } .note { top: 0.5em }'],
      ['kit/c.css', '.row { width: 2px }'],
    ] as const;
    expect(collisionsIn(sheets)).toEqual(['cell: pages/home, revocation']);
  });
});
