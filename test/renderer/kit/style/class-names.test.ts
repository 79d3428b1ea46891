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

/** A `className` attribute: a plain text, or an expression with braces two deep. */
const ATTRIBUTE = /className=(?:"([^"]*)"|\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\})/g;
/** Stands for a part of a name that is known only when the window runs. */
const HOLE = '*';

/** The names in an expression: those of its texts, but for what it compares with. */
const namesInExpression = (expression: string): readonly string[] => {
  const texts: string[] = [];
  const rest = expression
    .replaceAll(/[!=]== '[^']*'/g, '')
    .replaceAll(/'([^']*)'/g, (_, text: string) => {
      texts.push(text);
      return '';
    });
  // From the innermost template outwards: what is in it was read, and leaves a hole.
  let templates = rest;
  while (templates.includes('`')) {
    const next = templates
      .replaceAll(/\$\{[^{}`]*\}/g, HOLE)
      .replaceAll(/`([^`$]*)`/g, (_, text: string) => {
        texts.push(text);
        return '';
      });
    if (next === templates) throw new Error(`Not understood: ${expression}`);
    templates = next;
  }
  return texts.flatMap((text) => text.split(/\s+/)).filter((name) => name !== '');
};

const usedIn = (markup: string): readonly string[] =>
  [...markup.matchAll(ATTRIBUTE)].flatMap(([, text, expression]) =>
    text === undefined ? namesInExpression(expression ?? '') : text.split(/\s+/).filter(Boolean),
  );

/** Whether a name with holes may be this one. */
const mayBe = (used: string, name: string): boolean => {
  const [start = '', ...rest] = used.split(HOLE);
  return (
    rest.length > 0 && used !== HOLE && name.startsWith(start) && name.endsWith(rest.at(-1) ?? '')
  );
};

const read = (ending: RegExp): readonly (readonly [path: string, text: string])[] =>
  readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => [path, readFileSync(join(RENDERER, path), 'utf8')]);

// All sheets are one namespace: a name that two features give changes both, and no build complains.
describe('a class of the style sheets', () => {
  it('is styled by one feature, or is shared', () => {
    const sheets = read(/\.css$/);
    expect(sheets.length).toBeGreaterThan(15);
    expect(collisionsIn(sheets)).toEqual([]);
  });

  it('is found where two features style it', () => {
    const sheets = [
      ['pages/home/a.css', '.row, .home > .cell[data-x] { width: 1px } /* .note {} */'],
      ['revocation/b.css', '@media (width > 10px) { .cell { color: red } } .note { top: 0.5em }'],
      ['kit/c.css', '.row { width: 2px }'],
    ] as const;
    expect(collisionsIn(sheets)).toEqual(['cell: pages/home, revocation']);
  });

  it('that is declared is used in the markup', () => {
    const markup = read(/\.tsx?$/).map(([, text]) => text);
    const used = new Set(markup.flatMap(usedIn));
    const holes = [...used].filter((name) => name.includes(HOLE));
    // Names also stand in tables that a component looks its class up in.
    const texts = new Set(
      markup.flatMap((text) =>
        [...text.matchAll(/'([a-z][\w -]*)'/g)].flatMap(([, one = '']) => one.split(' ')),
      ),
    );
    const unused = read(/\.css$/)
      .flatMap(([path, css]) => classesIn(css).map((name) => [path, name] as const))
      .filter(([, name]) => !used.has(name) && !texts.has(name))
      .filter(([, name]) => !holes.some((one) => mayBe(one, name)));
    expect(unused).toEqual([]);
  });

  it('that is used in the markup is declared', () => {
    const declared = new Set(read(/\.css$/).flatMap(([, css]) => classesIn(css)));
    const undeclared = read(/\.tsx$/)
      .flatMap(([path, text]) => usedIn(text).map((name) => [path, name] as const))
      .filter(([, name]) => !name.includes(HOLE) && !declared.has(name));
    expect(undeclared).toEqual([]);
  });

  it('is read out of plain texts, choices and templates', () => {
    const markup = [
      '<p className="note top" title="x" />',
      "<p className={kind === 'bad' ? 'mark mark-bad' : `mark ${tone} is-${kind}`} />",
      "<p className={`tile ${count > 0 ? `tone-${tone}` : 'tile-none'}`} />",
    ].join('\n');
    const names = [
      'is-*',
      'mark',
      'mark',
      'mark-bad',
      'note',
      'tile',
      'tile-none',
      'tone-*',
      'top',
    ];
    expect([...usedIn(markup)].filter((name) => name !== HOLE).sort()).toEqual(names);
    expect(mayBe('tone-*', 'tone-good')).toBe(true);
    expect(mayBe('tone-*', 'on-good')).toBe(false);
  });
});
