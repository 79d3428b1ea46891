import { expect, it } from 'vitest';
import { displayName } from '../../../src/core/model/connection.ts';
import { connectionOf } from '../../fixtures/connection.ts';

const everything = {
  label: 'Work',
  subject: { sub: '248289761001', name: 'Jane Doe', preferredUsername: 'j.doe', email: 'j@x.org' },
};

it.each([
  ['the label a person gave', everything, 'Work'],
  ['the name', { ...everything, label: '' }, 'Jane Doe'],
  [
    'the user name',
    { label: '', subject: { sub: '1', name: '', preferredUsername: 'j.doe', email: 'j@x.org' } },
    'j.doe',
  ],
  ['the address', { label: '', subject: { sub: '1', email: 'j@x.org' } }, 'j@x.org'],
  ['the subject identifier', { label: '', subject: { sub: '248289761001' } }, '248289761001'],
  ['the client', { label: '' }, 'valet-key'],
])(
  'a login is called by %s, where there is nothing better (OIDC Core §5.1)',
  (_, changes, name) => {
    expect(displayName(connectionOf(changes))).toBe(name);
  },
);
