import type { Command } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { completionScript, SHELLS } from '../text/completion.ts';
import { manualPage } from '../text/manual.ts';

/** Commands that are made from the list of all commands. */
export const referenceCommands = (
  all: () => readonly Command[],
  version: string,
): readonly Command[] => [
  {
    name: 'completion',
    summary: 'Print a script that completes commands and accounts in your shell.',
    operands: [{ name: 'SHELL', isOptional: false, choices: SHELLS }],
    options: {},
    body: [],
    examples: [
      { line: 'source <(vk completion bash)', says: 'bash, in ~/.bashrc' },
      { line: 'vk completion zsh > "${fpath[1]}/_vk"', says: 'zsh' },
      { line: 'vk completion fish > ~/.config/fish/completions/vk.fish', says: 'fish' },
    ],
    run: async ({ given, print }) => {
      const shell = SHELLS.find((one) => one === given.operands[0]);
      if (shell === undefined) throw usageFailure(`SHELL is one of ${SHELLS.join(', ')}.`);
      await print(completionScript(shell, all()));
      return 0;
    },
  },
  {
    name: 'manual',
    summary: 'Print the manual page.',
    operands: [],
    options: {},
    body: [],
    examples: [{ line: 'vk manual | man -l -', says: 'Read it' }],
    run: async ({ print }) => {
      await print(manualPage(all(), version));
      return 0;
    },
  },
];
