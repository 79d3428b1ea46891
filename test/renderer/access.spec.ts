import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const openMap = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Access');
};

/** The cell with the focus, by the name that is read aloud. */
const activeCell = (page: Page) =>
  page
    .getByRole('treegrid')
    .evaluate(
      (grid) =>
        document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent,
    );

test('arrow keys move in the map, the cell is said and shown, and Enter goes to the login', async ({
  open,
}) => {
  const page = await open('accessThree');
  await openMap(page);
  await page.getByRole('treegrid', { name: 'What each account may do' }).focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  expect(await activeCell(page)).toMatch(
    /^jane\.doe@example\.com may read your profile\. Low risk\..*\(read:user\)/,
  );
  await expect(page.locator('.matrix-caption')).toContainText('may read your profile');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('jane.doe@example.com');
});

test('ten thousand logins are groups that open from the keyboard, few lines at a time', async ({
  open,
}) => {
  const page = await open('accessMany');
  await openMap(page);
  const grid = page.getByRole('treegrid');
  await expect(grid).toHaveAttribute('aria-rowcount', '6');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(grid).toHaveAttribute('aria-rowcount', '2006');
  await expect(grid.getByRole('row', { expanded: true })).toContainText('github.com');
  expect(await grid.getByRole('row').count()).toBeLessThan(40);
  await page.keyboard.press('Control+End');
  await expect(grid.getByRole('row', { name: /slack\.com/ })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search the map' }).fill('noor.haddad7@');
  await expect(grid.getByRole('row', { name: /noor\.haddad7@/ }).first()).toBeVisible();
});

test('the table says what the map shows, and a name in it goes to the login', async ({ open }) => {
  const page = await open('accessThree');
  await openMap(page);
  const toggle = page.getByRole('switch', { name: 'Show as table' });
  await toggle.focus();
  await page.keyboard.press('Space');
  const row = page
    .getByRole('table', { name: 'What each account may do' })
    .getByRole('row', { name: /Read your profile read:user/ });
  await expect(row).toContainText('Low risk');
  await row.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('jane.doe@example.com');
});

test('the timeline zooms, moves and says in a table what it draws', async ({ open }) => {
  const page = await open('accessThree');
  await openMap(page);
  await page.getByRole('tab', { name: 'Map' }).focus();
  await page.keyboard.press('ArrowRight');
  const lane = page.getByRole('img', {
    name: /^old@example\.com: 1 access token, .*revoked or forgotten$/,
  });
  await expect(lane).toBeVisible();
  await page.getByRole('radio', { name: 'Day', exact: true }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await expect(lane).toHaveCount(0);
  await page.getByRole('button', { name: 'Earlier' }).focus();
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(lane).toBeVisible({ timeout: 100 });
  }).toPass();
  await page.getByRole('switch', { name: 'Show as table' }).focus();
  await page.keyboard.press('Space');
  const table = page.getByRole('table', { name: /^Tokens over time/ });
  await expect(table.getByRole('row', { name: /Revoked at the server/ })).toBeVisible();
});

test('a day of the calendar lists its logins, each with a sign-in', async ({ open }) => {
  const page = await open('accessForty');
  await openMap(page);
  await page.getByRole('tab', { name: 'Login ends' }).click();
  await page.getByRole('radio', { name: 'Month' }).focus();
  await page.keyboard.press('Space');
  const soon = new Date(Date.now() + 4 * 24 * 3600 * 1000);
  if (soon.getMonth() !== new Date().getMonth()) {
    await page.getByRole('button', { name: 'Next month' }).press('Enter');
  }
  const day = page.getByRole('button', { name: new RegExp(` ${soon.getDate()}, .*logins end`) });
  await expect(day.first()).toContainText(/\+\d/);
  await day.first().press('Enter');
  await expect(day.first()).toHaveAttribute('aria-pressed', 'true');
  const list = page.getByRole('region', { name: /^Logins that end on/ });
  await list
    .getByRole('button', { name: /^Sign in again/ })
    .first()
    .press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('login ends are a list where the window is narrow, with whole names', async ({ open }) => {
  const page = await open('accessForty');
  await page.setViewportSize({ width: 720, height: 480 });
  await openMap(page);
  await page.getByRole('tab', { name: 'Login ends' }).click();
  const names = page.getByRole('table', { name: 'Login ends' }).getByRole('rowheader');
  const cut = await names.evaluateAll(
    (all) =>
      all.filter((name) =>
        [...name.querySelectorAll('*')].some((part) => part.scrollWidth > part.clientWidth + 1),
      ).length,
  );
  expect(await names.count()).toBeGreaterThan(20);
  expect(cut).toBe(0);
});

test('no head of a column lies on its neighbour', async ({ open }) => {
  for (const fixture of ['accessForty', 'accessHostile', 'accessThree']) {
    const page = await open(fixture);
    await openMap(page);
    const heads = page.getByRole('treegrid').getByRole('columnheader');
    const wider = await heads.evaluateAll((all) =>
      all
        .filter((head) => {
          const words = head.querySelector('.matrix-words');
          return words !== null && words.getBoundingClientRect().width > head.clientWidth;
        })
        .map((head) => head.textContent),
    );
    expect(wider, fixture).toEqual([]);
  }
});

test('the picture of login ends grows with the window, and its words keep their size', async ({
  open,
}) => {
  const page = await open('accessForty');
  await openMap(page);
  await page.getByRole('tab', { name: 'Login ends' }).click();
  const picture = page.getByRole('img', { name: /Within 7 days/ });
  const sizes = () =>
    picture.evaluate((svg) => ({
      width: svg.getBoundingClientRect().width,
      words: svg.querySelector('text')?.getBoundingClientRect().height,
    }));
  const small = await sizes();
  await page.setViewportSize({ width: 1600, height: 1000 });
  const large = await sizes();
  expect(large.width).toBeGreaterThan(small.width + 300);
  expect(large.words).toBe(small.words);
});
