import { expect, it } from 'vitest';
import { createRevealLimit } from '../../../src/main/ipc/gates.ts';
import { fakeClock } from '../../fake/clock.ts';

it('lets twenty in any minute through, and says when to come back', async () => {
  const clock = fakeClock({ skip: false });
  const allow = createRevealLimit(clock);
  allow();
  await clock.advance(30);
  for (let n = 0; n < 19; n += 1) allow();
  expect(allow).toThrow(
    expect.objectContaining({ code: 'VK_RATE_LIMITED', fields: { retryAfterSeconds: 30 } }),
  );
  await clock.advance(30);
  allow();
  expect(allow).toThrow(expect.objectContaining({ fields: { retryAfterSeconds: 30 } }));
});

it('takes no notice of a wall clock that is set', () => {
  const clock = fakeClock({ skip: false });
  const allow = createRevealLimit(clock);
  for (let n = 0; n < 20; n += 1) allow();
  clock.jump(3600);
  expect(allow).toThrow(expect.objectContaining({ code: 'VK_RATE_LIMITED' }));
});
