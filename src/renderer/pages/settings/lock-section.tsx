import type { SettingsView } from '../../../contract/view.ts';
import { withCurrent } from './presets.ts';
import { shortWords } from '../../kit/words/time-words.ts';
import { Choice } from '../../kit/choice.tsx';
import { Toggle } from '../../kit/toggle.tsx';
import { Section } from './section.tsx';

const MINUTES: readonly number[] = [0, 5, 15, 60];

interface LockSectionProps {
  readonly settings: SettingsView;
  readonly onChange: (change: Partial<SettingsView>) => void;
}

/** When access tokens are dropped and nothing is handed out. */
export const LockSection = ({ settings, onChange }: LockSectionProps) => (
  <Section title="Lock" lead="Locked, access tokens are dropped and nothing is handed out.">
    <Toggle
      label="Lock with the system"
      hint="When the machine is suspended or its screen is locked."
      isSelected={settings.lockWithSystem}
      onChange={(lockWithSystem) => onChange({ lockWithSystem })}
    />
    <Choice
      label="Lock when nobody is there for"
      choices={withCurrent(MINUTES, settings.autoLockMinutes).map((minutes) => ({
        value: String(minutes),
        label: minutes === 0 ? 'Never' : shortWords(minutes * 60_000),
      }))}
      value={String(settings.autoLockMinutes)}
      onChange={(minutes) => onChange({ autoLockMinutes: Number(minutes) })}
    />
  </Section>
);
