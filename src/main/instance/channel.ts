/**
 * What this build is. `release`: packaged for people. `development`: run from a work tree.
 * `stand-in`: on a runtime whose bytes nobody vouches for, from a work tree or in a trial package.
 */
export type Channel = 'release' | 'development' | 'stand-in';

/** What follows from the channel: a development run never meets a person's own tokens. */
export interface Build {
  readonly channel: Channel;
  /** The folder name under the system's application data folder. */
  readonly profileName: string;
  /** The service name of every keychain item. */
  readonly keychainService: string;
  /** Whether switches that tests need (another profile, a debugging port) are honoured. */
  readonly allowsTestSwitches: boolean;
}

/** The runtime's bootstrap sets this variable; nothing else does. */
export const RUNTIME_VARIABLE = 'VALET_KEY_RUNTIME';

const BUILDS: Readonly<Record<Channel, Build>> = {
  release: {
    channel: 'release',
    profileName: 'Valet Key',
    keychainService: 'dev.valetkey',
    allowsTestSwitches: false,
  },
  development: {
    channel: 'development',
    profileName: 'Valet Key (development)',
    keychainService: 'dev.valetkey.dev',
    allowsTestSwitches: true,
  },
  'stand-in': {
    channel: 'stand-in',
    profileName: 'Valet Key (stand-in)',
    keychainService: 'dev.valetkey.standin',
    allowsTestSwitches: true,
  },
};

/** The file that marks a runtime as a stand-in, beside the program's own resources. */
export const NOT_FOR_RELEASE = 'NOT-FOR-RELEASE.txt';

/** The build that is running. A packaged one is a release whatever its environment says. */
export const buildOf = (facts: {
  readonly packaged: boolean;
  /** Whether `NOT_FOR_RELEASE` lies in the resources folder. */
  readonly isMarked: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Build => {
  if (facts.packaged) return facts.isMarked ? BUILDS['stand-in'] : BUILDS.release;
  return facts.env[RUNTIME_VARIABLE] === 'stand-in' ? BUILDS['stand-in'] : BUILDS.development;
};
