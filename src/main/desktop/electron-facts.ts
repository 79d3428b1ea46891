import { app, dialog, shell } from 'electron';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppView } from '../../contract/app.ts';
import type { SchemeHandler } from '../../vocabulary/program.ts';
import type { Build } from '../instance/channel.ts';
import { schemeRegistration } from '../instance/deep-link.ts';
import { PRIVATE_USE_SCHEME } from '../../core/model/client-registration.ts';
import type { DoctorFacts } from './doctor.ts';

/** On Linux the name comes with the line's end of the program that was asked. */
const handlerOf = (url: string): string => app.getApplicationNameForProtocol(url).trim();

/** Who answers for our scheme. On Linux this starts a program and waits for it. */
export const schemeHandler = (): SchemeHandler => {
  const registration = schemeRegistration(process.platform, process.execPath);
  if (app.isDefaultProtocolClient(...registration)) return 'ours';
  return handlerOf(`${PRIVATE_USE_SCHEME}:`) === '' ? 'none' : 'other';
};

/** What the window may know of the program it runs in. */
export const programFacts = (
  build: Build,
): Omit<AppView, 'storage' | 'isLocked' | 'clipboardClearAfter' | 'folder' | 'hasTray'> => ({
  version: app.getVersion(),
  electron: process.versions.electron,
  runtime: build.channel === 'stand-in' ? 'stand-in' : 'official',
  platform: process.platform,
});

/** What the redirect doctor asks Electron. */
export const doctorFacts = (): Omit<DoctorFacts, 'keychain'> => ({
  scheme: PRIVATE_USE_SCHEME,
  schemeHandler: schemeHandler(),
  schemeHandlerName: handlerOf(`${PRIVATE_USE_SCHEME}:`),
  browserName: handlerOf('https://'),
});

/** What the names of files end with that a person is asked for. */
const FILE_FILTERS = {
  providers: { name: 'JSON', extensions: ['json'] },
  authorities: { name: 'Certificates', extensions: ['pem', 'crt', 'cer', 'der'] },
} as const;
export type FileKind = keyof typeof FILE_FILTERS;

/** Asks for a file to read; undefined where the person declines. */
export const chooseFileDialog = async (kind: FileKind): Promise<string | undefined> => {
  const { name, extensions } = FILE_FILTERS[kind];
  const filters = [{ name, extensions: [...extensions] }];
  const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile'], filters });
  return filePaths[0];
};

/** Shows a folder in the system's file manager. */
export const showFolder = async (path: string): Promise<void> => {
  await shell.openPath(path);
};

/** Asks where to save, and saves for this person alone; false where they decline. */
export const saveFileDialog = async (name: string, text: string): Promise<boolean> => {
  const defaultPath = join(app.getPath('documents'), name);
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath });
  if (canceled || filePath === '') return false;
  await writeFile(filePath, text, { mode: 0o600 });
  return true;
};
