import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from '../bundled-packages.mjs';
import { ROOT } from './layout.mjs';

/** Where the licence texts lie in a package, from its resources. */
export const LICENSES = 'licenses.txt';

const HOLDS_TERMS = /^(licen[cs]e|copying|ofl)(?!.*\.(js|ts|json|html)$)/i;
const HOLDS_NOTICE = /^notice/i;

/** Authors who name the licence in package.json and ship no text of it. */
const MIT = (author) => `The MIT License (MIT)

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN
NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,
WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const authorOf = (folder, name) => {
  const { author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`;
};

/** The terms and notices that a package comes with; `undefined` where there are none to be had. */
function termsOf({ name, license, path }) {
  const folder = join(ROOT, path);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const terms = names.filter((file) => HOLDS_TERMS.test(file));
  if (terms.length === 0) {
    return license === 'MIT' && names.length > 0 ? MIT(authorOf(folder, name)) : undefined;
  }
  const texts = [...terms, ...names.filter((file) => HOLDS_NOTICE.test(file))];
  return texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
}

/**
 * The licences of all that is in the program, one text; equal texts stand once. Packages without
 * one are named in `missing`: nothing may be shipped with them.
 */
export function licenses(packages = bundledPackages()) {
  const byText = new Map();
  const missing = [];
  for (const one of packages) {
    const text = termsOf(one);
    if (text === undefined) missing.push(`${one.name}@${one.version}`);
    else byText.set(text, [...(byText.get(text) ?? []), one]);
  }
  const line = '-'.repeat(80);
  const parts = [...byText].map(([text, ones]) => {
    const heads = ones.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return [line, ...heads, line, '', text, ''].join('\n');
  });
  return { text: parts.join('\n'), missing };
}
