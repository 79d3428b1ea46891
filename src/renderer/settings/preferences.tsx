import type { SettingsView } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useQuery } from '../bridge/use-query.ts';
import { shortWords } from '../text/time-words.ts';
import { Choice } from '../ui/choice.tsx';
import { Skeleton } from '../ui/empty.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { withCurrent } from '../text/presets.ts';
import { LockSection } from './lock-section.tsx';
import { Section } from './section.tsx';

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

const CLEAR_AFTER: readonly number[] = [10, 30, 60, 300];

interface PreferencesFormProps {
  readonly settings: SettingsView;
  readonly onChange: (change: Partial<SettingsView>) => void;
}

const PreferencesForm = ({ settings, onChange }: PreferencesFormProps) => (
  <>
    <Section title="Appearance">
      <Choice
        label="Theme"
        choices={THEMES}
        value={settings.theme}
        onChange={(theme) => onChange({ theme })}
      />
    </Section>
    <Section
      title="Clipboard"
      lead="A copied token is taken off the clipboard again, if it is still there."
    >
      <Choice
        label="Clear after"
        choices={withCurrent(CLEAR_AFTER, settings.clipboardClearAfter).map((after) => ({
          value: String(after),
          label: shortWords(after * 1000),
        }))}
        value={String(settings.clipboardClearAfter)}
        onChange={(after) => onChange({ clipboardClearAfter: Number(after) })}
      />
    </Section>
    <LockSection settings={settings} onChange={onChange} />
  </>
);

/** What a person may choose about the program itself. Each choice is stored at once. */
export const Preferences = () => {
  const { value, failure, askAgain } = useQuery('settings.read', {}, ['app.changed']);
  const { run, state } = useCommand('settings.write');
  const problem = state.kind === 'failure' ? state.failure : failure;
  if (value === undefined && problem === undefined) return <Skeleton lines={4} label="Loading" />;
  return (
    <>
      {problem !== undefined && <FailureNotice failure={problem} deeds={{ retry: askAgain }} />}
      {value !== undefined && (
        <PreferencesForm
          settings={value}
          onChange={(change) => void run({ ...value, ...change }).then(askAgain)}
        />
      )}
    </>
  );
};
