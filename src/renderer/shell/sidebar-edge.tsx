import type { KeyboardEvent, PointerEvent } from 'react';
import { SIDEBAR_WIDTH, type SidebarState } from './use-sidebar.ts';

const STEP = 16;

const KEYS: Readonly<Record<string, (width: number) => number>> = {
  ArrowLeft: (width) => width - STEP,
  ArrowRight: (width) => width + STEP,
  Home: () => SIDEBAR_WIDTH.least,
  End: () => SIDEBAR_WIDTH.most,
};

/** The edge that makes the sidebar wider or narrower, by pointer and by arrow keys; twice pressed, as it was. */
export const SidebarEdge = ({ width, resize }: Pick<SidebarState, 'width' | 'resize'>) => {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(event.clientX);
  };
  const press = (event: KeyboardEvent) => {
    const next = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    if (next === undefined) return;
    event.preventDefault();
    resize(next(width));
  };
  return (
    <div
      className="sidebar-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the sidebar"
      aria-valuemin={SIDEBAR_WIDTH.least}
      aria-valuemax={SIDEBAR_WIDTH.most}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
      onDoubleClick={() => resize(SIDEBAR_WIDTH.usual)}
    />
  );
};
