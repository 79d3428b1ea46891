import { expect, test } from 'vitest';
import { releaseNotes } from '../../scripts/release-notes.mjs';

const CHANGELOG = `# Changelog

## Unreleased

- [New] Not yet.

## 1.1.0 (2026-12-01)

- [New] This.
- [Fixed] That.

## 1.0.0

- [New] All of it.
`;

test('the notes of a release are its section of the changelog, with or without the v of its tag', () => {
  const notes = '- [New] This.\n- [Fixed] That.\n';
  expect(releaseNotes(CHANGELOG, 'v1.1.0')).toBe(notes);
  expect(releaseNotes(CHANGELOG, '1.1.0')).toBe(notes);
});

test('a version whose number only begins alike has no part in them', () => {
  expect(releaseNotes(CHANGELOG, '1.0.0')).toBe('- [New] All of it.\n');
  expect(() => releaseNotes(CHANGELOG, '1.0')).toThrow('says nothing of version 1.0');
});

test('a release without a section, or with an empty one, is refused', () => {
  expect(() => releaseNotes(CHANGELOG, 'v2.0.0')).toThrow('says nothing of version 2.0.0');
  expect(() => releaseNotes('## 3.0.0\n\n## 2.0.0\n\n- x\n', '3.0.0')).toThrow();
});
