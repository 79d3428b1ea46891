/**
 * Takes a picture of every state of the window into artifacts/screens, and fails on a console
 * error or a violation of the page's policy. Run with `npx tsx test/renderer/screens.ts [pattern] [width]`:
 * the pattern says which by their names; with a width each is taken so wide, in both themes.
 */
import { chromium, type BrowserContext } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildHarness, serveHarness } from './harness/serve.ts';
import { both, settled, shotName, type Shot } from './harness/shot.ts';
import { SHOTS } from './harness/shots.ts';

const OUT = resolve(import.meta.dirname, '../../artifacts/screens');
const SIZES = {
  small: { width: 1000, height: 700 },
  large: { width: 1600, height: 1000 },
} as const;

/** Longer than any action takes: what hangs is to fail. */
const LONGEST_MS = 15_000;

const take = async (
  context: BrowserContext,
  url: string,
  shot: Shot,
  width: number | undefined,
): Promise<readonly string[]> => {
  const { fixture, size = 'small', theme = 'light', action } = shot;
  const name = width === undefined ? shotName(shot) : `${String(width)}-${shotName(shot)}`;
  const page = await context.newPage();
  await page.setViewportSize(width === undefined ? SIZES[size] : { width, height: 800 });
  await page.emulateMedia({ colorScheme: theme });
  page.setDefaultTimeout(LONGEST_MS);
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${url}?fixture=${fixture}`);
  await page.waitForSelector('main');
  await settled(page);
  await action?.run(page);
  await page.screenshot({ path: resolve(OUT, `${name}.png`) });
  faults.push(...(await page.evaluate(() => window.policyViolations)));
  if (await page.evaluate(() => '__pwned' in window)) faults.push('foreign text ran as a script');
  await page.close();
  return faults.map((fault) => `${name}: ${fault}`);
};

const [pattern = '', asked] = process.argv.slice(2);
const wanted = new RegExp(pattern);
const width = asked === undefined ? undefined : Number(asked);
const matching = SHOTS.filter((shot) => wanted.test(shotName(shot)));
const scenes = new Map(
  matching.map((shot) => [`${shot.fixture} ${shot.action?.name ?? ''}`, shot]),
);
const shots =
  width === undefined
    ? matching
    : [...scenes.values()].flatMap(({ size: _size, ...scene }) => both(scene));
await mkdir(OUT, { recursive: true });
await buildHarness();
const server = await serveHarness();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--force-color-profile=srgb',
    '--font-render-hinting=none',
  ],
});
// One context, so that the browser keeps what it has loaded and compiled.
const context = await browser.newContext();
const faults: string[] = [];
for (const shot of shots) {
  faults.push(...(await take(context, server.url, shot, width)));
}
await browser.close();
server.close();
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
