import { expect, test } from 'vitest';
import { FAILURE_TEXT, STEP_LABEL } from '../../src/vocabulary/failure-text.ts';
import { ERROR_CODES, NEXT_STEP } from '../../src/vocabulary/error-code.ts';

const HEAD = `# What the window says when something fails

Every failure that a person can meet, by its code: the sentence on the screen, what to do, and the button beside it.
"Show details" is always there; it shows the code, what is known of the cause, and the server's own words.

Written by \`npx vitest run --project unit test/docs/messages.test.ts --update\`; the same test fails when a sentence
changes and this page does not.
`;

const entry = (code: (typeof ERROR_CODES)[number]): string => {
  const { sentence, action } = FAILURE_TEXT[code];
  return `## \`${code}\`\n\n${sentence}\n\n${action}\n\nButton: ${STEP_LABEL[NEXT_STEP[code]]}.\n`;
};

test('docs/messages.md lists every failure with the sentence that the window shows', async () => {
  const page = [HEAD, ...ERROR_CODES.map(entry)].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/messages.md');
});
