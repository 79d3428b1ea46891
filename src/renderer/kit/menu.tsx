import type { LucideIcon } from 'lucide-react';
import { useMemo, type ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';

/** One line of a menu. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: LucideIcon;
  readonly isDangerous?: boolean;
  readonly onAction: () => void;
}

interface EntriesProps {
  readonly label: string;
  readonly entries: MenuProps['entries'];
  /** Present where nothing but this opens the menu: then it takes the focus itself. */
  readonly onClose?: () => void;
}

interface MenuProps {
  /** The button that opens it. */
  readonly children: ReactElement;
  readonly label: string;
  /** Entries, and `separator` for a line between those that differ in kind. */
  readonly entries: readonly (MenuEntry | 'separator')[];
  readonly placement?: 'bottom end' | 'bottom start';
}

const Entry = ({ entry }: { readonly entry: MenuEntry }) => {
  const { id, label, hint, icon: Icon, isDangerous = false, onAction } = entry;
  return (
    <MenuItem
      id={id}
      textValue={label}
      className={isDangerous ? 'menu-item menu-item-danger' : 'menu-item'}
      onAction={onAction}
    >
      {Icon && <Icon size={15} />}
      <span className="stack">
        <span>{label}</span>
        {hint !== undefined && <span className="note">{hint}</span>}
      </span>
    </MenuItem>
  );
};

const Entries = ({ label, entries, onClose }: EntriesProps) => (
  <AriaMenu
    className="menu"
    aria-label={label}
    {...(onClose === undefined ? {} : { autoFocus: 'first', onClose })}
  >
    {entries.map((entry, place) =>
      entry === 'separator' ? (
        <Separator key={`line-${place}`} className="menu-line" />
      ) : (
        <Entry key={entry.id} entry={entry} />
      ),
    )}
  </AriaMenu>
);

/** A menu that hangs from its button. */
export const Menu = ({ children, label, entries, placement = 'bottom end' }: MenuProps) => (
  <MenuTrigger>
    {children}
    <Popover className="menu-popover frame" placement={placement} offset={4}>
      <Entries label={label} entries={entries} />
    </Popover>
  </MenuTrigger>
);

interface MenuAtProps extends Pick<MenuProps, 'label' | 'entries'> {
  /** What it hangs from: one menu serves thousands of lines. */
  readonly anchor: Element;
  readonly onClose: () => void;
}

/** An open menu at something that is no button of its own. */
export const MenuAt = ({ anchor, label, entries, onClose }: MenuAtProps) => {
  const triggerRef = useMemo(() => ({ current: anchor }), [anchor]);
  return (
    <Popover
      className="menu-popover frame"
      aria-label={label}
      placement="bottom end"
      offset={4}
      triggerRef={triggerRef}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Entries label={label} entries={entries} onClose={onClose} />
    </Popover>
  );
};
