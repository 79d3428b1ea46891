import type { Page } from '@playwright/test';
import { action, both, everywhere, keys, menuItem, press, toEnd, type, type Shot } from './shot.ts';

const intoGrid = (page: Page): Promise<void> =>
  page.getByRole('grid', { name: 'All access' }).focus();
const openAdvice = keys('Control+6');
const openMenu = [intoGrid, keys('ArrowDown', 'ArrowDown', 'ArrowDown', 'Shift+F10')];

const groups = action('groups', press('Group by provider'));
const scopesShown = action('scopes', intoGrid, keys('ArrowDown', 'ArrowRight'));
const menu = action('menu', ...openMenu);
const copied = action('copied', ...openMenu, menuItem('Copy token'));
const filtered = action('filtered', press(/High risk/));
const nothing = action('nothing', keys('Control+f'), type('no such thing'));
const provider = action('provider', press(/^Provider/));
const advice = action('advice', openAdvice);
const explained = action('explained', openAdvice, press(/^Learn more/));
const dismissed = action('dismissed', openAdvice, press('Dismiss'), press(/^Show dismissed/));
const adviceBottom = action('advice-bottom', openAdvice, toEnd);

/** Pictures of Home and of the advice. */
export const HOME_SHOTS: readonly Shot[] = [
  ...everywhere({ fixture: 'home' }),
  ...both({ fixture: 'homeOne' }),
  ...everywhere({ fixture: 'homeDozen' }),
  ...both({ fixture: 'homeDozen', action: groups }),
  ...both({ fixture: 'homeDozen', action: scopesShown }),
  ...both({ fixture: 'homeDozen', action: menu }),
  ...both({ fixture: 'homeDozen', action: copied }),
  { fixture: 'homeOffline', action: copied },
  ...both({ fixture: 'homeDozen', action: filtered }),
  ...both({ fixture: 'homeDozen', action: nothing }),
  { fixture: 'homeDozen', action: provider },
  ...everywhere({ fixture: 'homeMany' }),
  { fixture: 'homeMany', size: 'large', action: groups },
  ...everywhere({ fixture: 'homeHostile' }),
  { fixture: 'homeHostile', action: scopesShown },
  { fixture: 'adviceLoading' },
  ...everywhere({ fixture: 'homeDozen', action: advice }),
  { fixture: 'homeDozen', action: adviceBottom },
  ...both({ fixture: 'homeDozen', action: explained }),
  ...both({ fixture: 'homeDozen', action: dismissed }),
  { fixture: 'homeMany', action: advice },
  ...both({ fixture: 'homeHostile', action: advice }),
  ...both({ fixture: 'adviceNone', action: advice }),
  { fixture: 'empty', action: advice },
  { fixture: 'adviceLoading', action: advice },
  { fixture: 'adviceFailed', action: advice },
  ...both({ fixture: 'advised' }),
];
