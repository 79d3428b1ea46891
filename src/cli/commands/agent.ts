import type { Command } from '../command.ts';
import { CliFailure, usageFailure } from '../failure.ts';

/** The first of a process's own; those before it are its standard streams. */
const FIRST_DESCRIPTOR = 3;

/** Reads the number of a descriptor. @throws CliFailure VK_INVALID_INPUT */
const descriptorOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const descriptor = /^\d{1,4}$/.test(text) ? Number(text) : -1;
  // Standard input can be a terminal or a pipe; output cannot hold a passphrase.
  if (descriptor === 0 || descriptor >= FIRST_DESCRIPTOR) return descriptor;
  throw usageFailure('--key-fd is the number of a descriptor that can be read: 0, or 3 and more.');
};

export const agent: Command = {
  name: 'agent',
  summary: 'Run Valet Key without a window: on a server, in a container, over SSH.',
  operands: [],
  options: {
    profile: { value: 'FOLDER', help: 'The folder of its files; else that of the window.' },
    policy: { value: 'FILE', help: 'Who may have what; else policy.json in that folder.' },
    'key-fd': { value: 'NUMBER', help: "Read the vault's passphrase from this descriptor." },
  },
  body: [
    'Answers programs on the same socket as the window does, and is asked by the same commands. Instead of a person, ' +
      'a policy file says which program may have which account; what it does not name is denied.',
    'Secrets are in the keychain where one answers. A passphrase on a descriptor, in the systemd credential ' +
      '"valet-key" or at the terminal opens a vault in the folder instead, and makes it where there is none.',
    'SIGHUP reads the policy file again; SIGTERM ends the agent once everything is written. Once locked ("vk lock") it ' +
      'stays locked until it is started again.',
  ],
  examples: [
    { line: 'vk agent', says: 'With the keychain of this session, or a passphrase' },
    { line: 'vk agent --key-fd 3 3</run/secrets/vault', says: 'In a container' },
  ],
  run: async ({ given, platform }) => {
    const refusal = await platform.runAgent({
      profile: given.text('profile'),
      policy: given.text('policy'),
      keyDescriptor: descriptorOf(given.text('key-fd')),
    });
    throw new CliFailure(refusal.code, refusal.sentence, { next: refusal.next });
  },
};
