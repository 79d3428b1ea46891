import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const COLUMNS = 4;
const THUMBNAIL = 480;

/** Puts pictures beside each other in one, each with its name, and writes it as JPEG. */
export const writeContactSheet = async (
  pictures: readonly string[],
  title: string,
  path: string,
): Promise<void> => {
  const figures = pictures.map((picture) => {
    const bytes = readFileSync(picture).toString('base64');
    return `<figure><img src="data:image/png;base64,${bytes}"><figcaption>${basename(picture, '.png')}</figcaption></figure>`;
  });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage({
    viewport: { width: COLUMNS * (THUMBNAIL + 16) + 16, height: 800 },
  });
  await page.setContent(`<style>
    body { margin: 0; padding: 16px; background: #d9d7d2; font: 13px sans-serif; }
    h1 { font-size: 20px; margin: 0 0 12px; }
    main { display: grid; grid-template-columns: repeat(${String(COLUMNS)}, ${String(THUMBNAIL)}px); gap: 16px; }
    figure { margin: 0; } img { width: 100%; display: block; } figcaption { padding: 4px 0; }
  </style><h1>${title}</h1><main>${figures.join('')}</main>`);
  await page.screenshot({ path, type: 'jpeg', quality: 78, fullPage: true });
  await browser.close();
};
