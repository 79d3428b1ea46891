import type { Page } from '@playwright/test';
import { action, both, everywhere, keys, tab, then, toEnd, type Shot } from './shot.ts';

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const map = action('map', keys('Control+2'));
const onTab = (name: string) => then(map, action(slug(name), tab(name)));
const segment = (name: string) =>
  action(slug(name), (page) => page.getByRole('radio', { name, exact: true }).click());
const table = action('table', (page) => page.getByText('Show as table').click());
const timeline = onTab('Timeline');
const ends = onTab('Login ends');
const intoGrid = (page: Page): Promise<void> => page.getByRole('treegrid').focus();
const focused = action('focused', intoGrid, keys('ArrowRight', 'ArrowRight', 'ArrowDown'));
const opened = action('opened', intoGrid, keys('ArrowDown', 'Enter', 'ArrowRight'));
const bottom = action('bottom', toEnd);

/** Pictures of the access page. */
export const ACCESS_SHOTS: readonly Shot[] = [
  ...everywhere({ fixture: 'accessThree', action: map }),
  ...everywhere({ fixture: 'accessForty', action: map }),
  ...everywhere({ fixture: 'accessMany', action: map }),
  ...both({ fixture: 'accessThree', action: then(map, focused) }),
  ...both({ fixture: 'accessMany', action: then(map, opened) }),
  ...both({ fixture: 'accessThree', action: then(map, segment('Apps × resources')) }),
  { fixture: 'accessForty', action: then(map, segment('Apps × resources')) },
  { fixture: 'accessMany', action: then(map, segment('Apps × resources')) },
  ...both({ fixture: 'accessThree', action: then(map, table) }),
  { fixture: 'accessMany', action: then(map, table) },
  { fixture: 'accessHostile', action: map },
  { fixture: 'accessHostile', action: then(map, segment('Apps × resources')) },
  { fixture: 'accessHostile', action: then(map, table) },
  { fixture: 'accessEmpty', action: map },
  { fixture: 'accessBroken', action: map },
  ...everywhere({ fixture: 'accessThree', action: timeline }),
  ...everywhere({ fixture: 'accessForty', action: timeline }),
  ...(['Hour', 'Week', '30 days'] as const).map((zoom) => ({
    fixture: 'accessForty',
    action: then(timeline, segment(zoom)),
  })),
  ...both({ fixture: 'accessMany', action: timeline }),
  { fixture: 'accessMany', action: then(timeline, bottom) },
  { fixture: 'accessMany', action: then(timeline, segment('30 days')) },
  ...both({ fixture: 'accessThree', action: then(timeline, table) }),
  { fixture: 'accessHostile', action: timeline },
  { fixture: 'accessEmpty', action: timeline },
  { fixture: 'accessSlow', action: timeline },
  { fixture: 'accessBroken', action: timeline },
  ...everywhere({ fixture: 'accessForty', action: ends }),
  ...everywhere({ fixture: 'accessForty', action: then(ends, segment('Month')) }),
  { fixture: 'accessMany', action: then(ends, segment('Month')) },
  { fixture: 'accessHostile', action: then(ends, segment('Month')) },
  ...both({ fixture: 'calendar', action: then(ends, segment('Month'), bottom) }),
  { fixture: 'accessEmpty', action: ends },
];
