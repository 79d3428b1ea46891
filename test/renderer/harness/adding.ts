import {
  action,
  both,
  fill,
  pick,
  press,
  settled,
  type,
  type Action,
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

const withForm = (name: string, choice: string, ...steps: readonly Step[]): Action =>
  action(name, choose(choice), ...steps);

const ADDRESS = 'Address of the API or MCP server';

const fromAddress = (server: string): readonly [string, ...Step[]] => [
  'API or MCP server',
  fill(ADDRESS, `https://${server}.example.com/mcp`),
  press('Ask the server'),
];

const link: Step = (page) =>
  page.evaluate(() => window.notify('resource.linked', { address: 'https://mcp.example.com/mcp' }));

/** Every picture of adding a connection. */
export const ADDING_SHOTS: readonly Shot[] = [
  { fixture: 'empty', action: action('add', press('Choose a provider')) },
  { fixture: 'three', size: 'large', action: action('add', open) },
  { fixture: 'three', action: action('add-search', open, type('loop any')) },
  { fixture: 'three', action: action('add-nothing', open, type('qqq')) },
  { fixture: 'presetsLoading', action: action('add', open) },
  { fixture: 'presetsFailed', action: action('add', open) },
  ...both({ fixture: 'three', action: withForm('add-gitlab', 'GitLab') }),
  { fixture: 'three', size: 'large', theme: 'dark', action: withForm('add-google', 'Google') },
  { fixture: 'three', action: withForm('add-slack-end', 'Slack', scrollForm) },
  { fixture: 'three', action: withForm('add-github', 'GitHub (OAuth app)') },
  { fixture: 'three', action: withForm('add-playground', 'Playground') },
  ...both({ fixture: 'three', size: 'large', action: withForm('add-issuer', 'Issuer URL') }),
  ...both({ fixture: 'three', action: withForm('add-address', 'API or MCP server') }),
  ...both({ fixture: 'three', action: withForm('add-address-found', ...fromAddress('mcp')) }),
  { fixture: 'three', action: withForm('add-address-old', ...fromAddress('old')) },
  ...both({ fixture: 'three', action: withForm('add-address-several', ...fromAddress('several')) }),
  { fixture: 'startsWithLink' },
  ...both({ fixture: 'three', action: withForm('add-link-waits', 'GitLab', link) }),
  { fixture: 'three', action: withForm('add-address-failed', ...fromAddress('silent')) },
  {
    fixture: 'three',
    action: withForm(
      'add-address-config',
      'API or MCP server',
      fill(ADDRESS, '"a": "https://mcp.example.com/mcp", "b": "https://tools.example.org/sse"'),
    ),
  },
  { fixture: 'fault', action: withForm('add-address-stand-in', 'API or MCP server') },
  { fixture: 'three', action: withForm('add-manual', 'Enter endpoints manually') },
  ...both({
    fixture: 'three',
    action: withForm('add-advanced', 'Issuer URL', advanced, scrollForm),
  }),
  { fixture: 'three', action: withForm('add-empty', 'GitLab', press('Continue in browser')) },
  {
    fixture: 'three',
    action: withForm(
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
    action: withForm('add-exchange', 'Issuer URL', advanced, pick('Token exchange'), (page) =>
      page.getByText('Exchange the token of').scrollIntoViewIfNeeded(),
    ),
  },
  ...both({
    fixture: 'startRefused',
    action: withForm(
      'add-refused',
      'Issuer URL',
      fill('Issuer', 'https://login.example.com/x\u202ey'),
      fill('Client ID', 'desktop'),
      press('Continue in browser'),
    ),
  }),
  {
    fixture: 'startOffline',
    action: withForm(
      'add-failed',
      'GitLab',
      fill('GitLab host', 'gitlab.example.com'),
      fill('Client ID', 'desktop'),
      press('Continue in browser'),
    ),
  },
  ...both({ fixture: 'waiting', action: action('paste', press('No redirect arriving?')) }),
  {
    fixture: 'waiting',
    action: action(
      'pasted',
      press('No redirect arriving?'),
      fill('Address the browser ended at', 'http://127.0.0.1:49621/cb'),
      press('Use this address'),
    ),
  },
];
