import type { DoctorView } from '../../../contract/view-trace.ts';

type CheckName = DoctorView['checks'][number]['name'];

/** What each test of the redirect doctor tests. */
export const CHECK_WORDS: Readonly<Record<CheckName, string>> = {
  'loopback-ipv4': 'Port on 127.0.0.1',
  'loopback-ipv6': 'Port on [::1]',
  'localhost-name': 'The name localhost',
  'scheme-handler': 'Private-use scheme',
  'default-browser': 'Default browser',
  keychain: 'Keychain',
};

export const OUTCOME_WORDS = { pass: 'Passed', warn: 'Worth a look', fail: 'Failed' } as const;
