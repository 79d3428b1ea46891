import type { Rectangle } from 'electron';
import { z } from 'zod';

/** In pixels of the screen: a window zoomed to 200 % has half of them, and is arranged as a narrow one. */
export const SMALLEST = { width: 720, height: 480 } as const;
const FIRST = { width: 1080, height: 720 } as const;

/** At least so much of the window must be on a display, so that it can be grabbed. */
const GRIP = 64;

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  // A tiny display makes a tiny window, smaller than a person may make one.
  width: z.number().int().min(GRIP).max(20_000),
  height: z.number().int().min(GRIP).max(20_000),
});

const overlap = (from: number, length: number, low: number, extent: number): number =>
  Math.min(from + length, low + extent) - Math.max(from, low);

const isReachable = (bounds: Rectangle, area: Rectangle): boolean =>
  overlap(bounds.x, bounds.width, area.x, area.width) >= GRIP &&
  overlap(bounds.y, bounds.height, area.y, area.height) >= GRIP;

const shared = (bounds: Rectangle, area: Rectangle): number =>
  overlap(bounds.x, bounds.width, area.x, area.width) *
  overlap(bounds.y, bounds.height, area.y, area.height);

/** No larger than the display, and its title bar not above it. */
const within = (bounds: Rectangle, area: Rectangle): Rectangle => {
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  const lowest = area.y + area.height - GRIP;
  return { x: bounds.x, y: Math.min(Math.max(bounds.y, area.y), lowest), width, height };
};

/** Where and how large a window begins. */
export interface OpeningBounds {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

/**
 * Where to open the window: as remembered if that is sound and still on a display, else the first
 * size, placed by the system; in no case larger than its display.
 * @param workAreas of every display, the primary one first
 */
export const openingBounds = (
  remembered: unknown,
  workAreas: readonly Rectangle[],
): OpeningBounds => {
  const parsed = boundsSchema.safeParse(remembered);
  const home = parsed.success ? findDisplay(parsed.data, workAreas) : undefined;
  if (parsed.success && home !== undefined) return within(parsed.data, home);
  const [primary] = workAreas;
  return {
    width: Math.min(FIRST.width, primary?.width ?? FIRST.width),
    height: Math.min(FIRST.height, primary?.height ?? FIRST.height),
  };
};

/** The display that shows most of the window, where one shows enough. */
const findDisplay = (bounds: Rectangle, workAreas: readonly Rectangle[]): Rectangle | undefined =>
  workAreas
    .filter((area) => isReachable(bounds, area))
    .sort((a, b) => shared(bounds, b) - shared(bounds, a))[0];

const maximizedSchema = z.object({ isMaximized: z.literal(true) });

/** Whether the window filled its display when it was last closed. */
export const wasMaximized = (remembered: unknown): boolean =>
  maximizedSchema.safeParse(remembered).success;
