import type { Page } from '@playwright/test';

export type Account = 'alice' | 'bob';

/** The resource owner at the playground's pages: picks an account and allows what is asked. */
export async function allow(tab: Page, account: Account): Promise<void> {
  await chooseAccount(tab, account);
  await tab.locator('#allow').click();
}

/** The same, but says no. */
export async function deny(tab: Page, account: Account): Promise<void> {
  await chooseAccount(tab, account);
  await tab.locator('#deny').click();
}

/** A browser that remembers the account goes to the consent page at once. */
async function chooseAccount(tab: Page, account: Account): Promise<void> {
  const button = tab.locator(`#account-${account}`);
  await button.or(tab.locator('#allow')).first().waitFor();
  if (await button.isVisible()) await button.click();
  await tab.locator('#allow').waitFor();
}
