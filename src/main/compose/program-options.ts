import type { Log } from '../../core/port/log.ts';
import type { UpcomingExpiry } from '../../core/expiry/warn-of-expiry.ts';
import type { AppView, SettingsView } from '../../contract/app.ts';
import type { DoctorFacts } from '../desktop/doctor.ts';
import type { Emit } from '../ipc/events.ts';
import type { NavigationRequests } from '../window/navigation-requests.ts';

/** What the entry point gives the composition: where things are, and what only Electron can do. */
export interface ProgramOptions {
  readonly profileFolder: string;
  readonly programFolder: string;
  readonly keychainService: string;
  readonly log: Log;
  readonly emit: Emit;
  readonly facts: () => Omit<AppView, 'storage' | 'isLocked' | 'clipboardClearAfter' | 'folder'>;
  readonly doctorFacts: () => Omit<DoctorFacts, 'keychain'>;
  /** Asks a person where to; false where they decline. */
  readonly saveFile: (name: string, text: string) => Promise<boolean>;
  /** Asks a person for a file; its path, or undefined where they decline. */
  readonly chooseFile: () => Promise<string | undefined>;
  /** Shows a folder of ours in the system's file manager. */
  readonly showFolder: (path: string) => Promise<void>;
  readonly page: Pick<NavigationRequests, 'pageOpened' | 'remember'>;
  /** Tells a person of logins that end on one day. */
  readonly onUpcomingExpiries: (ends: readonly UpcomingExpiry[]) => void;
  readonly onLock: (isLocked: boolean) => void;
  readonly onSettings: (settings: SettingsView) => void;
}
