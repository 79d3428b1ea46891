import type { Page } from '@playwright/test';
import type { Shot } from './shots.ts';

type Act = NonNullable<Shot['act']>;

const act = (name: string, ...steps: readonly ((page: Page) => Promise<void>)[]): Act => ({
  name,
  run: async (page) => {
    for (const step of steps) await step(page);
    await page.waitForTimeout(250);
  },
});

const open = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Add a connection' }).first().click();
  await page.waitForTimeout(300);
};

/** Opens the form for one of the choices, by the name in the list. */
export const choose =
  (name: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await open(page);
    await page.getByRole('dialog').getByRole('option', { name }).first().click();
    await page.waitForTimeout(200);
  };

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
};

const pick = (text: string) => async (page: Page) => {
  await page.locator('.choice-option', { hasText: new RegExp(`^${text}`) }).click();
};

const fill = (label: string, text: string) => async (page: Page) => {
  await page.getByLabel(label, { exact: true }).fill(text);
};

const scrollForm = async (page: Page): Promise<void> => {
  await page.locator('.form-columns').evaluate((box) => box.scrollTo(0, box.scrollHeight));
};

const advanced = press('Advanced');

const both = (shot: Shot): readonly Shot[] => [
  { ...shot, theme: 'light' },
  { ...shot, theme: 'dark' },
];

const withForm = (name: string, choice: string, ...steps: Parameters<typeof act>[1][]): Act =>
  act(name, choose(choice), ...steps);

/** Every picture of adding a connection. */
export const ADDING_SHOTS: readonly Shot[] = [
  { fixture: 'empty', act: act('add', press('Choose a provider')) },
  { fixture: 'three', size: 'large', act: act('add', open) },
  { fixture: 'three', act: act('add-search', open, (page) => page.keyboard.type('loop any')) },
  { fixture: 'three', act: act('add-nothing', open, (page) => page.keyboard.type('qqq')) },
  { fixture: 'presetsLoading', act: act('add', open) },
  { fixture: 'presetsFailed', act: act('add', open) },
  ...both({ fixture: 'three', act: withForm('add-gitlab', 'GitLab') }),
  { fixture: 'three', size: 'large', theme: 'dark', act: withForm('add-google', 'Google') },
  { fixture: 'three', act: withForm('add-slack-end', 'Slack', scrollForm) },
  { fixture: 'three', act: withForm('add-github', 'GitHub (OAuth app)') },
  { fixture: 'three', act: withForm('add-playground', 'Playground') },
  ...both({ fixture: 'three', size: 'large', act: withForm('add-issuer', 'Issuer URL') }),
  { fixture: 'three', act: withForm('add-manual', 'Endpoints by hand') },
  ...both({ fixture: 'three', act: withForm('add-advanced', 'Issuer URL', advanced, scrollForm) }),
  { fixture: 'three', act: withForm('add-empty', 'GitLab', press('Continue in browser')) },
  {
    fixture: 'three',
    act: withForm(
      'add-password',
      'Issuer URL',
      advanced,
      pick('Password'),
      press(/Send password/),
      (page) => page.getByText('I understand').scrollIntoViewIfNeeded(),
    ),
  },
  {
    fixture: 'three',
    act: withForm('add-exchange', 'Issuer URL', advanced, pick('Token exchange'), (page) =>
      page.getByText('Exchange the token of').scrollIntoViewIfNeeded(),
    ),
  },
  ...both({
    fixture: 'startRefused',
    act: withForm(
      'add-refused',
      'Issuer URL',
      fill('Issuer', 'https://login.example.com/x\u202ey'),
      fill('Client ID', 'desktop'),
      press('Continue in browser'),
    ),
  }),
  {
    fixture: 'startOffline',
    act: withForm(
      'add-failed',
      'GitLab',
      fill('GitLab host', 'gitlab.example.com'),
      fill('Client ID', 'desktop'),
      press('Continue in browser'),
    ),
  },
  ...both({ fixture: 'waiting', act: act('paste', press('No redirect arriving?')) }),
  {
    fixture: 'waiting',
    act: act(
      'pasted',
      press('No redirect arriving?'),
      fill('Address the browser ended at', 'http://127.0.0.1:49621/cb'),
      press('Use this address'),
    ),
  },
];
