import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import './menu.css';

/** One line of a menu. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: LucideIcon;
  readonly isDangerous?: boolean;
  readonly onAction: () => void;
}

interface MenuProps {
  /** The button that opens it. */
  readonly children: ReactElement;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly placement?: 'bottom end' | 'bottom start';
}

/** A menu that hangs from its button. */
export const Menu = ({ children, label, entries, placement = 'bottom end' }: MenuProps) => (
  <MenuTrigger>
    {children}
    <Popover className="menu-popover" placement={placement} offset={4}>
      <AriaMenu className="menu" aria-label={label}>
        {entries.map(({ id, label: words, hint, icon: Icon, isDangerous = false, onAction }) => (
          <MenuItem
            key={id}
            id={id}
            textValue={words}
            className={isDangerous ? 'menu-item menu-item-danger' : 'menu-item'}
            onAction={onAction}
          >
            {Icon && <Icon size={15} />}
            <span className="menu-words">
              <span>{words}</span>
              {hint !== undefined && <span className="menu-hint">{hint}</span>}
            </span>
          </MenuItem>
        ))}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
);
