import { FlaskConical, Globe, Plug, Search, Wrench, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  Autocomplete,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  SearchField,
} from 'react-aria-components';
import type { PresetView } from '../../../contract/provider.ts';
import type { Query } from '../../bridge/use-query.ts';
import { Avatar } from '../../kit/avatar.tsx';
import { Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import type { Source } from '../draft/draft.ts';
import { presetLine, presetsFound } from '../draft/preset-words.ts';
import { waysFound } from '../draft/ways.ts';

/** What a person chose to connect to. */
export type Chosen =
  | { readonly source: Exclude<Source, 'preset'> }
  /** An API or MCP server, by its address. */
  | { readonly source: 'resource' }
  | { readonly source: 'preset'; readonly preset: PresetView };

const WAY_ICONS: Readonly<Record<Exclude<Source, 'preset'> | 'resource', LucideIcon>> = {
  resource: Plug,
  playground: FlaskConical,
  issuer: Globe,
  manual: Wrench,
};

interface ItemProps {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  readonly mark: ReactNode;
  readonly onPick: () => void;
}

const Item = ({ id, name, line, mark, onPick }: ItemProps) => (
  <ListBoxItem
    id={id}
    textValue={`${name}, ${line}`}
    className="picker-item row gap-3"
    onAction={onPick}
  >
    {mark}
    <span className="stack fill snug">
      <span className="clip">{name}</span>
      <span className="note clip">{line}</span>
    </span>
  </ListBoxItem>
);

interface ListProps {
  readonly presets: readonly PresetView[];
  readonly search: string;
  readonly onChoose: (chosen: Chosen) => void;
}

const renderSections = ({ presets, search, onChoose }: ListProps) => {
  const ways = waysFound(search);
  const providers = presetsFound(presets, search);
  return (
    <>
      {ways.length > 0 && (
        <ListBoxSection className="choose-section">
          <Header className="picker-heading pad-bottom-1 pad-x-2 pad-top-2 note">Any server</Header>
          {ways.map(({ source, name, line }) => {
            const Icon = WAY_ICONS[source];
            const mark = (
              <span
                className="center flex-none frame soft"
                style={{ width: 'var(--space-8)', height: 'var(--space-8)' }}
              >
                <Icon size={16} aria-hidden="true" />
              </span>
            );
            const onPick = () => onChoose({ source });
            return <Item key={source} id={source} {...{ name, line, mark, onPick }} />;
          })}
        </ListBoxSection>
      )}
      {providers.length > 0 && (
        <ListBoxSection className="choose-section">
          <Header className="picker-heading pad-bottom-1 pad-x-2 pad-top-2 note">Providers</Header>
          {providers.map((preset) => (
            <Item
              key={preset.id}
              id={`preset-${preset.id}`}
              name={preset.name}
              line={presetLine(preset)}
              mark={<Avatar name={preset.name} seed={preset.id} />}
              onPick={() => onChoose({ source: 'preset', preset })}
            />
          ))}
        </ListBoxSection>
      )}
    </>
  );
};

interface ChooseStepProps {
  readonly presets: Query<readonly PresetView[]>;
  readonly onChoose: (chosen: Chosen, search: string) => void;
}

/** The first step: where to. Type a few letters, or walk the list with the arrows. */
export const ChooseStep = ({ presets, onChoose }: ChooseStepProps) => {
  const [search, setSearch] = useState('');
  const { value = [], failure, askAgain } = presets;
  const label = 'Search providers';
  const choose = (chosen: Chosen) => onChoose(chosen, search);
  return (
    <Autocomplete inputValue={search} onInputChange={setSearch}>
      <SearchField className="search choose-search flex-none" aria-label={label} autoFocus>
        <Search size={14} aria-hidden="true" />
        <Input
          className="search-input"
          role="combobox"
          aria-expanded
          aria-haspopup="listbox"
          placeholder={label}
          spellCheck={false}
        />
      </SearchField>
      {/* The list itself scrolls: as the popup of the search field it needs no tab stop of its own. */}
      <ListBox
        className="choose-list scroll fill"
        aria-label="Where to connect"
        layout="grid"
        renderEmptyState={() => (
          <p className="pad-6 faint text-center">
            No such provider here. Clear the search and connect by its address.
          </p>
        )}
      >
        {renderSections({ presets: value, search, onChoose: choose })}
      </ListBox>
      {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: askAgain }} />}
      {failure === undefined && presets.value === undefined && (
        <Skeleton lines={6} label="Loading providers" />
      )}
    </Autocomplete>
  );
};
