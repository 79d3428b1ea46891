import type { LedgerEntryView } from '../../../../contract/observation.ts';
import type { History, Life } from './histories.ts';
import { axisOf, isWithin, visibleSpan, type Span, type Zoom } from './span.ts';

/** A token's life, or several that lie too close to be seen apart. Places are 0 to 1. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly track: number;
  readonly count: number;
  readonly isLive: boolean;
  readonly isCut: boolean;
}

/** Things of one kind that happened about the same time. */
export interface Dot {
  readonly at: number;
  readonly kind: LedgerEntryView['kind'];
  readonly track: number;
  readonly count: number;
}

/** One login's line of the picture. */
export interface Lane {
  readonly history: History;
  readonly bars: readonly Bar[];
  readonly dots: readonly Dot[];
  /** How many lives lie beside each other at most. */
  readonly tracks: number;
}

/** Into so many parts the picture is cut to count dots: each about as wide as a dot. */
const BINS = 48;
/** More lives than this are drawn as the time they cover. */
const MOST_LIVES = 36;
const MOST_TRACKS = 3;
/** A life is drawn at least this wide, or it could not be seen. */
const NARROWEST = 0.004;

interface PlacedLife {
  readonly life: Life;
  readonly from: number;
  readonly to: number;
}

const placed = (lives: readonly Life[], span: Span): readonly PlacedLife[] => {
  const { place } = axisOf(span);
  return lives
    .filter(({ from, to }) => to > span.from && from < span.to && to > from)
    .map((life) => {
      const from = place(life.from);
      return { life, from, to: Math.max(from + NARROWEST, place(life.to)) };
    })
    .toSorted((one, other) => one.from - other.from);
};

/** Lives beside each other: each takes the first track that is free again; there are but a few. */
const inTracks = (lives: readonly PlacedLife[], now: number): readonly Bar[] => {
  const ends: number[] = [];
  return lives.map(({ life, from, to }) => {
    const free = ends.findIndex((end) => end <= from);
    const track = free >= 0 ? free : Math.min(ends.length, MOST_TRACKS - 1);
    ends[track] = Math.max(to, ends[track] ?? 0);
    return { from, to, track, count: 1, isLive: isLive(life, now), isCut: life.isCut };
  });
};

const isLive = ({ from, to, isCut }: Life, now: number): boolean =>
  !isCut && from <= now && now < to;

/** Lives taken together where they touch. */
const merged = (lives: readonly PlacedLife[], now: number): readonly Bar[] => {
  const bars: Bar[] = [];
  for (const { life, from, to } of lives) {
    const last = bars.at(-1);
    if (last === undefined || from > last.to + NARROWEST) {
      bars.push({ from, to, track: 0, count: 1, isLive: isLive(life, now), isCut: life.isCut });
    } else {
      bars[bars.length - 1] = {
        ...last,
        to: Math.max(last.to, to),
        count: last.count + 1,
        isLive: last.isLive || isLive(life, now),
        isCut: to >= last.to ? life.isCut : last.isCut,
      };
    }
  }
  return bars;
};

/** What happened, counted by kind and place; a hand-out lies on the life of its token. */
const placeDots = (
  events: readonly LedgerEntryView[],
  span: Span,
  trackOf: (hash: string | undefined) => number,
): readonly Dot[] => {
  const axis = axisOf(span);
  const dots = new Map<string, Dot>();
  for (const { at, kind, tokenHash } of events) {
    if (!isWithin(at, span)) continue;
    const place = axis.place(at);
    const bin = Math.floor(place * BINS);
    const track = trackOf(tokenHash);
    const key = `${bin} ${track} ${kind}`;
    const dot = dots.get(key);
    // A lone dot stands where it happened; several stand in the middle of their bin.
    dots.set(
      key,
      dot === undefined
        ? { at: place, kind, track, count: 1 }
        : { ...dot, at: (bin + 0.5) / BINS, count: dot.count + 1 },
    );
  }
  return [...dots.values()].toSorted((one, other) => one.at - other.at);
};

const layOutLane = (history: History, span: Span, now: number): Lane => {
  const lives = placed(history.lives, span);
  const isCrowded = lives.length > MOST_LIVES;
  const bars = isCrowded ? merged(lives, now) : inTracks(lives, now);
  const tracks = new Map(
    isCrowded ? [] : lives.map(({ life }, index) => [life.hash, bars[index]?.track ?? 0]),
  );
  return {
    history,
    bars,
    dots: placeDots(history.events, span, (hash) => tracks.get(hash) ?? 0),
    tracks: Math.max(1, ...bars.map(({ track }) => track + 1)),
  };
};

/** When something last happened in the span; lives without an event come after. */
const lastIn = ({ events }: History, span: Span): number =>
  events.find(({ at }) => isWithin(at, span))?.at ?? -Infinity;

const isIn = ({ lives, events }: History, span: Span): boolean =>
  events.some(({ at }) => isWithin(at, span)) ||
  lives.some((life) => life.to > span.from && life.from < span.to && life.to > life.from);

/** Histories with anything in the span, those where something happened last first. */
export const historiesIn = (histories: readonly History[], span: Span): readonly History[] =>
  histories
    .filter((history) => isIn(history, span))
    .map((history) => ({ history, last: lastIn(history, span) }))
    .toSorted((one, other) =>
      one.last === other.last
        ? one.history.label.localeCompare(other.history.label, 'en')
        : other.last - one.last,
    )
    .map(({ history }) => history);

/** The picture: one lane for each history, in their order. */
export const layOutLanes = (
  histories: readonly History[],
  span: Span,
  now: number,
): readonly Lane[] => histories.map((history) => layOutLane(history, span, now));

/** The zoom to begin with: an hour where that holds all there is, as on the first day; else a day. */
export const firstZoom = (histories: readonly History[], now: number): Zoom => {
  const { from } = visibleSpan('hour', now, 0);
  const isOlder = ({ lives, events }: History): boolean =>
    events.some(({ at }) => at < from) || lives.some((life) => life.from < from);
  return histories.length > 0 && !histories.some(isOlder) ? 'hour' : 'day';
};
