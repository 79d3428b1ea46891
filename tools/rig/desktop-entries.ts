import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './process.ts';
import { run } from './run.ts';

/** The private-use scheme of our redirect URIs. @see RFC 8252 §7.1 */
export const SCHEME = 'dev.valetkey.app';
/** Electron looks for a desktop entry of exactly this name; package.json says it as `desktopName`. */
const APP_ENTRY = 'dev.valetkey.app.desktop';
const BROWSER_ENTRY = 'rig-browser.desktop';

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** A shell line that runs a program with the environment it must have, whoever calls it. */
export const commandLine = (command: readonly string[], env: Environment = {}): string =>
  ['env', ...Object.entries(env).map(([name, value]) => `${name}=${value}`), ...command]
    .map(quoted)
    .join(' ');

function writeScript(file: string, line: string): string {
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
  return file;
}

const entry = (name: string, exec: string, mimeTypes: readonly string[]): string =>
  `[Desktop Entry]\nType=Application\nName=${name}\nExec=${exec}\nTerminal=false\n` +
  `MimeType=${mimeTypes.join(';')};\n`;

/** Where this desktop's applications and their launchers live. */
export interface DesktopEntries {
  /** From now on URLs of our scheme are handed to this command, as its last argument. */
  handleScheme(command: readonly string[], env: Environment): Promise<void>;
  /** From now on http and https URLs are handed to this command. */
  handleWeb(command: readonly string[]): Promise<void>;
}

/**
 * Desktop entries in a private XDG_DATA_HOME. Their Exec is a script of ours, because the syntax of
 * Exec lines has quoting rules of its own which xdg-open half follows.
 */
export function desktopEntries(env: Environment, folder: string, logs: string): DesktopEntries {
  const applications = join(env['XDG_DATA_HOME'] ?? folder, 'applications');
  mkdirSync(applications, { recursive: true });
  const install = async (
    file: string,
    about: { name: string; line: string; argument: string; mimeTypes: readonly string[] },
  ) => {
    const launcher = writeScript(join(folder, `${about.name}.sh`), about.line);
    writeFileSync(
      join(applications, file),
      entry(about.name, `${launcher} ${about.argument}`, about.mimeTypes),
    );
    await run('update-desktop-database', [applications], env);
    for (const type of about.mimeTypes) await run('xdg-mime', ['default', file, type], env);
  };
  const logged = (command: string, name: string) =>
    `exec ${command} "$@" >> ${quoted(join(logs, `${name}.log`))} 2>&1`;
  return {
    handleScheme: (command, appEnv) =>
      install(APP_ENTRY, {
        name: 'valet-key',
        line: logged(commandLine(command, appEnv), 'second-instance'),
        argument: '%u',
        mimeTypes: [`x-scheme-handler/${SCHEME}`],
      }),
    handleWeb: (command) =>
      install(BROWSER_ENTRY, {
        name: 'browser',
        line: logged(commandLine(command), 'browser-calls'),
        argument: '%U',
        mimeTypes: ['x-scheme-handler/http', 'x-scheme-handler/https', 'text/html'],
      }),
  };
}
