import { expect, it } from 'vitest';
import { runDoctor, type DoctorFacts } from '../../../src/main/desktop/doctor.ts';
import { doctorViewSchema } from '../../../src/contract/app.ts';

const HEALTHY: DoctorFacts = {
  scheme: 'dev.valetkey.app',
  schemeHandler: 'ours',
  schemeHandlerName: 'Valet Key',
  browserName: 'Firefox',
  keychain: 'ready',
};

const outcomes = async (facts: Partial<DoctorFacts>) => {
  const { checks } = await runDoctor({ ...HEALTHY, ...facts });
  return Object.fromEntries(checks.map(({ name, outcome, found }) => [name, [outcome, found]]));
};

it('tries every way a redirect can come back, and fits the contract', async () => {
  const view = await runDoctor(HEALTHY);
  expect(doctorViewSchema.parse(view)).toEqual(view);
  expect(view.checks.map(({ name }) => name)).toEqual([
    'loopback-ipv4',
    'loopback-ipv6',
    'localhost-name',
    'scheme-handler',
    'default-browser',
    'keychain',
  ]);
  expect(view.checks[0]).toMatchObject({ outcome: 'pass' });
  expect(view.checks[0]?.found).toMatch(/^127\.0\.0\.1, port \d+$/);
});

it('prints the redirect URIs to register (RFC 8252 §7.1, §7.3)', async () => {
  expect((await runDoctor(HEALTHY)).redirectBases).toEqual([
    { method: 'loopback', base: 'http://127.0.0.1' },
    { method: 'private-use-scheme', base: 'dev.valetkey.app:' },
  ]);
});

it('warns of what a sign-in can do without, and fails what it cannot', async () => {
  expect(await outcomes({ schemeHandler: 'other', schemeHandlerName: 'Mallory' })).toMatchObject({
    'scheme-handler': ['warn', 'Mallory'],
  });
  expect(await outcomes({ schemeHandler: 'none' })).toMatchObject({
    'scheme-handler': ['warn', 'nothing answers for dev.valetkey.app:'],
  });
  expect(await outcomes({ browserName: '', keychain: 'locked' })).toMatchObject({
    'default-browser': ['fail', 'none'],
    keychain: ['warn', 'locked'],
  });
});
