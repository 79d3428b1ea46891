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
  /** Revokes, and answers what the window says could be proven of it. */
  revoke(): Promise<string>;
  /** Forgets, once asked again. */
  forget(): Promise<void>;
}

export function appWindow(page: Page): AppWindow {
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const confirm = async (verb: string) => {
    const question = page.getByRole('alertdialog');
    await button(`${verb}…`).click();
    await question.getByRole('button', { name: verb, exact: true }).click();
    await question.waitFor({ state: 'detached' });
  };
  const shown = page.getByLabel('Revealed access token');
  return {
    page,
    tryPlayground: button('Try it with the playground'),
    signIn: region('Sign-in'),
    tokenCard: region('Access token'),
    claims: region('Claims'),
    storage: page.getByRole('group', { name: 'Where secrets are kept' }),
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
    revoke: async () => {
      await confirm('Revoke');
      const proof = page.getByRole('dialog', { name: 'Revoked' });
      const [sentence = ''] = await proof.getByRole('paragraph').allTextContents();
      await proof.getByRole('button', { name: 'Done' }).click();
      await proof.waitFor({ state: 'detached' });
      return sentence;
    },
    forget: () => confirm('Forget'),
  };
}
