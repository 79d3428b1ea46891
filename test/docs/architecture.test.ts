import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawHouse } from '../../tools/architecture/draw.ts';
import {
  arrowsUp,
  circles,
  direct,
  heights,
  readHouse,
  roomOf,
  type Arrow,
} from '../../tools/architecture/rooms.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const house = readHouse(ROOT);
const lines = (arrows: readonly Arrow[]): readonly string[] =>
  arrows.flatMap(({ because }) => because);

describe('the rooms of src', () => {
  test('import each other in no circle', () => {
    expect(lines(circles(house))).toEqual([]);
  });

  test('import from lower buildings alone', () => {
    expect(lines(arrowsUp(house))).toEqual([]);
  });

  test('are drawn in docs/architecture.svg as they are; else run "npm run docs:architecture"', () => {
    const picture = readFileSync(join(ROOT, 'docs', 'architecture.svg'), 'utf8');
    expect(picture === drawHouse(house)).toBe(true);
  });
});

const arrow = (from: string, to: string): Arrow => ({ from, to, because: [`${from} -> ${to}`] });

describe('reading the rooms', () => {
  test.each([
    ['core/tokens/durable/recovery.ts', 'core/tokens'],
    ['core/app.ts', 'core/app'],
    ['main/compose.ts', 'main/compose'],
    ['main/compose/grants.ts', 'main/compose'],
    ['contract/token.ts', 'contract'],
    ['renderer/pages/home/home.tsx', 'renderer/pages'],
  ])('%s is in the room %s', (path, room) => {
    expect(roomOf(path)).toBe(room);
  });

  test('a circle is found over any number of rooms, and what hangs on it is not part of it', () => {
    const rooms = ['core/a', 'core/b', 'core/c', 'core/d'];
    const ring = [arrow('core/a', 'core/b'), arrow('core/b', 'core/c'), arrow('core/c', 'core/a')];
    expect(circles({ rooms, arrows: [...ring, arrow('core/d', 'core/a')] })).toEqual(ring);
  });

  test('an arrow to a building above or beside is found', () => {
    const rooms = ['core/a', 'main/b', 'preload', 'renderer/c'];
    const up = [arrow('core/a', 'main/b'), arrow('preload', 'renderer/c')];
    expect(arrowsUp({ rooms, arrows: [...up, arrow('main/b', 'core/a')] })).toEqual(up);
  });

  test('an arrow that a chain of others stands for is not drawn', () => {
    const rooms = ['core/a', 'core/b', 'vocabulary'];
    const chain = [arrow('core/a', 'core/b'), arrow('core/b', 'vocabulary')];
    const all = { rooms, arrows: [...chain, arrow('core/a', 'vocabulary')] };
    expect(direct(all)).toEqual(chain);
    expect(heights(all).get('core/a')).toBe(2);
  });
});
