import type { Page } from '@playwright/test';
import type { Shot } from './shots.ts';

type Step = (page: Page) => Promise<void>;

const act = (name: string, ...steps: readonly Step[]): NonNullable<Shot['act']> => ({
  name,
  run: async (page) => {
    for (const step of steps) await step(page);
    await page.waitForTimeout(300);
  },
});

const both = (shot: Shot): readonly Shot[] => [shot, { ...shot, theme: 'dark' }];

const press =
  (name: string | RegExp): Step =>
  (page) =>
    page.getByRole('button', { name }).first().click();
const tick =
  (name: RegExp): Step =>
  (page) =>
    page.locator('.choice-row', { hasText: name }).locator('.tick').click();
const card: Step = (page) =>
  page
    .getByRole('region', { name: 'What it may do' })
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
const menu =
  (name: string): Step =>
  async (page) => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
const end: Step = (page) =>
  page.locator('.review').evaluate((box) => box.scrollTo(0, box.scrollHeight));

const change = press('Change access…');
const review = press('See what will happen');
const overTime = press('Over time');
const less = press('Ask for less…');
const stepUp = menu('The API wants a stronger sign-in…');
const paste =
  (text: string): Step =>
  async (page) => {
    await page.getByLabel('What the API answered').fill(text);
    await page.getByRole('button', { name: 'Read it' }).click();
  };

/** The challenge of RFC 9470 §3, with more in it. */
const CHALLENGE =
  'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="insufficient_user_authentication", acr_values="urn:example:gold urn:example:platinum", max_age="300", scope="read_api sudo"';
const INSUFFICIENT = 'Bearer error="insufficient_scope", scope="openid read_api"';
const ODD =
  'Bearer error="insufficient_user_authentication", acr_values="urn:example:none", max_age="soon"';

/** Pictures of what a connection may do, and of asking for something else. */
export const SCOPES_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'access', act: act('card', card) }),
  ...both({ fixture: 'access', act: act('over-time', overTime, card) }),
  { fixture: 'access', size: 'large', act: act('over-time', overTime, card) },
  ...both({ fixture: 'access', act: act('change', change) }),
  { fixture: 'access', size: 'large', theme: 'dark', act: act('change', change) },
  ...both({ fixture: 'access', act: act('less', less) }),
  ...both({ fixture: 'access', act: act('less-review', less, review) }),
  { fixture: 'access', act: act('less-review-end', less, review, end) },
  ...both({ fixture: 'accessUnused', act: act('over-time', overTime, card) }),
  { fixture: 'accessOne', act: act('over-time', overTime, card) },
  { fixture: 'accessNone', act: act('card', card) },
  { fixture: 'accessNone', act: act('change', change) },
  ...both({ fixture: 'accessMany', act: act('over-time', overTime, card) }),
  { fixture: 'accessMany', theme: 'dark', act: act('change', change) },
  { fixture: 'accessMany', act: act('review', change, review) },
  { fixture: 'accessCut', act: act('over-time', overTime, card) },
  ...both({ fixture: 'accessHostile', act: act('over-time', overTime, card) }),
  { fixture: 'accessHostile', act: act('change', change) },
  { fixture: 'accessHostile', act: act('review', change, review) },
  { fixture: 'accessGoogle', act: act('review', change, tick(/calendar/), review) },
  ...both({ fixture: 'accessGithub', act: act('review', change, tick(/repo/), review) }),
  { fixture: 'accessClient', act: act('review', change, review) },
  { fixture: 'accessPassword', act: act('review', change, review) },
  { fixture: 'accessSlow', act: act('card', card) },
  { fixture: 'accessSlow', act: act('change', change) },
  { fixture: 'accessFails', act: act('card', card) },
  { fixture: 'accessFails', act: act('review', change, review) },
  ...both({ fixture: 'access', act: act('step-up', stepUp) }),
  ...both({ fixture: 'access', act: act('step-up-read', stepUp, paste(CHALLENGE)) }),
  { fixture: 'access', act: act('step-up-review', stepUp, paste(CHALLENGE), review) },
  { fixture: 'access', act: act('step-up-granted', stepUp, paste(INSUFFICIENT)) },
  { fixture: 'access', theme: 'dark', act: act('step-up-odd', stepUp, paste(ODD)) },
  { fixture: 'access', act: act('step-up-none', stepUp, paste('Basic realm="x"')) },
  { fixture: 'access', act: act('step-up-dead', stepUp, paste('Bearer error="invalid_token"')) },
  { fixture: 'access', act: act('menu', press('More')) },
];
