import { expect, test } from './harness/window-test.ts';

const FRAME = 1000 / 60;

test('ten thousand connections keep a few dozen lines in the page', async ({ open }) => {
  const page = await open('many');
  await expect(page.getByText('10,000 connections')).toBeVisible();
  expect(await page.getByRole('option').count()).toBeLessThan(40);
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-setsize', '10000');
});

test('ten thousand connections scroll without dropped frames to speak of', async ({ open }) => {
  const page = await open('many');
  const frames = await page.getByRole('listbox', { name: 'Connections' }).evaluate(
    (box) =>
      new Promise<readonly number[]>((settle) => {
        const times: number[] = [];
        const step = (time: number) => {
          times.push(time);
          box.scrollBy(0, 400);
          if (times.length < 120) requestAnimationFrame(step);
          else settle(times.slice(1).map((at, index) => at - (times[index] ?? at)));
        };
        requestAnimationFrame(step);
      }),
  );
  const median = frames.toSorted((one, other) => one - other)[Math.floor(frames.length / 2)] ?? 0;
  // Twice a frame: the machines that run this have two cores and no graphics.
  expect(median).toBeLessThan(2 * FRAME);
});

test('a search over ten thousand answers as one types', async ({ open }) => {
  const page = await open('many');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('deploys corp 99', { delay: 15 });
  await expect(page.getByText(/^\d+ of 10,000$/)).toBeVisible({ timeout: 1000 });
  await expect(page.getByRole('option').first()).toContainText('Deploys');
  await page.keyboard.press('Escape');
  await expect(page.getByText('10,000 connections')).toBeVisible();
});
