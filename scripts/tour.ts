/**
 * Walks through the real app and leaves a picture of every screen, light and dark, small and large,
 * with no, three and ten thousand connections; puts them on contact sheets in docs/screens.
 *
 * Usage: npm run tour [-- none | three | many]
 */
import type { Page } from '@playwright/test';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningApp } from '../test/e2e/rig/app.ts';
import { startDesktop, type Desktop } from '../test/e2e/rig/desktop.ts';
import { builtApp, ROOT } from '../test/e2e/rig/runtime.ts';
import { seedConnections } from '../test/e2e/rig/seed.ts';
import { signIn, toPlayground } from '../test/e2e/rig/sign-in.ts';
import { command } from '../test/e2e/rig/bridge.ts';
import { writeContactSheet } from './tour/contact-sheet.ts';
import { login } from './tour/population.ts';
import { CONNECTION, LIVE, OVERLAYS, pageStops, tabStops, type Stop } from './tour/stops.ts';

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
  const [first] = await command(page, 'connection.list', {});
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

const photograph = async (page: Page, stop: Stop, path: string): Promise<void> => {
  await stop.go(page);
  await page.screenshot({ path, animations: 'disabled' });
  await stop.leave?.(page);
};

const walk = async (app: RunningApp, count: Count): Promise<void> => {
  const stops = await stopsOf(app.page, count);
  for (const [size, dimensions] of Object.entries(SIZES)) {
    await resize(app, dimensions);
    for (const theme of THEMES) {
      await app.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      const folder = join(FOLDER, `${count}-${size}-${theme}`);
      mkdirSync(folder, { recursive: true });
      const pictures: string[] = [];
      for (const [index, stop] of stops.entries()) {
        const path = join(folder, `${String(index + 1).padStart(2, '0')}-${stop.name}.png`);
        await photograph(app.page, stop, path);
        pictures.push(path);
      }
      const title = `Valet Key, ${count} connections, ${size}, ${theme}`;
      await writeContactSheet(pictures, title, join(SHEETS, `tour-${count}-${size}-${theme}.jpg`));
      process.stdout.write(`${title}: ${String(pictures.length)} pictures\n`);
    }
  }
};

const tour = async (count: Count): Promise<void> => {
  const desktop = await startDesktop();
  try {
    await PREPARE[count](desktop);
    const app = await desktop.launch(await builtApp());
    await app.page.locator('.window').waitFor();
    if (count === 'three') await signInBoth(desktop, app.page);
    await walk(app, count);
    await app.quit();
  } finally {
    await desktop.stop();
  }
};

const wanted = process.argv.slice(2);
rmSync(FOLDER, { recursive: true, force: true });
for (const count of ['none', 'three', 'many'] as const) {
  if (wanted.length === 0 || wanted.includes(count)) await tour(count);
}
