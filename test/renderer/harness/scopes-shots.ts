import { action, both, menuItem, press, type Shot, type Step } from './shot.ts';

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
  ...both({ fixture: 'scopes', action: action('card', card) }),
  ...both({ fixture: 'scopes', action: action('over-time', overTime, card) }),
  { fixture: 'scopes', size: 'large', action: action('over-time', overTime, card) },
  ...both({ fixture: 'scopes', action: action('change', change) }),
  { fixture: 'scopes', size: 'large', theme: 'dark', action: action('change', change) },
  ...both({ fixture: 'scopes', action: action('less', less) }),
  ...both({ fixture: 'scopes', action: action('less-review', less, review) }),
  { fixture: 'scopes', action: action('less-review-end', less, review, end) },
  ...both({ fixture: 'scopesUnused', action: action('over-time', overTime, card) }),
  { fixture: 'scopesOne', action: action('over-time', overTime, card) },
  { fixture: 'scopesNone', action: action('card', card) },
  { fixture: 'scopesNone', action: action('change', change) },
  ...both({ fixture: 'scopesMany', action: action('over-time', overTime, card) }),
  { fixture: 'scopesMany', theme: 'dark', action: action('change', change) },
  { fixture: 'scopesMany', action: action('review', change, review) },
  { fixture: 'scopesCut', action: action('over-time', overTime, card) },
  ...both({ fixture: 'scopesHostile', action: action('over-time', overTime, card) }),
  { fixture: 'scopesHostile', action: action('change', change) },
  { fixture: 'scopesHostile', action: action('review', change, review) },
  { fixture: 'scopesGoogle', action: action('review', change, tick(/calendar/), review) },
  ...both({ fixture: 'scopesGithub', action: action('review', change, tick(/repo/), review) }),
  { fixture: 'scopesClient', action: action('review', change, review) },
  { fixture: 'scopesPassword', action: action('review', change, review) },
  { fixture: 'scopesSlow', action: action('card', card) },
  { fixture: 'scopesSlow', action: action('change', change) },
  { fixture: 'scopesFails', action: action('card', card) },
  { fixture: 'scopesFails', action: action('review', change, review) },
  ...both({ fixture: 'scopes', action: action('step-up', ...stepUp) }),
  ...both({ fixture: 'scopes', action: action('step-up-read', ...stepUp, paste(CHALLENGE)) }),
  { fixture: 'scopes', action: action('step-up-review', ...stepUp, paste(CHALLENGE), review) },
  { fixture: 'scopes', action: action('step-up-granted', ...stepUp, paste(INSUFFICIENT)) },
  { fixture: 'scopes', theme: 'dark', action: action('step-up-odd', ...stepUp, paste(ODD)) },
  { fixture: 'scopes', action: action('step-up-none', ...stepUp, paste('Basic realm="x"')) },
  {
    fixture: 'scopes',
    action: action('step-up-dead', ...stepUp, paste('Bearer error="invalid_token"')),
  },
  { fixture: 'scopes', action: action('menu', press('More')) },
];
