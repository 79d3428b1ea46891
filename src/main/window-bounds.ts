import type { Rectangle } from 'electron';
import { z } from 'zod';

export const SMALLEST = { width: 800, height: 560 } as const;
const FIRST = { width: 1080, height: 720 } as const;

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(SMALLEST.width).max(20_000),
  height: z.number().int().min(SMALLEST.height).max(20_000),
});

/** At least so much of the window must be on a display, so that it can be grabbed. */
const GRIP = 64;

const overlap = (from: number, length: number, low: number, extent: number): number =>
  Math.min(from + length, low + extent) - Math.max(from, low);

const isReachable = (bounds: Rectangle, area: Rectangle): boolean =>
  overlap(bounds.x, bounds.width, area.x, area.width) >= GRIP &&
  overlap(bounds.y, bounds.height, area.y, area.height) >= GRIP;

/**
 * Where to open the window: as remembered if that is sound and still on a display, else the first
 * size, placed by the system. @param workAreas of every display
 */
export const openingBounds = (
  remembered: unknown,
  workAreas: readonly Rectangle[],
): {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
} => {
  const parsed = boundsSchema.safeParse(remembered);
  const fits = parsed.success && workAreas.some((area) => isReachable(parsed.data, area));
  return fits ? parsed.data : FIRST;
};

const maximizedSchema = z.object({ isMaximized: z.literal(true) });

/** Whether the window filled its display when it was last closed. */
export const wasMaximized = (remembered: unknown): boolean =>
  maximizedSchema.safeParse(remembered).success;
