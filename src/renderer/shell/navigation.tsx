import {
  Activity,
  Binary,
  House,
  Lightbulb,
  Settings,
  Waypoints,
  type LucideIcon,
  Grid3x3,
} from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { SHORTCUTS } from '../kit/words/shortcut-words.ts';
import { KeyCaps } from '../kit/key-caps.tsx';
import { PAGES, type Page } from './selection.ts';

const ICONS: Readonly<Record<Page, LucideIcon>> = {
  home: House,
  inspector: Binary,
  flow: Waypoints,
  activity: Activity,
  advice: Lightbulb,
  access: Grid3x3,
  settings: Settings,
};

interface NavigationProps {
  readonly page: Page | undefined;
  readonly onGo: (page: Page) => void;
}

/** The pages that are not about one connection. */
export const Navigation = ({ page: current, onGo }: NavigationProps) => (
  <ul className="grid flex-none pad-x-2 pad-bottom-2" style={{ gap: 1 }}>
    {PAGES.map((page) => {
      const Icon = ICONS[page];
      return (
        <li key={page}>
          <AriaButton
            className="nav-row press-row row soft full-width"
            onPress={() => onGo(page)}
            {...(page === current ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon size={15} aria-hidden="true" />
            <span className="fill">{SHORTCUTS[page].label}</span>
            <KeyCaps id={page} />
          </AriaButton>
        </li>
      );
    })}
  </ul>
);
