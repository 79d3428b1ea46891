import { basename } from 'node:path';
import { main } from './main.ts';
import { nodePlatform } from './platform/node.ts';

/** Set by the build from package.json. */
declare const VALET_KEY_VERSION: string;

/** Under these names git and docker look for a helper: the name is the command. */
const HELPER_NAMES: Readonly<Record<string, string>> = {
  'git-credential-valet-key': 'git-credential',
  'docker-credential-valet-key': 'docker-credential',
};

const platform = nodePlatform();
const helper = HELPER_NAMES[basename(process.argv[1] ?? '')];
const given =
  helper === undefined ? platform : { ...platform, arguments: [helper, ...platform.arguments] };

// Set, not called: what is still being written is written first.
process.exitCode = await main(given, VALET_KEY_VERSION);
