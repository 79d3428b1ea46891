import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const filesIn = (folder: string, extension: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name))
    .sort();

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) &&
  ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

/** Exported functions of a file: declared as such, or as a constant that is an arrow function. */
const functionsOf = (source: ts.SourceFile): readonly { name: string; doc: string }[] =>
  source.statements.filter(isExported).flatMap((node) => {
    const doc = ts
      .getJSDocCommentsAndTags(node)
      .map((one) => one.getText(source))
      .join('\n');
    if (ts.isFunctionDeclaration(node)) return [{ name: node.name?.text ?? '', doc }];
    if (!ts.isVariableStatement(node)) return [];
    return node.declarationList.declarations
      .filter(({ initializer }) => initializer !== undefined && ts.isArrowFunction(initializer))
      .map(({ name }) => ({ name: name.getText(source), doc }));
  });

/** Plumbing that no section of a specification is about. */
const WITHOUT_SPECIFICATION: readonly string[] = [
  'access-token-profile.ts checked',
  'access-token-profile.ts notChecked',
  'endpoint-request.ts libraryOptions',
  'endpoint-request.ts present',
  'read-body.ts discardBody',
  'read-body.ts pageTitle',
  'reply-members.ts malformed',
  'reply-members.ts requiredText',
  'reply-members.ts requiredSecret',
  'reply-members.ts requiredSeconds',
  'reply-members.ts isDigits',
];

describe('every exported protocol function', () => {
  const functions = filesIn('src/core/oauth', '.ts').flatMap((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return functionsOf(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)).map(
      (one) => ({
        ...one,
        at: `${basename(path)} ${one.name}`,
      }),
    );
  });

  it('cites the section it implements by @see', () => {
    expect(functions.length).toBeGreaterThan(60);
    const silent = functions.filter(({ doc }) => !/@see\s/.test(doc)).map(({ at }) => at);
    expect(silent.toSorted()).toEqual(WITHOUT_SPECIFICATION.toSorted());
  });

  it('says in a sentence what it means to the caller', () => {
    expect(functions.filter(({ doc }) => doc.length < 20).map(({ at }) => at)).toEqual([]);
  });
});

/** Targets of links in Markdown, those in code left out. */
const linksIn = (text: string): readonly string[] => {
  const prose = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  const images = [...prose.matchAll(/(?:src|href)="([^"]+)"/g)];
  return [...inline, ...references, ...images].map(([, target = '']) => target);
};

/** GitHub's names for headings. */
const anchorsIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+\s+(.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

/** Paths into the repository, as code or in prose; `NAME` in one stands for any name. */
const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w./-])(?:src|test|tools|scripts|docs)\/[\w@./-]*\w/g)]
    .map(([path]) => path)
    .filter((path) => !path.includes('NAME'));

describe('the documents', () => {
  const top = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  const documents = [...top, ...filesIn('docs', '.md')];

  it.each(documents)('%s links to files and headings that exist', (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const broken = linksIn(text)
      .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
      .filter((target) => {
        const [file = '', anchor = ''] = decodeURI(target).split('#');
        const at = file === '' ? join(ROOT, path) : join(ROOT, dirname(path), file);
        if (!existsSync(at)) return true;
        return (
          anchor !== '' && at.endsWith('.md') && !anchorsIn(readFileSync(at, 'utf8')).has(anchor)
        );
      });
    expect(broken).toEqual([]);
  });

  const settings = filesIn('.vscode', '.json');
  const current = [...documents, ...settings].filter((path) => path !== 'CHANGELOG.md');

  it.each(current)('%s names files and folders that exist', (path) => {
    const named = pathsIn(readFileSync(join(ROOT, path), 'utf8'));
    const isThere = (name: string) =>
      [name, `${name}.ts`, `${name}.tsx`].some((one) => existsSync(join(ROOT, one)));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });

  it('are found at all, and so are their links and paths', () => {
    expect(documents).toContain('docs/vocabulary.md');
    expect(linksIn('[a](b.md) ![c](d.png) `[x](y)`\n[e]: f.md\n')).toEqual([
      'b.md',
      'd.png',
      'f.md',
    ]);
    expect(pathsIn('see `src/core/app.ts`, test/core, src/core/oauth/NAME-grant.ts')).toEqual([
      'src/core/app.ts',
      'test/core',
    ]);
  });
});
