import type { Page } from '@playwright/test';
import { act, both, everywhere, keys, tab, then, toEnd, type Shot } from './shot.ts';

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const map = act('map', keys('Control+2'));
const onTab = (name: string) => then(map, act(slug(name), tab(name)));
const segment = (name: string) =>
  act(slug(name), (page) => page.getByRole('radio', { name, exact: true }).click());
const table = act('table', (page) => page.getByText('Show as table').click());
const timeline = onTab('Timeline');
const ends = onTab('Login ends');
const intoGrid = (page: Page): Promise<void> => page.getByRole('treegrid').focus();
const focused = act('focused', intoGrid, keys('ArrowRight', 'ArrowRight', 'ArrowDown'));
const opened = act('opened', intoGrid, keys('ArrowDown', 'Enter', 'ArrowRight'));
const bottom = act('bottom', toEnd);

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
