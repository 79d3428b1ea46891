import { choose } from './adding.ts';
import { act, both, fill, keys, pick, press, region, type Shot, type Step } from './shot.ts';

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
  { fixture: 'three', act: act('register-offered', ...issuer(LOGIN)) },
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
      ...issuer(LOGIN),
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
      ...issuer('https://strict.example.com'),
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
