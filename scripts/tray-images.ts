// Draws the pictures for tray and menu bar from build/icon.svg into src/main/desktop/tray-images. They are
// kept with the sources; run this after the icon has changed: npx tsx scripts/tray-images.ts
import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const OUT = join(ROOT, 'src/main/desktop/tray-images');

const icon = readFileSync(join(ROOT, 'build/icon.svg'), 'utf8');
/** macOS takes the shape alone, in black, and paints it to suit its bar; the key fills the picture. */
const template = icon
  .replace(/<rect[^>]*\/>/, '')
  .replaceAll('#fff', '#000')
  .replace('viewBox="0 0 1024 1024"', 'viewBox="176 176 672 672"');
const colour = icon.replace('viewBox="0 0 1024 1024"', 'viewBox="64 64 896 896"');

const pictures = [
  { name: 'trayTemplate', svg: template, size: 16 },
  { name: 'tray', svg: colour, size: 24 },
] as const;

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const { name, svg, size } of pictures) {
  for (const scale of [1, 2]) {
    const page = await browser.newPage({
      viewport: { width: size, height: size },
      deviceScaleFactor: scale,
    });
    const sized = svg.replace('width="1024" height="1024"', `width="${size}" height="${size}"`);
    await page.setContent(`<body style="margin:0">${sized}</body>`);
    const path = join(OUT, `${name}${scale === 1 ? '' : '@2x'}.png`);
    await page.screenshot({ path, omitBackground: true });
    await page.close();
  }
}
await browser.close();
