import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const CHANGELOG = join(import.meta.dirname, '..', 'CHANGELOG.md');

/**
 * What changed in a version, from the text of CHANGELOG.md: the section under `## X.Y.Z`, whatever
 * stands behind the number. Throws where there is none, since a release says what it changes.
 */
export function releaseNotes(changelog, version) {
  const wanted = version.replace(/^v/, '');
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => section.split(/\s/, 1)[0] === wanted);
  const notes = found?.slice(found.indexOf('\n')).trim();
  if (!notes) throw new Error(`CHANGELOG.md says nothing of version ${wanted}.`);
  return `${notes}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(releaseNotes(readFileSync(CHANGELOG, 'utf8'), process.argv[2] ?? ''));
}
