import { join } from 'node:path';
import { electronSwitches, findElectron } from '../../scripts/electron-runtime.mjs';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** An app that can be started: a program and what comes before its own arguments. */
export interface Program {
  readonly executable: string;
  readonly args: readonly string[];
  /** True where fuses forbid Playwright's Electron driver. */
  readonly isPackaged: boolean;
}

/** The app as built in `out/`, on the Electron that set-up found. */
export async function builtApp(appFolder: string = ROOT): Promise<Program> {
  const electron = await findElectron({ root: ROOT, allowStandIn: true });
  return {
    executable: electron.executable,
    args: [...electronSwitches(), appFolder],
    isPackaged: false,
  };
}

/** A packaged app, by its executable. */
export const packagedApp = (executable: string): Program => ({
  executable,
  args: [...electronSwitches()],
  isPackaged: true,
});
