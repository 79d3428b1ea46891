import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { foreignText } from '../../../core/fault/foreign-text.ts';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { BrowsersView, BrowserView } from '../../../contract/network.ts';
import type { SettingsOf } from './network-settings.ts';
import { commandFor, type DesktopEntry, readBrowserEntry } from './desktop-entry.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A browser, or one profile of it, and how it is started. */
interface Browser extends BrowserView {
  readonly entry: DesktopEntry;
  /** Stand before the address, and choose the profile. */
  readonly options: readonly string[];
}

const MOST_ENTRIES = 2000;
const LARGEST_FILE = 1024 * 1024;
const MOST_PROFILES = 30;

/** @see XDG Base Directory Specification 0.8 */
const entryFolders = (env: Environment, home: string): readonly string[] => {
  const own = env['XDG_DATA_HOME'] ?? '';
  const shared = env['XDG_DATA_DIRS'] ?? '';
  return [
    own === '' ? join(home, '.local/share') : own,
    ...(shared === '' ? '/usr/local/share:/usr/share' : shared).split(':'),
  ]
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, 'applications'));
};

const textOf = async (path: string): Promise<string> => {
  try {
    return (await stat(path)).size > LARGEST_FILE ? '' : await readFile(path, 'utf8');
  } catch {
    return '';
  }
};

/** The person's own entry stands for the system's of the same name. */
const entriesIn = async (
  folders: readonly string[],
): Promise<ReadonlyMap<string, DesktopEntry | undefined>> => {
  const found = new Map<string, DesktopEntry | undefined>();
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.slice(0, MOST_ENTRIES)) {
      if (!name.endsWith('.desktop') || found.has(name)) continue;
      found.set(name, readBrowserEntry(await textOf(join(folder, name))));
    }
  }
  return found;
};

/** Where browsers made of Chromium keep their profiles, below the folder of settings. */
const CHROMIUM_FOLDERS: Readonly<Record<string, string>> = {
  chromium: 'chromium',
  'chromium-browser': 'chromium',
  'google-chrome': 'google-chrome',
  'google-chrome-stable': 'google-chrome',
  'microsoft-edge': 'microsoft-edge',
  'microsoft-edge-stable': 'microsoft-edge',
  'brave-browser': 'BraveSoftware/Brave-Browser',
  'brave-browser-stable': 'BraveSoftware/Brave-Browser',
  vivaldi: 'vivaldi',
  'vivaldi-stable': 'vivaldi',
};
const FIREFOX: ReadonlySet<string> = new Set(['firefox', 'firefox-esr']);

interface Profile {
  readonly name: string;
  readonly options: readonly string[];
}

const localState = z.object({
  profile: z.object({ info_cache: z.record(z.string(), z.object({ name: z.string() })) }),
});

const chromiumProfiles = (text: string): readonly Profile[] => {
  try {
    const { profile } = localState.parse(JSON.parse(text));
    return Object.entries(profile.info_cache).map(([folder, { name }]) => ({
      name,
      options: [`--profile-directory=${folder}`],
    }));
  } catch {
    return [];
  }
};

const firefoxProfiles = (text: string): readonly Profile[] =>
  [...text.matchAll(/^Name=(.{1,200})$/gm)].map(([, name = '']) => ({
    name,
    options: ['-P', name],
  }));

/** None where there is only one: the browser itself stands for it. */
const profilesOf = async (
  { command }: DesktopEntry,
  env: Environment,
  home: string,
): Promise<readonly Profile[]> => {
  const program = command.map((word) => basename(word));
  const config = env['XDG_CONFIG_HOME'] ?? '';
  const chromium = program.map((name) => CHROMIUM_FOLDERS[name]).find((one) => one !== undefined);
  const isFirefox = program.some((name) => FIREFOX.has(name));
  const profiles =
    chromium !== undefined
      ? chromiumProfiles(
          await textOf(
            join(config === '' ? join(home, '.config') : config, chromium, 'Local State'),
          ),
        )
      : isFirefox
        ? firefoxProfiles(await textOf(join(home, '.mozilla/firefox/profiles.ini')))
        : [];
  return profiles.length > 1 ? profiles.slice(0, MOST_PROFILES) : [];
};

/** The browsers that this machine's desktop knows, each with its profiles. */
const installedBrowsers = async (env: Environment, home: string): Promise<readonly Browser[]> => {
  const browsers: Browser[] = [];
  for (const [file, entry] of await entriesIn(entryFolders(env, home))) {
    if (entry === undefined) continue;
    const name = foreignText(entry.name);
    browsers.push({ id: file, name, entry, options: [] });
    for (const profile of await profilesOf(entry, env, home)) {
      browsers.push({
        id: `${file} ${profile.options.join(' ')}`,
        name,
        profile: foreignText(profile.name),
        entry,
        options: profile.options,
      });
    }
  }
  return browsers.toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
};

/** Which browser sign-ins open in. */
export interface BrowserChoice {
  view(): Promise<BrowsersView>;
  /** Fails with VK_INVALID_INPUT where there is no such browser (any more). */
  choose(id: string | undefined): Promise<void>;
  /** What opens `url`, as words; undefined where the system's default does. Fails as `choose`. */
  command(url: string): Promise<readonly string[] | undefined>;
}

export const createBrowserChoice = (parts: {
  readonly settings: SettingsOf<'browser'>;
  readonly env: Environment;
  readonly home: string;
  /** Only desktops of Linux say by files which browsers there are. */
  readonly platform: NodeJS.Platform;
}): BrowserChoice => {
  const { settings, env, home, platform } = parts;
  const installed = () =>
    platform === 'linux' ? installedBrowsers(env, home) : Promise.resolve([]);
  const find = async (id: string): Promise<Browser> => {
    const found = (await installed()).find((one) => one.id === id);
    if (found !== undefined) return found;
    throw new ValetKeyError('VK_INVALID_INPUT', { fields: { what: 'browser' } });
  };
  return {
    async view() {
      const browsers = await installed();
      const { browser } = settings.get();
      return {
        browsers: browsers.map(({ id, name, profile }) => ({
          id,
          name,
          ...(profile === undefined ? {} : { profile }),
        })),
        ...(browser === null ? {} : { chosen: browser }),
      };
    },
    async choose(id) {
      await settings.update({ browser: id === undefined ? null : (await find(id)).id });
    },
    async command(url) {
      const { browser } = settings.get();
      if (browser === null || platform !== 'linux') return undefined;
      const { entry, options } = await find(browser);
      return commandFor(entry, url, options);
    },
  };
};
