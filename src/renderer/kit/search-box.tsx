import { Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly input?: RefObject<HTMLInputElement | null>;
}

/** Finds as you type; Escape clears. */
export const SearchBox = ({ label, value, onChange, input }: SearchBoxProps) => (
  <SearchField className="search" aria-label={label} value={value} onChange={onChange}>
    <Search size={14} aria-hidden="true" />
    <Input
      className="search-input"
      placeholder="Search"
      spellCheck={false}
      {...(input === undefined ? {} : { ref: input })}
    />
    {value !== '' && (
      <AriaButton className="search-clear bare center faint" aria-label="Clear search">
        <X size={13} />
      </AriaButton>
    )}
  </SearchField>
);
