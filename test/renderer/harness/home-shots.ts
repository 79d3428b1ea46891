import type { Page } from '@playwright/test';
import { act, both, everywhere, keys, menuItem, press, toEnd, type, type Shot } from './shot.ts';

const intoGrid = (page: Page): Promise<void> =>
  page.getByRole('grid', { name: 'All access' }).focus();
const openAdvice = keys('Control+6');
const openMenu = [intoGrid, keys('ArrowDown', 'ArrowDown', 'ArrowDown', 'Shift+F10')];

const groups = act('groups', press('Group by provider'));
const scopesShown = act('scopes', intoGrid, keys('ArrowDown', 'ArrowRight'));
const menu = act('menu', ...openMenu);
const copied = act('copied', ...openMenu, menuItem('Copy token'));
const filtered = act('filtered', press(/High risk/));
const nothing = act('nothing', keys('Control+f'), type('no such thing'));
const provider = act('provider', press(/^Provider/));
const advice = act('advice', openAdvice);
const explained = act('explained', openAdvice, press(/^Learn more/));
const dismissed = act('dismissed', openAdvice, press('Dismiss'), press(/^Show dismissed/));
const adviceBottom = act('advice-bottom', openAdvice, toEnd);

/** Pictures of Home and of the advice. */
export const HOME_SHOTS: readonly Shot[] = [
  ...everywhere({ fixture: 'home' }),
  ...both({ fixture: 'homeOne' }),
  ...everywhere({ fixture: 'homeDozen' }),
  ...both({ fixture: 'homeDozen', act: groups }),
  ...both({ fixture: 'homeDozen', act: scopesShown }),
  ...both({ fixture: 'homeDozen', act: menu }),
  ...both({ fixture: 'homeDozen', act: copied }),
  { fixture: 'homeOffline', act: copied },
  ...both({ fixture: 'homeDozen', act: filtered }),
  ...both({ fixture: 'homeDozen', act: nothing }),
  { fixture: 'homeDozen', act: provider },
  ...everywhere({ fixture: 'homeMany' }),
  { fixture: 'homeMany', size: 'large', act: groups },
  ...everywhere({ fixture: 'homeHostile' }),
  { fixture: 'homeHostile', act: scopesShown },
  { fixture: 'adviceLoading' },
  ...everywhere({ fixture: 'homeDozen', act: advice }),
  { fixture: 'homeDozen', act: adviceBottom },
  ...both({ fixture: 'homeDozen', act: explained }),
  ...both({ fixture: 'homeDozen', act: dismissed }),
  { fixture: 'homeMany', act: advice },
  ...both({ fixture: 'homeHostile', act: advice }),
  ...both({ fixture: 'adviceNone', act: advice }),
  { fixture: 'empty', act: advice },
  { fixture: 'adviceLoading', act: advice },
  { fixture: 'adviceFailed', act: advice },
  ...both({ fixture: 'advised' }),
];
