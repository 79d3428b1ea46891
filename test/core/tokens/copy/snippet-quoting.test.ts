import { expect, it } from 'vitest';
import { scriptQuoted, tokenVariable } from '../../../../src/core/tokens/copy-format.ts';

it.each([
  ['GitLab', 'GITLAB_ACCESS_TOKEN'],
  ['Calendar, work', 'CALENDAR_WORK_ACCESS_TOKEN'],
  ['Café Zürich', 'CAFE_ZURICH_ACCESS_TOKEN'],
  ['gitlab.example.com', 'GITLAB_EXAMPLE_COM_ACCESS_TOKEN'],
  ['1Password', '_1PASSWORD_ACCESS_TOKEN'],
  ['[::1]', '_1_ACCESS_TOKEN'],
  ['', 'VALET_KEY_ACCESS_TOKEN'],
  ['日本', 'VALET_KEY_ACCESS_TOKEN'],
  ["'; rm -rf ~; '", 'RM_RF_ACCESS_TOKEN'],
  ['a=b\n$(id)', 'A_B_ID_ACCESS_TOKEN'],
  ['LD_PRELOAD', 'LD_PRELOAD_ACCESS_TOKEN'],
  ['\u202eevil', 'EVIL_ACCESS_TOKEN'],
  ['x'.repeat(300), `${'X'.repeat(48)}_ACCESS_TOKEN`],
])('the variable for %j is %s', (name, variable) => {
  expect(tokenVariable(name)).toBe(variable);
});

it.each(['"', '\\', '\n', '\u2028', '\u2029', '</script><!--', '\u007f', '${x}`', '\ud800'])(
  'a string literal of %j stands for just that, on one line and in a page',
  (text) => {
    const literal = scriptQuoted(text);
    expect(JSON.parse(literal)).toBe(text);
    expect(literal).toMatch(/^"[^<\n\r\u2028\u2029]*"$/);
  },
);
