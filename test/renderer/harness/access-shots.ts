import type { Page } from '@playwright/test';
import type { Shot } from './shots.ts';

type Act = NonNullable<Shot['act']>;

const PAUSE = 350;

const act = (name: string, run: (page: Page) => Promise<void>): Act => ({
  name,
  run: async (page) => {
    await run(page);
    await page.waitForTimeout(PAUSE);
  },
});

const then = (...acts: readonly Act[]): Act => ({
  name: acts.map(({ name }) => name).join('-'),
  run: async (page) => {
    for (const one of acts) await one.run(page);
  },
});

const everywhere = (shot: Shot): readonly Shot[] =>
  (['small', 'large'] as const).flatMap((size) => [
    { ...shot, size },
    { ...shot, size, theme: 'dark' as const },
  ]);

const both = (shot: Shot): readonly Shot[] => [shot, { ...shot, theme: 'dark' }];

const map = act('map', (page) => page.keyboard.press('Control+2'));
const tab = (name: string) =>
  then(
    map,
    act(name.toLowerCase().replace(' ', '-'), (page) => page.getByRole('tab', { name }).click()),
  );
const segment = (name: string) =>
  act(name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), (page) =>
    page.getByRole('radio', { name, exact: true }).click(),
  );
const table = act('table', (page) => page.getByText('Show as table').click());
const timeline = tab('Timeline');
const ends = tab('Login ends');
const focused = act('focused', async (page) => {
  await page.getByRole('treegrid').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
});
const opened = act('opened', async (page) => {
  await page.getByRole('treegrid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
});
const bottom = act('bottom', (page) =>
  page.locator('.window-pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight)),
);

/** Pictures of the access page. */
export const ACCESS_SHOTS: readonly Shot[] = [
  ...everywhere({ fixture: 'accessThree', act: map }),
  ...everywhere({ fixture: 'accessForty', act: map }),
  ...everywhere({ fixture: 'accessMany', act: map }),
  ...both({ fixture: 'accessThree', act: then(map, focused) }),
  ...both({ fixture: 'accessMany', act: then(map, opened) }),
  ...both({ fixture: 'accessThree', act: then(map, segment('Apps × resources')) }),
  { fixture: 'accessForty', act: then(map, segment('Apps × resources')) },
  { fixture: 'accessMany', act: then(map, segment('Apps × resources')) },
  ...both({ fixture: 'accessThree', act: then(map, table) }),
  { fixture: 'accessMany', act: then(map, table) },
  { fixture: 'accessHostile', act: map },
  { fixture: 'accessHostile', act: then(map, segment('Apps × resources')) },
  { fixture: 'accessHostile', act: then(map, table) },
  { fixture: 'accessEmpty', act: map },
  { fixture: 'accessBroken', act: map },
  ...everywhere({ fixture: 'accessThree', act: timeline }),
  ...everywhere({ fixture: 'accessForty', act: timeline }),
  ...(['Hour', 'Week', '30 days'] as const).map((zoom) => ({
    fixture: 'accessForty',
    act: then(timeline, segment(zoom)),
  })),
  ...both({ fixture: 'accessMany', act: timeline }),
  { fixture: 'accessMany', act: then(timeline, bottom) },
  { fixture: 'accessMany', act: then(timeline, segment('30 days')) },
  ...both({ fixture: 'accessThree', act: then(timeline, table) }),
  { fixture: 'accessHostile', act: timeline },
  { fixture: 'accessEmpty', act: timeline },
  { fixture: 'accessSlow', act: timeline },
  { fixture: 'accessBroken', act: timeline },
  ...everywhere({ fixture: 'accessForty', act: ends }),
  ...everywhere({ fixture: 'accessForty', act: then(ends, segment('Month')) }),
  { fixture: 'accessMany', act: then(ends, segment('Month')) },
  { fixture: 'accessHostile', act: then(ends, segment('Month')) },
  ...both({ fixture: 'calendar', act: then(ends, segment('Month'), bottom) }),
  { fixture: 'accessEmpty', act: ends },
];
