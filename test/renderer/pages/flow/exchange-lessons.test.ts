import { expect, it } from 'vitest';
import { LESSONS } from '../../../../src/renderer/pages/flow/replay.tsx';
import { EXCHANGE_KINDS } from '../../../../src/vocabulary/exchange-kind.ts';

it.each(EXCHANGE_KINDS)('a message of the kind %s teaches something', (kind) => {
  expect(LESSONS[kind].why).toMatch(/\.$/);
});
