import { act, both, menuItem, press, type Shot, type Step } from './shot.ts';

const tick =
  (name: RegExp): Step =>
  (page) =>
    page.locator('.choice-row', { hasText: name }).locator('.checkbox').click();
const card: Step = (page) =>
  page
    .getByRole('region', { name: 'What it may do' })
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
const end: Step = (page) =>
  page.locator('.review').evaluate((box) => box.scrollTo(0, box.scrollHeight));

const change = press('Change access…');
const review = press('See what will happen');
const overTime = press('Over time');
const less = press('Ask for less…');
const stepUp = [press('More'), menuItem('The API wants a stronger sign-in…')];
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
  ...both({ fixture: 'scopes', act: act('card', card) }),
  ...both({ fixture: 'scopes', act: act('over-time', overTime, card) }),
  { fixture: 'scopes', size: 'large', act: act('over-time', overTime, card) },
  ...both({ fixture: 'scopes', act: act('change', change) }),
  { fixture: 'scopes', size: 'large', theme: 'dark', act: act('change', change) },
  ...both({ fixture: 'scopes', act: act('less', less) }),
  ...both({ fixture: 'scopes', act: act('less-review', less, review) }),
  { fixture: 'scopes', act: act('less-review-end', less, review, end) },
  ...both({ fixture: 'scopesUnused', act: act('over-time', overTime, card) }),
  { fixture: 'scopesOne', act: act('over-time', overTime, card) },
  { fixture: 'scopesNone', act: act('card', card) },
  { fixture: 'scopesNone', act: act('change', change) },
  ...both({ fixture: 'scopesMany', act: act('over-time', overTime, card) }),
  { fixture: 'scopesMany', theme: 'dark', act: act('change', change) },
  { fixture: 'scopesMany', act: act('review', change, review) },
  { fixture: 'scopesCut', act: act('over-time', overTime, card) },
  ...both({ fixture: 'scopesHostile', act: act('over-time', overTime, card) }),
  { fixture: 'scopesHostile', act: act('change', change) },
  { fixture: 'scopesHostile', act: act('review', change, review) },
  { fixture: 'scopesGoogle', act: act('review', change, tick(/calendar/), review) },
  ...both({ fixture: 'scopesGithub', act: act('review', change, tick(/repo/), review) }),
  { fixture: 'scopesClient', act: act('review', change, review) },
  { fixture: 'scopesPassword', act: act('review', change, review) },
  { fixture: 'scopesSlow', act: act('card', card) },
  { fixture: 'scopesSlow', act: act('change', change) },
  { fixture: 'scopesFails', act: act('card', card) },
  { fixture: 'scopesFails', act: act('review', change, review) },
  ...both({ fixture: 'scopes', act: act('step-up', ...stepUp) }),
  ...both({ fixture: 'scopes', act: act('step-up-read', ...stepUp, paste(CHALLENGE)) }),
  { fixture: 'scopes', act: act('step-up-review', ...stepUp, paste(CHALLENGE), review) },
  { fixture: 'scopes', act: act('step-up-granted', ...stepUp, paste(INSUFFICIENT)) },
  { fixture: 'scopes', theme: 'dark', act: act('step-up-odd', ...stepUp, paste(ODD)) },
  { fixture: 'scopes', act: act('step-up-none', ...stepUp, paste('Basic realm="x"')) },
  { fixture: 'scopes', act: act('step-up-dead', ...stepUp, paste('Bearer error="invalid_token"')) },
  { fixture: 'scopes', act: act('menu', press('More')) },
];
