import type { Page } from '@playwright/test';

/** Something a person does to a page. */
export type Step = (page: Page) => Promise<void>;

/** What is done before a picture is taken, by a name for the picture's file. */
export interface Action {
  readonly name: string;
  readonly run: Step;
}

/** One picture: a fixture, a size, a theme, and what to do before it is taken. */
export interface Shot {
  readonly fixture: string;
  readonly size?: 'small' | 'large';
  readonly theme?: 'light' | 'dark';
  readonly action?: Action;
}

/** What a picture's file is called. */
export const shotName = ({ fixture, size = 'small', theme = 'light', action }: Shot): string =>
  [fixture, action?.name, size, theme].filter(Boolean).join('-');

/** The same in both themes. */
export const both = (shot: Shot): readonly Shot[] => [
  { ...shot, theme: 'light' },
  { ...shot, theme: 'dark' },
];

/** The same in both themes and both sizes. */
export const everywhere = (shot: Shot): readonly Shot[] => [
  ...both(shot),
  ...both({ ...shot, size: 'large' }),
];

/**
 * Waits until the page has done with what was done to it: nothing has changed lately, nothing moves.
 * What is evaluated names no function, because tsx would wrap it in one the page does not have.
 */
export const settled: Step = (page) =>
  page.evaluate(async () => {
    const QUIET_MS = 60;
    // A countdown changes the page for ever.
    const LONGEST_MS = 1000;
    await new Promise<void>((resolve) => {
      const timers = { quiet: setTimeout(resolve, QUIET_MS) };
      const observer = new MutationObserver(() => {
        clearTimeout(timers.quiet);
        timers.quiet = setTimeout(resolve, QUIET_MS);
      });
      const what = { subtree: true, childList: true, attributes: true, characterData: true };
      observer.observe(document, what);
      setTimeout(() => {
        observer.disconnect();
        resolve();
      }, LONGEST_MS);
    });
    const moving = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    // One that was paused never ends.
    await Promise.race([
      Promise.allSettled(moving.map(({ finished }) => finished)),
      new Promise((resolve) => setTimeout(resolve, LONGEST_MS)),
    ]);
  });

/** Steps one after the other, each seen through. */
export const action = (name: string, ...steps: readonly Step[]): Action => ({
  name,
  run: async (page) => {
    for (const step of steps) {
      await step(page);
      await settled(page);
    }
  },
});

/** Actions one after the other, as one. */
export const then = (...actions: readonly Action[]): Action =>
  action(actions.map(({ name }) => name).join('-'), ...actions.map(({ run }) => run));

/** Presses the first button of that name. */
export const press =
  (name: string | RegExp): Step =>
  (page) =>
    page.getByRole('button', { name }).first().click();

/** Presses keys, wherever the focus is. */
export const keys =
  (...combinations: readonly string[]): Step =>
  async (page) => {
    for (const combination of combinations) await page.keyboard.press(combination);
  };

/** Types, wherever the focus is. */
export const type =
  (text: string): Step =>
  (page) =>
    page.keyboard.type(text);

/** Goes to a tab. */
export const tab =
  (name: string): Step =>
  (page) =>
    page.getByRole('tab', { name }).click();

/** Fills a field. */
export const fill =
  (label: string, text: string): Step =>
  (page) =>
    page.getByLabel(label, { exact: true }).fill(text);

/** Chooses one of a form's choices. */
export const pick =
  (text: string): Step =>
  (page) =>
    page.locator('.choice-option', { hasText: new RegExp(`^${text}`) }).click();

/** Chooses from the menu that is open. */
export const menuItem =
  (name: string | RegExp): Step =>
  (page) =>
    page.getByRole('menuitem', { name }).click();

/** Scrolls to a region. */
export const region =
  (name: string): Step =>
  (page) =>
    page.getByRole('region', { name }).scrollIntoViewIfNeeded();

/** Scrolls the page to its end. */
export const toEnd: Step = (page) =>
  page.locator('.window-pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));

/** Finds a command in the palette, and runs it. */
export const palette = (text: string): readonly Step[] => [
  keys('Control+k'),
  type(text),
  keys('Enter'),
];
