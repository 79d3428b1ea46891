import type { Locator, Page } from '@playwright/test';

/** A place in the window worth a picture, and how to get there from any other. */
export interface Stop {
  readonly name: string;
  readonly go: (page: Page) => Promise<void>;
  /** Takes away what lies over the window. */
  readonly leave?: (page: Page) => Promise<void>;
}

const escape = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  const over = page.locator('[role=dialog], [role=alertdialog], [role=menu]');
  await over.first().waitFor({ state: 'detached' });
};

const press = (name: string, keys: string): Stop => ({
  name,
  go: async (page) => {
    await page.keyboard.press(keys);
    await page.getByRole('dialog').waitFor();
  },
  leave: escape,
});

/** The login that is alive, where there is one; else the first of the list. */
const connection = async (page: Page): Promise<Locator> => {
  const all = page.getByRole('listbox', { name: 'Connections' }).getByRole('option');
  const live = all.filter({ hasText: 'alice@' });
  return (await live.count()) > 0 ? live : all.first();
};

const scrollPane = (page: Page, share: number): Promise<void> =>
  page
    .locator('.window-pane')
    .evaluate((pane, part) => pane.scrollTo(0, pane.scrollHeight * part), share);

/** The pages of the navigation, whichever there are. */
export const pageStops = async (page: Page): Promise<readonly Stop[]> => {
  const labels = await page.locator('.nav-row .fill').allTextContents();
  return labels.map((label) => ({
    name: label.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
    go: async (there) => {
      await there.locator('.nav-row', { hasText: label }).click();
      await there.getByRole('heading', { level: 1 }).waitFor();
    },
  }));
};

/** Within a page, each of its tabs. */
export const tabStops = async (page: Page, stop: Stop): Promise<readonly Stop[]> => {
  await stop.go(page);
  const tabs = await page.locator('main [role=tab]').allTextContents();
  return tabs.slice(1).map((label) => ({
    name: `${stop.name}-${label.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`,
    go: async (there) => {
      await stop.go(there);
      await there.getByRole('tab', { name: label }).click();
    },
  }));
};

const onOne = (
  name: string,
  action: (page: Page) => Promise<void>,
  leave?: Stop['leave'],
): Stop => ({
  name,
  go: async (page) => {
    await (await connection(page)).click();
    await page.locator('.detail').waitFor();
    await action(page);
  },
  ...(leave === undefined ? {} : { leave }),
});

const button = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).click();
};

/** What lies over the window, whatever is in it. */
export const OVERLAYS: readonly Stop[] = [
  press('palette', 'Control+k'),
  press('keyboard', '?'),
  press('add', 'Control+n'),
];

/** One connection and what can be done with it. */
export const CONNECTION: readonly Stop[] = [
  onOne('connection', () => Promise.resolve()),
  onOne('connection-scrolled', (page) => scrollPane(page, 0.5)),
  onOne('connection-end', (page) => scrollPane(page, 1)),
];

/** What a connection with a live token offers on top. */
export const LIVE: readonly Stop[] = [
  onOne('copy-as', button('Copy as…'), escape),
  onOne('revealed', button('Reveal'), button('Hide')),
  onOne('revoke', button('Revoke…'), escape),
  onOne('forget', button('Forget…'), escape),
  onOne('inspected', button('Inspect')),
];
