import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';

/** One line to choose. */
export interface PickerEntry {
  readonly id: string;
  readonly text: string;
  readonly children: ReactNode;
  readonly onPick: () => void;
}

/** Lines under one heading; sections without lines are left out. */
export interface PickerSection {
  readonly heading: string;
  readonly entries: readonly PickerEntry[];
}

interface PickerProps {
  readonly label: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly sections: readonly PickerSection[];
}

const Sections = ({ sections }: Pick<PickerProps, 'sections'>) =>
  sections
    .filter(({ entries }) => entries.length > 0)
    .map(({ heading, entries }) => (
      <ListBoxSection key={heading}>
        <Header className="picker-heading pad-bottom-1 pad-x-2 pad-top-2 note">{heading}</Header>
        {entries.map(({ id, text, children, onPick }) => (
          <ListBoxItem
            key={id}
            id={id}
            textValue={text}
            className="picker-item row gap-3"
            onAction={onPick}
          >
            {children}
          </ListBoxItem>
        ))}
      </ListBoxSection>
    ));

/** Type a few letters, choose with the arrows. What is found is the caller's affair. */
export const Picker = ({ label, isOpen, onClose, search, onSearch, sections }: PickerProps) => (
  <ModalOverlay
    className="dialog-backdrop picker-backdrop"
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable
  >
    <Modal className="picker">
      <Dialog className="picker-body stack" aria-label={label}>
        <Autocomplete inputValue={search} onInputChange={onSearch}>
          <SearchField
            className="picker-search row gap-3 faint flex-none"
            aria-label={label}
            autoFocus
          >
            <Search size={16} aria-hidden="true" />
            <Input
              className="picker-input"
              role="combobox"
              aria-expanded
              aria-haspopup="listbox"
              placeholder={label}
              spellCheck={false}
            />
          </SearchField>
          <ListBox
            className="picker-list scroll"
            aria-label={label}
            renderEmptyState={() => <p className="pad-6 faint text-center">Nothing found</p>}
          >
            {Sections({ sections })}
          </ListBox>
        </Autocomplete>
      </Dialog>
    </Modal>
  </ModalOverlay>
);
