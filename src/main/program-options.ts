import type { Log } from '../core/port/log.ts';
import type { AppView, SettingsView } from '../shared/ipc/view.ts';
import type { DoctorFacts } from './doctor.ts';
import type { Emit } from './ipc/events.ts';

/** What the entry point gives the composition: where things are, and what only Electron can do. */
export interface ProgramOptions {
  readonly profileFolder: string;
  readonly programFolder: string;
  readonly keychainService: string;
  readonly log: Log;
  readonly emit: Emit;
  readonly facts: () => Omit<AppView, 'storage' | 'isLocked' | 'clipboardClearAfter'>;
  readonly doctorFacts: () => Omit<DoctorFacts, 'keychain'>;
  /** Asks a person where to; false where they decline. */
  readonly saveFile: (name: string, text: string) => Promise<boolean>;
  /** Asks a person for a file; its path, or undefined where they decline. */
  readonly chooseFile: () => Promise<string | undefined>;
  readonly showWindow: () => void;
  readonly onLock: (isLocked: boolean) => void;
  readonly onSettings: (settings: SettingsView) => void;
}
