import { expect, test } from './harness/window-test.ts';

const SMALLEST = { width: 720, height: 480 };

test('in the smallest window the sidebar is a strip, opens over the page, and leaves after a choice', async ({
  open,
  page,
}) => {
  await page.setViewportSize(SMALLEST);
  await open('three');
  const list = page.getByRole('listbox', { name: 'Connections' });
  await expect(list).toHaveCount(0);
  const main = await page.locator('main').boundingBox();
  expect(main?.width).toBeGreaterThan(650);
  await page.getByRole('button', { name: 'Show the sidebar' }).click();
  await expect(list).toBeVisible();
  expect((await list.boundingBox())?.height).toBeGreaterThan(150);
  expect((await page.locator('main').boundingBox())?.width).toBe(main?.width);
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Show the sidebar' })).toBeFocused();
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox', { name: 'Search connections' })).toBeFocused();
  await page.getByRole('option').first().click();
  await expect(list).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Details' })).toBeVisible();
});

test('the pages are one press away where the sidebar is hidden', async ({ open }) => {
  const page = await open('three');
  await page.keyboard.press('Control+b');
  await expect(page.getByRole('listbox', { name: 'Connections' })).toHaveCount(0);
  const strip = page.getByRole('navigation');
  await strip.getByRole('button', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Activity');
  await expect(strip.getByRole('button', { name: 'Activity' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await page.keyboard.press('Control+b');
  await expect(page.getByRole('listbox', { name: 'Connections' })).toBeVisible();
});

test('the sidebar is made wider by its edge, with the pointer and with the arrow keys', async ({
  open,
}) => {
  const page = await open('three');
  const edge = page.getByRole('separator', { name: 'Width of the sidebar' });
  const width = async () => (await page.getByRole('navigation').boundingBox())?.width;
  expect(await width()).toBe(304);
  await edge.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(width).toBe(320);
  await page.keyboard.press('End');
  await expect(edge).toHaveAttribute('aria-valuenow', '460');
  const place = await edge.boundingBox();
  if (place === null) throw new Error('the edge has no place');
  await page.mouse.move(place.x + 4, 200);
  await page.mouse.down();
  await page.mouse.move(10, 200);
  await page.mouse.up();
  await expect.poll(width).toBe(220);
  await edge.dblclick();
  await expect.poll(width).toBe(304);
});

for (const fixture of ['gitlab', 'hostile', 'many', 'ended', 'waiting', 'failed']) {
  test(`nothing of ${fixture} is wider than the smallest window`, async ({ open, page }) => {
    await page.setViewportSize(SMALLEST);
    await open(fixture);
    const pane = page.locator('.window-pane');
    await expect
      .poll(() => pane.evaluate((one) => one.scrollWidth - one.clientWidth))
      .toBeLessThanOrEqual(0);
    const outside = await pane.evaluate((one) => {
      const { right } = one.getBoundingClientRect();
      return [...one.querySelectorAll('h1, h2, button, p, dd, th, td')]
        .filter((part) => part.getBoundingClientRect().right > right + 1)
        .map((part) => part.textContent);
    });
    expect(outside).toEqual([]);
  });
}
