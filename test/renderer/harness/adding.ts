import {
  act,
  both,
  fill,
  pick,
  press,
  settled,
  type,
  type Act,
  type Shot,
  type Step,
} from './shot.ts';

const open = press('Add a connection');

/** Opens the form for one of the choices, by the name in the list. */
export const choose =
  (name: string | RegExp): Step =>
  async (page) => {
    await open(page);
    await page.getByRole('dialog').getByRole('option', { name }).first().click();
    await settled(page);
  };

const scrollForm: Step = (page) =>
  page.locator('.form-columns').evaluate((box) => box.scrollTo(0, box.scrollHeight));

const advanced = press('Advanced');

const withForm = (name: string, choice: string, ...steps: readonly Step[]): Act =>
  act(name, choose(choice), ...steps);

/** Every picture of adding a connection. */
export const ADDING_SHOTS: readonly Shot[] = [
  { fixture: 'empty', act: act('add', press('Choose a provider')) },
  { fixture: 'three', size: 'large', act: act('add', open) },
  { fixture: 'three', act: act('add-search', open, type('loop any')) },
  { fixture: 'three', act: act('add-nothing', open, type('qqq')) },
  { fixture: 'presetsLoading', act: act('add', open) },
  { fixture: 'presetsFailed', act: act('add', open) },
  ...both({ fixture: 'three', act: withForm('add-gitlab', 'GitLab') }),
  { fixture: 'three', size: 'large', theme: 'dark', act: withForm('add-google', 'Google') },
  { fixture: 'three', act: withForm('add-slack-end', 'Slack', scrollForm) },
  { fixture: 'three', act: withForm('add-github', 'GitHub (OAuth app)') },
  { fixture: 'three', act: withForm('add-playground', 'Playground') },
  ...both({ fixture: 'three', size: 'large', act: withForm('add-issuer', 'Issuer URL') }),
  { fixture: 'three', act: withForm('add-manual', 'Enter endpoints manually') },
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
