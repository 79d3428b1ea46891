/**
 * Walks through the real app and leaves a picture of every screen, light and dark, small and large,
 * with no, three and ten thousand connections, and of states that come and go; puts them on contact
 * sheets in docs/screens.
 *
 * Usage: npm run tour [-- none | three | many | states]
 */
import type { Page } from '@playwright/test';
import { mkdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningApp } from '../rig/app.ts';
import { startDesktop, type Desktop, type DesktopOptions } from '../rig/desktop.ts';
import { builtApp, ROOT } from '../rig/runtime.ts';
import { seedConnections } from '../rig/seed.ts';
import { signIn, toPlayground } from '../rig/sign-in.ts';
import { command } from '../rig/bridge.ts';
import { settled } from '../../test/renderer/harness/shot.ts';
import { writeContactSheet } from './contact-sheet.ts';
import { login } from './population.ts';
import { walkStates, walkWithoutKeychain, type Shoot } from './states.ts';
import { CONNECTION, LIVE, OVERLAYS, pageStops, tabStops, type Stop } from './stops.ts';

const SIZES = { small: [1000, 700], large: [1600, 1000] } as const;
const THEMES = ['light', 'dark'] as const;
const MANY = 10_000;
const FOLDER = join(ROOT, 'artifacts', 'tour');
const SHEETS = join(ROOT, 'docs', 'screens');

type Count = 'none' | 'three' | 'many';

/** What each population consists of, beyond an empty profile. */
const PREPARE: Readonly<Record<Count, (desktop: Desktop) => Promise<void>>> = {
  none: () => Promise.resolve(),
  three: (desktop) => seedConnections(desktop.profile, [login(3, Date.now())]),
  many: (desktop) =>
    seedConnections(
      desktop.profile,
      Array.from({ length: MANY }, (_, index) => login(index, Date.now())),
    ),
};

/** Two real logins beside the one that is only a record. */
const signInBoth = async (desktop: Desktop, page: Page): Promise<void> => {
  await signIn(desktop, page, 'alice', toPlayground('loopback'));
  await signIn(desktop, page, 'bob', toPlayground('private-use-scheme'));
  const [first] = (await command(page, 'connection.list', {})).connections;
  if (first !== undefined) {
    await command(page, 'token.copy', { connectionId: first.id, format: 'raw' }).catch(
      () => undefined,
    );
  }
};

const stopsOf = async (page: Page, count: Count): Promise<readonly Stop[]> => {
  if (count === 'none') return [{ name: 'first-run', go: () => Promise.resolve() }, ...OVERLAYS];
  const pages = await pageStops(page);
  const tabs: Stop[] = [];
  for (const stop of pages) tabs.push(...(await tabStops(page, stop)));
  return [...pages, ...tabs, ...CONNECTION, ...(count === 'three' ? LIVE : []), ...OVERLAYS];
};

const resize = async ({ main, page }: RunningApp, [width, height]: readonly [number, number]) => {
  await main?.evaluate(
    ({ BrowserWindow }, [w, h]) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(w, h);
    },
    [width, height] as const,
  );
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
};

interface Variant {
  readonly size: keyof typeof SIZES;
  readonly theme: (typeof THEMES)[number];
}

const VARIANTS: readonly Variant[] = (['small', 'large'] as const).flatMap((size) =>
  THEMES.map((theme) => ({ size, theme })),
);

/** Shows the app so, and keeps the pictures of one tour apart from those of others. */
const createCamera = (tourName: string) => {
  const taken = new Map(VARIANTS.map((variant) => [variant, [] as string[]]));
  return {
    show: async (app: RunningApp, { size, theme }: Variant): Promise<void> => {
      await resize(app, SIZES[size]);
      await app.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    },
    async shoot(page: Page, variant: Variant, name: string): Promise<void> {
      const folder = join(FOLDER, `${tourName}-${variant.size}-${variant.theme}`);
      mkdirSync(folder, { recursive: true });
      const pictures = taken.get(variant) ?? [];
      const path = join(folder, `${String(pictures.length + 1).padStart(2, '0')}-${name}.png`);
      await settled(page);
      await page.screenshot({ path, animations: 'disabled' });
      pictures.push(path);
    },
    async develop(): Promise<void> {
      for (const [{ size, theme }, pictures] of taken) {
        const title = `Valet Key, ${tourName}, ${size}, ${theme}`;
        await writeContactSheet(
          pictures,
          title,
          join(SHEETS, `tour-${tourName}-${size}-${theme}.jpg`),
        );
        process.stdout.write(`${title}: ${String(pictures.length)} pictures\n`);
      }
    },
  };
};

type Camera = ReturnType<typeof createCamera>;

/** Screens that one can go to again: each size and theme has a walk of its own. */
const walk = async (app: RunningApp, count: Count, camera: Camera): Promise<void> => {
  const stops = await stopsOf(app.page, count);
  for (const variant of VARIANTS) {
    await camera.show(app, variant);
    for (const { name, go, leave } of stops) {
      await go(app.page);
      await camera.shoot(app.page, variant, name);
      await leave?.(app.page);
    }
  }
};

/** States that are there once: all pictures are taken on the spot. */
const onTheSpot =
  (app: RunningApp, camera: Camera): Shoot =>
  async (name) => {
    for (const variant of VARIANTS) {
      await camera.show(app, variant);
      await camera.shoot(app.page, variant, name);
    }
  };

const onDesktop = async (
  options: DesktopOptions,
  prepare: (desktop: Desktop) => Promise<void>,
  visit: (desktop: Desktop, app: RunningApp) => Promise<void>,
): Promise<void> => {
  const desktop = await startDesktop(options);
  try {
    await prepare(desktop);
    const app = await desktop.launch(await builtApp());
    await app.page.locator('.window').waitFor();
    await visit(desktop, app);
    await app.quit();
  } finally {
    await desktop.stop();
  }
};

const tour = async (count: Count): Promise<void> => {
  const camera = createCamera(count);
  await onDesktop({}, PREPARE[count], async (desktop, app) => {
    if (count === 'three') await signInBoth(desktop, app.page);
    await walk(app, count, camera);
  });
  await camera.develop();
};

const tourOfStates = async (): Promise<void> => {
  const camera = createCamera('states');
  const unreadable = async ({ profile }: Desktop): Promise<void> =>
    writeFile(join(profile, 'settings.json'), '{');
  await onDesktop({}, PREPARE.none, (desktop, app) =>
    walkStates(desktop, app.page, onTheSpot(app, camera)),
  );
  await onDesktop({ keychain: false }, unreadable, (desktop, app) =>
    walkWithoutKeychain(desktop, app.page, onTheSpot(app, camera)),
  );
  await camera.develop();
};

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
rmSync(FOLDER, { recursive: true, force: true });
for (const count of ['none', 'three', 'many'] as const) if (isWanted(count)) await tour(count);
if (isWanted('states')) await tourOfStates();
