import { expect, test } from 'vitest';
import { createEvents } from '../../../src/main/ipc/gates.ts';
import { EVENT_CHANNEL } from '../../../src/contract/bridge.ts';

const heardBy = () => {
  const heard: unknown[][] = [];
  return { heard, page: { send: (...message: unknown[]) => void heard.push(message) } };
};

test('events go to every page there is, in order, after the caller is done', async () => {
  const one = heardBy();
  const other = heardBy();
  const emit = createEvents(() => [one.page, other.page]);
  emit('trace.changed', {});
  emit('app.changed', {});
  expect(one.heard).toEqual([]);
  await Promise.resolve();
  const sent = [
    [EVENT_CHANNEL, 'trace.changed', {}],
    [EVENT_CHANNEL, 'app.changed', {}],
  ];
  expect(one.heard).toEqual(sent);
  expect(other.heard).toEqual(sent);
});

test('a stray field does not go out', async () => {
  const { heard, page } = heardBy();
  const connectionId = 'AAAAAAAAAAAAAAAAAAAAAA';
  createEvents(() => [page])('connection.selected', { connectionId, stray: 'canary' } as never);
  await Promise.resolve();
  expect(heard).toEqual([[EVENT_CHANNEL, 'connection.selected', { connectionId }]]);
});

test('a page that has gone hears nothing, not even what was said while it was there', async () => {
  const { heard, page } = heardBy();
  const pages = [page];
  createEvents(() => pages)('app.changed', {});
  pages.pop();
  await Promise.resolve();
  expect(heard).toEqual([]);
});
