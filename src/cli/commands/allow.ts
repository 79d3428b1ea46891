import type { Command } from '../command.ts';
import { allowFolderRule, findFolderRule, FOLDER_FILE } from '../connection/folder-rule.ts';
import { usageFailure } from '../failure.ts';
import { safeText } from '../text/safe-text.ts';

export const allow: Command = {
  name: 'allow',
  summary: `Let the ${FOLDER_FILE} file of this folder choose the account.`,
  operands: [],
  options: {},
  body: [
    `A ${FOLDER_FILE} file is JSON: {"account": "work", "scope": "read:issues", "resource": "https://api.example.com"}. ` +
      'It is found in the folder you are in and in those above. It chooses what is asked for when no account is named, ' +
      'and gives nothing: you approve tokens as ever. One that is new or has changed is not used before you allow it.',
  ],
  examples: [{ line: 'cat .valet-key && vk allow', says: 'After a look at it' }],
  run: async ({ isJson, platform, print, printJson }) => {
    const found = findFolderRule(platform);
    if (found === undefined) {
      throw usageFailure(`No ${FOLDER_FILE} file is in this folder or above it.`);
    }
    allowFolderRule(platform, found);
    const { path, rule } = found;
    if (isJson) await printJson({ path, ...rule });
    else {
      const wanted = Object.entries(rule).map(
        ([name, value]) => `  ${name} ${safeText(value ?? '')}\n`,
      );
      await print(`${safeText(path)} may choose:\n${wanted.join('')}`);
    }
    return 0;
  },
};
