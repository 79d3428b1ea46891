import { expect, test } from 'vitest';
import { buildOf } from '../../../src/main/instance/channel.ts';

test('each channel keeps its own profile and keychain items', () => {
  const builds = [
    buildOf({ packaged: true, isMarked: false, env: {} }),
    buildOf({ packaged: false, isMarked: false, env: {} }),
    buildOf({ packaged: false, isMarked: false, env: { VALET_KEY_RUNTIME: 'stand-in' } }),
  ];
  expect(builds.map((build) => build.channel)).toEqual(['release', 'development', 'stand-in']);
  expect(new Set(builds.map((build) => build.profileName)).size).toBe(3);
  expect(new Set(builds.map((build) => build.keychainService)).size).toBe(3);
});

test('no environment turns a release into anything else', () => {
  const build = buildOf({
    packaged: true,
    isMarked: false,
    env: { VALET_KEY_RUNTIME: 'stand-in' },
  });
  expect(build).toMatchObject({ channel: 'release', allowsTestSwitches: false });
});

test('switches that tests need are honoured in a development run and on the stand-in', () => {
  const stages = [
    { packaged: false, isMarked: false, env: {} },
    { packaged: true, isMarked: true, env: {} },
  ];
  expect(stages.map((facts) => buildOf(facts).allowsTestSwitches)).toEqual([true, true]);
});

test('a package that holds the stand-in never meets the items of a release', () => {
  expect(buildOf({ packaged: true, isMarked: true, env: {} }).channel).toBe('stand-in');
});
