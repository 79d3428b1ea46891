import { choose } from './adding.ts';
import { action, both, fill, keys, pick, press, region, type Shot, type Step } from './shot.ts';

const issuer = (address: string): readonly Step[] => [
  choose('Issuer URL'),
  fill('Issuer', address),
  keys('Tab'),
  (page) => page.locator('.choice-option', { hasText: /^Register a client/ }).waitFor(),
];
const see =
  (text: string): Step =>
  (page) =>
    page.getByText(text).first().scrollIntoViewIfNeeded();

const LOGIN = 'https://login.example.com';
const read = press('Read it from the server');
const registerForm = [...issuer(LOGIN), pick('Register a client')];
const details = region('Authorization details');
const section = region('End this connection');

/** Pictures of registering clients, managing them, and of structured permissions. */
export const REGISTRATION_SHOTS: readonly Shot[] = [
  { fixture: 'three', action: action('register-offered', ...issuer(LOGIN)) },
  ...both({ fixture: 'three', action: action('register', ...registerForm) }),
  { fixture: 'three', size: 'large', action: action('register', ...registerForm) },
  {
    fixture: 'three',
    theme: 'dark',
    action: action(
      'register-key',
      ...registerForm,
      pick('Private key'),
      see('Whom its assertions'),
    ),
  },
  ...both({
    fixture: 'three',
    action: action(
      'details-typed',
      ...issuer(LOGIN),
      press('Advanced'),
      fill('Authorization details (JSON)', '[{ "type": "payment_initiation", '),
      press('Continue in browser'),
      see('Authorization details (JSON)'),
    ),
  }),
  {
    fixture: 'three',
    action: action(
      'jar-required',
      ...issuer('https://strict.example.com'),
      press('Advanced'),
      see('Sign the request'),
    ),
  },
  ...both({ fixture: 'registered', action: action('registration', section) }),
  ...both({ fixture: 'registered', action: action('registration-read', read, section) }),
  { fixture: 'registered', size: 'large', action: action('registration-read', read, section) },
  { fixture: 'registeredSlow', action: action('registration-read', read, section) },
  ...both({ fixture: 'registeredRefused', action: action('registration-read', read, section) }),
  ...both({ fixture: 'registeredHostile', action: action('registration-read', read, section) }),
  ...both({ fixture: 'registered', action: action('registration-change', read, press('Change…')) }),
  {
    fixture: 'registeredHostile',
    action: action('registration-change', read, press('Change…')),
  },
  ...both({
    fixture: 'registered',
    action: action('registration-delete', press('Delete the registration…')),
  }),
  {
    fixture: 'registeredRefused',
    action: action(
      'registration-delete',
      press('Delete the registration…'),
      press(/^Delete the registration$/),
    ),
  },
  ...both({ fixture: 'details', action: action('details', details) }),
  { fixture: 'details', size: 'large', action: action('details', details) },
  { fixture: 'detailsUntold', action: action('details', details) },
  ...both({ fixture: 'detailsHostile', action: action('details', details) }),
];
