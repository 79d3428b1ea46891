import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** One import of a file in another room. Paths are relative to the repository, with slashes. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What imports what, one line each. */
  readonly because: readonly string[];
}

export interface House {
  readonly rooms: readonly string[];
  readonly arrows: readonly Arrow[];
}

/** Rooms that are a folder below `src`; in the others each folder, and each file beside them, is one. */
const WHOLE = new Set([
  'vocabulary',
  'contract',
  'preload',
  'keychain-host',
  'playground',
  'agent',
  'cli',
  'host',
]);

/**
 * The room that a file is in: `core/tokens`, `main/compose`, `renderer/pages`.
 * @param path below `src`, with slashes
 */
export const roomOf = (path: string): string => {
  const [building = '', room = ''] = path.split('/');
  if (WHOLE.has(building)) return building;
  return `${building}/${room.replace(/\.tsx?$/, '')}`;
};

const sourcesIn = (root: string): readonly string[] =>
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .sort();

const importsOf = (root: string, source: string): readonly string[] => {
  const text = readFileSync(join(root, 'src', source), 'utf8');
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.') && /\.tsx?$/.test(name))
    .map((name) =>
      relative('/', join('/', dirname(source), name))
        .split(sep)
        .join('/'),
    );
};

/** The rooms of `src` and every arrow between two of them, types included. */
export const readHouse = (root: string): House => {
  const because = new Map<string, string[]>();
  const sources = sourcesIn(root);
  for (const source of sources) {
    for (const imported of importsOf(root, source)) {
      if (roomOf(source) === roomOf(imported)) continue;
      const key = `${roomOf(source)} ${roomOf(imported)}`;
      because.set(key, [...(because.get(key) ?? []), `${source} -> ${imported}`]);
    }
  }
  const arrows = [...because].map(([key, lines]) => {
    const [from = '', to = ''] = key.split(' ');
    return { from, to, because: lines };
  });
  return {
    rooms: [...new Set(sources.map(roomOf))].sort(),
    arrows: arrows.sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`, 'en')),
  };
};

/** For each room the rooms that it reaches by arrows, whatever the number of steps. */
const reach = ({ rooms, arrows }: House): ReadonlyMap<string, ReadonlySet<string>> => {
  const all = new Map(rooms.map((room) => [room, new Set<string>()]));
  for (const [room, found] of all) {
    const waiting = [room];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const { from, to } of arrows) {
        if (from !== next || found.has(to)) continue;
        found.add(to);
        waiting.push(to);
      }
    }
  }
  return all;
};

/** The arrows that are part of a circle, with the imports that make them. */
export const circles = (house: House): readonly Arrow[] => {
  const reached = reach(house);
  return house.arrows.filter(({ from, to }) => reached.get(to)?.has(from) === true);
};

/** From the ground up; a building imports from those below it alone. */
const BUILDINGS = [
  ['vocabulary'],
  ['contract'],
  ['core'],
  ['agent', 'keychain-host', 'playground', 'preload', 'renderer', 'cli'],
  ['main'],
  ['host'],
];

const floorOf = (room: string): number =>
  BUILDINGS.findIndex((level) => level.includes(room.split('/')[0] ?? ''));

/** The arrows from a building to one that stands above or beside it. */
export const arrowsUp = ({ arrows }: House): readonly Arrow[] =>
  arrows.filter(
    ({ from, to }) => from.split('/')[0] !== to.split('/')[0] && floorOf(to) >= floorOf(from),
  );

/** The arrows that no chain of others stands for: what a picture has to show. */
export const direct = (house: House): readonly Arrow[] => {
  const reached = reach(house);
  return house.arrows.filter(
    ({ from, to }) =>
      !house.arrows.some(
        (other) =>
          other.from === from && other.to !== to && reached.get(other.to)?.has(to) === true,
      ),
  );
};

/** How many steps a room stands above the ground, by its longest chain of arrows. */
export const heights = (house: House): ReadonlyMap<string, number> => {
  const known = new Map<string, number>();
  const height = (room: string): number => {
    const before = known.get(room);
    if (before !== undefined) return before;
    known.set(room, 0);
    const below = house.arrows.filter(({ from }) => from === room).map(({ to }) => height(to));
    const found = below.length === 0 ? 0 : Math.max(...below) + 1;
    known.set(room, found);
    return found;
  };
  house.rooms.forEach(height);
  return known;
};
