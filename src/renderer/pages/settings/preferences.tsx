import type { SettingsView } from '../../../contract/app.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Choice } from '../../kit/choice.tsx';
import { Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Toggle } from '../../kit/toggle.tsx';
import { shortWords } from '../../kit/words/time-words.ts';
import { withCurrent } from './presets.ts';
import { Section } from './section.tsx';

const MINUTES: readonly number[] = [0, 5, 15, 60];

interface LockSectionProps {
  readonly settings: SettingsView;
  readonly onChange: (change: Partial<SettingsView>) => void;
}

/** When access tokens are dropped and nothing is handed out. */
const LockSection = ({ settings, onChange }: LockSectionProps) => (
  <Section
    title="Lock"
    lead="While locked, access tokens are cleared from memory and can’t be copied."
  >
    <Toggle
      label="Lock with the system"
      hint="When the machine is suspended or its screen is locked."
      isSelected={settings.lockWithSystem}
      onChange={(lockWithSystem) => onChange({ lockWithSystem })}
    />
    <Choice
      label="Auto-lock after"
      choices={withCurrent(MINUTES, settings.autoLockMinutes).map((minutes) => ({
        value: String(minutes),
        label: minutes === 0 ? 'Never' : shortWords(minutes * 60_000),
      }))}
      value={String(settings.autoLockMinutes)}
      onChange={(minutes) => onChange({ autoLockMinutes: Number(minutes) })}
    />
  </Section>
);

const THEMES = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

const CLEAR_AFTER: readonly number[] = [10, 30, 60, 300];
const LIVE_AT_LEAST: readonly number[] = [0, 5, 15, 60];

interface PreferencesProps {
  /** There is a tray to go on in. */
  readonly hasTray: boolean;
}

interface PreferencesFormProps extends PreferencesProps {
  readonly settings: SettingsView;
  readonly onChange: (change: Partial<SettingsView>) => void;
}

const CopyingSection = ({ settings, onChange }: Omit<PreferencesFormProps, 'hasTray'>) => (
  <Section
    title="Copying"
    lead="A token with less time left is refreshed before it is copied; where a server’s tokens live for less, a note says so."
  >
    <Choice
      label="Minimum remaining lifetime when copying"
      choices={withCurrent(LIVE_AT_LEAST, settings.copiedTokenMinutes).map((minutes) => ({
        value: String(minutes),
        label: minutes === 0 ? 'No minimum' : shortWords(minutes * 60_000),
      }))}
      value={String(settings.copiedTokenMinutes)}
      onChange={(minutes) => onChange({ copiedTokenMinutes: Number(minutes) })}
    />
    <Choice
      label="Clear clipboard after"
      choices={withCurrent(CLEAR_AFTER, settings.clipboardClearAfter).map((after) => ({
        value: String(after),
        label: shortWords(after * 1000),
      }))}
      value={String(settings.clipboardClearAfter)}
      onChange={(after) => onChange({ clipboardClearAfter: Number(after) })}
    />
  </Section>
);

const PreferencesForm = ({ settings, hasTray, onChange }: PreferencesFormProps) => (
  <>
    <Section title="Appearance">
      <Choice
        label="Theme"
        choices={THEMES}
        value={settings.theme}
        onChange={(theme) => onChange({ theme })}
      />
    </Section>
    <CopyingSection settings={settings} onChange={onChange} />
    <LockSection settings={settings} onChange={onChange} />
    {hasTray && (
      <Section title="Tray" lead="Copy a token from your most-used connections in one click.">
        <Toggle
          label="Keep running in the tray when the window is closed"
          hint="Keeps logins that would expire from inactivity alive."
          isSelected={settings.keepInTray}
          onChange={(keepInTray) => onChange({ keepInTray })}
        />
      </Section>
    )}
  </>
);

/** What a person may choose about the program itself. Each choice is stored at once. */
export const Preferences = ({ hasTray }: PreferencesProps) => {
  const { value, failure, askAgain } = useQuery('settings.read', {}, ['app.changed']);
  const { run, state } = useCommand('settings.write');
  const problem = state.kind === 'failure' ? state.failure : failure;
  if (value === undefined && problem === undefined) return <Skeleton lines={4} label="Loading" />;
  return (
    <>
      {problem !== undefined && <FailureNotice failure={problem} actions={{ retry: askAgain }} />}
      {value !== undefined && (
        <PreferencesForm
          settings={value}
          hasTray={hasTray}
          onChange={(change) => void run({ ...value, ...change }).then(askAgain)}
        />
      )}
    </>
  );
};
