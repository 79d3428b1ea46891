import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Tells a reader at a terminal what is being done, how long it took, and where it can be seen. */
export interface Transcript {
  /** Does one step; the text it answers is what was seen. */
  step(title: string, work: () => Promise<string>): Promise<void>;
  /** Takes a picture of the window after the step under way. */
  picture(page: Page, name: string): Promise<void>;
  say(text: string): void;
}

const seconds = (since: number): string =>
  `${((performance.now() - since) / 1000).toFixed(1)} s`.padStart(7);

/** @param folder where pictures go */
export function createTranscript(folder: string): Transcript {
  mkdirSync(folder, { recursive: true });
  let number = 0;
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  return {
    say,
    step: async (title, work) => {
      const started = performance.now();
      number += 1;
      say(`\n${String(number).padStart(2)}. ${title}`);
      const seen = await work();
      for (const line of seen.split('\n')) say(`    ${line}`);
      say(`    ${seconds(started).trim()}`);
    },
    picture: async (page, name) => {
      const file = join(folder, `${String(number).padStart(2, '0')}-${name}.png`);
      await page.screenshot({ path: file });
      say(`    picture: ${file}`);
    },
  };
}
