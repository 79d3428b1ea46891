import { useState, useSyncExternalStore } from 'react';

/** Narrower than this, the sidebar lies over the page instead of beside it. The sheets say the same. */
const NARROW = '(width < 860px)';

/** Pixels. What is left for the page at the greatest width is what it has in the narrowest wide window. */
export const SIDEBAR_WIDTH = { least: 220, usual: 304, most: 460 } as const;

/** How wide the sidebar may be made, in whole pixels. */
export const sidebarWidth = (wished: number): number =>
  Math.round(Math.min(Math.max(wished, SIDEBAR_WIDTH.least), SIDEBAR_WIDTH.most));

const subscribe = (listener: () => void): (() => void) => {
  const media = window.matchMedia(NARROW);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};

/** The sidebar as it is at this moment. */
export interface SidebarState {
  readonly isOpen: boolean;
  /** It lies over the page, which it would leave no room. */
  readonly isOver: boolean;
  readonly width: number;
  readonly toggle: () => void;
  readonly open: () => void;
  /** After something was chosen: what lies over the page goes away. */
  readonly settle: () => void;
  readonly resize: (wished: number) => void;
}

/** Open or a strip of icons. In a narrow window it is a strip until it is opened, and after each choice. */
export const useSidebar = (): SidebarState => {
  const isNarrow = useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
  const [isHidden, setIsHidden] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const [width, setWidth] = useState<number>(SIDEBAR_WIDTH.usual);
  const set = (isOpen: boolean) => (isNarrow ? setIsOver(isOpen) : setIsHidden(!isOpen));
  const isOpen = isNarrow ? isOver : !isHidden;
  return {
    isOpen,
    isOver: isNarrow && isOver,
    width,
    toggle: () => set(!isOpen),
    open: () => set(true),
    settle: () => setIsOver(false),
    resize: (wished) => setWidth(sidebarWidth(wished)),
  };
};
