import type { Locator, Page } from '@playwright/test';

/** The window by what a person sees in it, so that a test reads like an instruction. */
export interface AppWindow {
  readonly page: Page;
  readonly tryPlayground: Locator;
  readonly signIn: Locator;
  readonly tokenCard: Locator;
  readonly claims: Locator;
  readonly storage: Locator;
  /** A line of the connections list, by any words in it. */
  connection(words: string): Locator;
  button(name: string): Locator;
  /** Opens the menu beside the copy button and takes one of its entries. */
  copyAs(entry: 'Token' | 'Authorization header' | 'curl command'): Promise<void>;
  /** The access token on the screen; undefined while it is hidden. */
  revealed(): Promise<string | undefined>;
  /** Presses a button that asks first, and answers yes. */
  confirm(verb: 'Revoke' | 'Forget'): Promise<void>;
}

export function appWindow(page: Page): AppWindow {
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const shown = page.getByLabel('Revealed access token');
  return {
    page,
    tryPlayground: button('Try it with the playground'),
    signIn: region('Sign-in'),
    tokenCard: region('Access token'),
    claims: region('Claims'),
    storage: page.locator('.storage-line'),
    connection: (words) =>
      page.getByRole('listbox', { name: 'Connections' }).getByRole('option').filter({
        hasText: words,
      }),
    button,
    copyAs: async (entry) => {
      await button('Copy as…').click();
      await page.getByRole('menuitem', { name: new RegExp(`^${entry}`) }).click();
    },
    revealed: async () =>
      (await shown.isVisible()) ? ((await shown.textContent()) ?? undefined) : undefined,
    confirm: async (verb) => {
      await button(`${verb}…`).click();
      await page.getByRole('alertdialog').getByRole('button', { name: verb, exact: true }).click();
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    },
  };
}
