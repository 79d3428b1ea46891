import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { direct, heights, readHouse, type House } from './rooms.ts';

const BOX = { width: 128, height: 34, gapX: 18, gapY: 46 };
const MARGIN = 24;
/** Side by side, from left to right: what a window sees, what it stands on, what main is made of. */
const BANDS = [
  ['renderer', 'preload'],
  ['vocabulary', 'contract', 'core'],
  ['main', 'agent', 'playground', 'keychain-host', 'cli', 'host'],
];

const STYLE = `
  text { font: 12px system-ui, sans-serif; text-anchor: middle; fill: #1d2430; }
  .building { font-size: 10px; fill: #5a6577; }
  rect { stroke: #8793a8; fill: #fff; }
  .renderer rect, .preload rect { fill: #e8f0fe; }
  .core rect { fill: #e6f4ea; }
  .main rect { fill: #fdf1df; }
  .vocabulary rect, .contract rect { fill: #f1ecfb; }
  path { fill: none; stroke: #8793a8; stroke-width: 1.1; }
  marker path { fill: #8793a8; stroke: none; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e9edf4; } .building { fill: #a3adbd; }
    rect { fill: #1b212b; stroke: #7a869b; }
    .renderer rect, .preload rect { fill: #1f2c47; }
    .core rect { fill: #1c3426; }
    .main rect { fill: #3a2f19; }
    .vocabulary rect, .contract rect { fill: #2e2545; }
  }`;

const buildingOf = (room: string): string => room.split('/')[0] ?? '';
const bandOf = (room: string): number => BANDS.findIndex((band) => band.includes(buildingOf(room)));

/** Rows of rooms of one band, the ground last, each sorted so that arrows are short. */
const rowsOf = (
  house: House,
  band: number,
  height: ReadonlyMap<string, number>,
): readonly (readonly string[])[] => {
  const tallest = Math.max(...height.values());
  const rows = Array.from({ length: tallest + 1 }, (_, row) =>
    house.rooms.filter((room) => bandOf(room) === band && height.get(room) === tallest - row),
  );
  const arrows = direct(house);
  for (let sweep = 0; sweep < 6; sweep += 1) {
    const place = new Map(
      rows.flatMap((row) => row.map((room, at) => [room, at - row.length / 2] as const)),
    );
    const pull = (room: string): number => {
      const others = arrows
        .filter(({ from, to }) => from === room || to === room)
        .map(({ from, to }) => place.get(from === room ? to : from))
        .filter((at) => at !== undefined);
      const sum = others.reduce((total, at) => total + at, 0);
      return others.length === 0 ? 0 : sum / others.length;
    };
    for (const row of rows) row.sort((a, b) => pull(a) - pull(b) || a.localeCompare(b, 'en'));
  }
  return rows;
};

interface Spot {
  readonly x: number;
  readonly y: number;
}

const layOut = (house: House): { spots: Map<string, Spot>; width: number; height: number } => {
  const height = heights(house);
  const spots = new Map<string, Spot>();
  let left = MARGIN;
  BANDS.forEach((_, band) => {
    const rows = rowsOf(house, band, height);
    const columns = Math.max(...rows.map((row) => row.length));
    const width = columns * (BOX.width + BOX.gapX) - BOX.gapX;
    rows.forEach((row, line) => {
      const used = row.length * (BOX.width + BOX.gapX) - BOX.gapX;
      row.forEach((room, at) => {
        const x = left + (width - used) / 2 + at * (BOX.width + BOX.gapX);
        spots.set(room, { x: Math.round(x), y: MARGIN + line * (BOX.height + BOX.gapY) });
      });
    });
    left += width + 3 * BOX.gapX;
  });
  const lines = Math.max(...height.values()) + 1;
  return {
    spots,
    width: left - 3 * BOX.gapX + MARGIN,
    height: lines * (BOX.height + BOX.gapY) - BOX.gapY + 2 * MARGIN,
  };
};

const box = (room: string, { x, y }: Spot): string => {
  const [building = '', name = ''] = room.split('/');
  const middle = x + BOX.width / 2;
  const texts =
    name === ''
      ? `<text x="${middle}" y="${y + 21}">${building}</text>`
      : `<text class="building" x="${middle}" y="${y + 13}">${building}</text>` +
        `<text x="${middle}" y="${y + 27}">${name}</text>`;
  return (
    `<g class="${building}"><rect x="${x}" y="${y}" width="${BOX.width}" ` +
    `height="${BOX.height}" rx="6"/>${texts}</g>`
  );
};

const line = (from: Spot, to: Spot): string => {
  const [x1, y1] = [from.x + BOX.width / 2, from.y + BOX.height];
  const [x2, y2] = [to.x + BOX.width / 2, to.y - 2];
  const bend = Math.max(18, Math.round((y2 - y1) / 2));
  return `<path marker-end="url(#tip)" d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}"/>`;
};

/**
 * The rooms and the arrows between them as SVG. An arrow is left out where a chain of others says the
 * same; types count.
 */
export const drawHouse = (house: House): string => {
  const { spots, width, height } = layOut(house);
  const at = (room: string): Spot => spots.get(room) ?? { x: 0, y: 0 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>The rooms of src and what each imports</title>',
    `<style>${STYLE}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>',
    ...direct(house).map(({ from, to }) => line(at(from), at(to))),
    ...house.rooms.map((room) => box(room, at(room))),
    '</svg>',
    '',
  ].join('\n');
};

/** Run by `npm run docs:architecture`. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = join(import.meta.dirname, '..', '..');
  writeFileSync(join(root, 'docs', 'architecture.svg'), drawHouse(readHouse(root)));
}
