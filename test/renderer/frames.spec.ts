import type { Page } from '@playwright/test';
import { mainThreadTasks } from './harness/main-thread.ts';
import { expect, test } from './harness/window-test.ts';

/**
 * Ten thousand connections are 25 times 400. Where only the lines in view are drawn, they cost one to
 * three times as much: filtering and sorting see them all. Where all are drawn, they cost ten times and more.
 */
const MOST_TIMES = 6;
/** Enough to be a measure, few enough to be those that a person would see as a dropped frame. */
const LONGEST = 10;
/** Fewer tasks would mean that nothing was measured. */
const FEWEST = 30;

type Action = (page: Page) => Promise<void>;

/** Milliseconds of the processor that the longest tasks of an action take, on average. */
const costOf = async (page: Page, action: Action): Promise<number> => {
  const tasks = await mainThreadTasks(page, () => action(page));
  expect(tasks.length).toBeGreaterThan(FEWEST);
  const longest = tasks.toSorted((one, other) => other - one).slice(0, LONGEST);
  return longest.reduce((sum, task) => sum + task, 0) / longest.length;
};

/** The fixtures with 400 and with ten thousand connections, and what is done in them before the action. */
interface Lists {
  readonly short: string;
  readonly long: string;
  readonly prepare?: Action;
}

const HOME = { short: 'homeHundreds', long: 'homeMany' };
const LIST = { short: 'hundreds', long: 'many' };

/** Compares with the short list before and after: a machine that slows down slows both. */
const expectFlat = async (
  open: (fixture: string) => Promise<Page>,
  { short, long, prepare }: Lists,
  action: Action,
): Promise<void> => {
  const measure = async (fixture: string): Promise<number> => {
    const page = await open(fixture);
    await prepare?.(page);
    return costOf(page, action);
  };
  const before = await measure(short);
  const cost = await measure(long);
  const after = await measure(short);
  const words = `${cost} ms with ten thousand, ${before} and ${after} ms with 400`;
  expect(cost, words).toBeLessThan((MOST_TIMES * (before + after)) / 2);
};

const keys =
  (combination: string): Action =>
  (page) =>
    page.keyboard.press(combination);

/** Letter by letter, then all of it away again, one backspace each. */
const typeAndErase =
  (text: string): Action =>
  async (page) => {
    await page.keyboard.type(text, { delay: 25 });
    for (const _letter of text) await page.keyboard.press('Backspace', { delay: 25 });
  };

/** Turns the wheel over a list, once a frame. */
const wheel =
  (over: string): Action =>
  async (page) => {
    const list = page.locator(over);
    const box = await list.boundingBox();
    if (box === null) throw new Error(`${over} is not in view`);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let turn = 0; turn < 40; turn += 1) {
      await page.mouse.wheel(0, turn < 30 ? 700 : -900);
      await page.evaluate(() => new Promise((settle) => requestAnimationFrame(settle)));
    }
    await expect.poll(() => list.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(1000);
  };

const sortByEveryColumn: Action = async (page) => {
  const heads = page.getByRole('columnheader').getByRole('button');
  for (const head of await heads.all()) if (await head.isVisible()) await head.click();
};

test.describe('ten thousand connections cost hardly more than hundreds', () => {
  test.describe.configure({ timeout: 120_000 });

  test('when one types in the search of Home', async ({ open }) => {
    await expectFlat(
      open,
      { ...HOME, prepare: keys('Control+f') },
      typeAndErase('deploys corp 99'),
    );
  });

  test('when one types in the search of the list', async ({ open }) => {
    await expectFlat(
      open,
      { ...LIST, prepare: keys('Control+f') },
      typeAndErase('deploys corp 99'),
    );
  });

  test('when one types in the palette', async ({ open }) => {
    await expectFlat(open, { ...HOME, prepare: keys('Control+k') }, typeAndErase('wiki 77'));
  });

  test('when one scrolls Home', async ({ open }) => {
    await expectFlat(open, HOME, wheel('.logins-lines'));
  });

  test('when one scrolls Home by provider', async ({ open }) => {
    const prepare: Action = (page) =>
      page.getByRole('button', { name: 'Group by provider' }).click();
    await expectFlat(open, { ...HOME, prepare }, wheel('.logins-lines'));
  });

  test('when one scrolls the list', async ({ open }) => {
    await expectFlat(open, LIST, wheel('.connection-list'));
  });

  test('when one sorts Home by every column', async ({ open }) => {
    await expectFlat(open, HOME, sortByEveryColumn);
  });
});
