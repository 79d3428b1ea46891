import type { Page } from '@playwright/test';
import { choose } from './adding.ts';
import type { Shot } from './shots.ts';

type Act = NonNullable<Shot['act']>;

const act = (name: string, ...steps: readonly ((page: Page) => Promise<void>)[]): Act => ({
  name,
  run: async (page) => {
    for (const step of steps) await step(page);
    await page.waitForTimeout(300);
  },
});

const both = (shot: Shot): readonly Shot[] => [shot, { ...shot, theme: 'dark' }];

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
};
const pick = (text: string) => async (page: Page) => {
  await page.locator('.choice-option', { hasText: new RegExp(`^${text}`) }).click();
};
const fill = (label: string, text: string) => async (page: Page) => {
  await page.getByLabel(label, { exact: true }).fill(text);
};
const show = (label: string) => async (page: Page) => {
  await page.getByRole('region', { name: label }).scrollIntoViewIfNeeded();
};
const issuer = (address: string) => async (page: Page) => {
  await choose('Issuer URL')(page);
  await fill('Issuer', address)(page);
  await page.keyboard.press('Tab');
  await page.locator('.choice-option', { hasText: /^Register a client/ }).waitFor();
};
const see = (text: string) => async (page: Page) => {
  await page.getByText(text).first().scrollIntoViewIfNeeded();
};

const LOGIN = 'https://login.example.com';
const read = press('Read it from the server');
const registerForm = [issuer(LOGIN), pick('Register a client')];
const details = show('Authorization details');
const section = show('End this connection');

/** Pictures of registering clients, managing them, and of structured permissions. */
export const REGISTRATION_SHOTS: readonly Shot[] = [
  { fixture: 'three', act: act('register-offered', issuer(LOGIN)) },
  ...both({ fixture: 'three', act: act('register', ...registerForm) }),
  { fixture: 'three', size: 'large', act: act('register', ...registerForm) },
  {
    fixture: 'three',
    theme: 'dark',
    act: act('register-key', ...registerForm, pick('Private key'), see('Whom its assertions')),
  },
  ...both({
    fixture: 'three',
    act: act(
      'details-typed',
      issuer(LOGIN),
      press('Advanced'),
      fill('Authorization details (JSON)', '[{ "type": "payment_initiation", '),
      press('Continue in browser'),
      see('Authorization details (JSON)'),
    ),
  }),
  {
    fixture: 'three',
    act: act(
      'jar-required',
      issuer('https://strict.example.com'),
      press('Advanced'),
      see('Sign the request'),
    ),
  },
  ...both({ fixture: 'registered', act: act('registration', section) }),
  ...both({ fixture: 'registered', act: act('registration-read', read, section) }),
  { fixture: 'registered', size: 'large', act: act('registration-read', read, section) },
  { fixture: 'registeredSlow', act: act('registration-read', read, section) },
  ...both({ fixture: 'registeredRefused', act: act('registration-read', read, section) }),
  ...both({ fixture: 'registeredHostile', act: act('registration-read', read, section) }),
  ...both({ fixture: 'registered', act: act('registration-change', read, press('Change…')) }),
  {
    fixture: 'registeredHostile',
    act: act('registration-change', read, press('Change…')),
  },
  ...both({
    fixture: 'registered',
    act: act('registration-delete', press('Delete the registration…')),
  }),
  {
    fixture: 'registeredRefused',
    act: act(
      'registration-delete',
      press('Delete the registration…'),
      press(/^Delete the registration$/),
    ),
  },
  ...both({ fixture: 'details', act: act('details', details) }),
  { fixture: 'details', size: 'large', act: act('details', details) },
  { fixture: 'detailsUntold', act: act('details', details) },
  ...both({ fixture: 'detailsHostile', act: act('details', details) }),
];
