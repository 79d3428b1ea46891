import { expect, test } from 'vitest';
import { isValetKeyError, ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { connectionOf } from '../../fixtures/connection.ts';
import { accessTokenRig } from './access-token-rig.ts';

const ID = connectionOf().id;

/** A login whose refreshes fail so until `mend` is called; waiting passes only when the test says so. */
const failing = async (failure: ValetKeyError) => {
  const rig = await accessTokenRig({ skipWaits: false });
  rig.reactWith(() => Promise.reject(failure));
  return { ...rig, mend: () => rig.reactWith(() => Promise.resolve({})) };
};

const offline = (): ValetKeyError => new ValetKeyError('VK_OFFLINE', { fields: { sent: false } });

test('“Try again” a second after a refresh that found no server asks the server', async () => {
  const { accessTokens, clock, mend } = await failing(offline());
  await expect(accessTokens.refresh(ID)).rejects.toMatchObject({ code: 'VK_OFFLINE' });
  mend();
  await clock.advance(1);
  await expect(accessTokens.refresh(ID)).resolves.toBeDefined();
});

test('A refresh that nobody insists on leaves a failing server alone for a while, and says for how long', async () => {
  const { accessTokens, clock, asked } = await failing(offline());
  await accessTokens.keepAlive(ID).catch(() => undefined);
  const before = asked.length;
  await clock.advance(1);
  await expect(accessTokens.keepAlive(ID)).rejects.toMatchObject({
    code: 'VK_OFFLINE',
    fields: { triedAgainInSeconds: 4 },
  });
  expect(asked).toHaveLength(before);
});

test('“Try again” in a pause that the server asked for says that it waits, and for how long', async () => {
  const fields = { retryAfterSeconds: 30 };
  const { accessTokens, clock, asked, mend } = await failing(
    new ValetKeyError('VK_SERVER_UNAVAILABLE', { fields }),
  );
  await accessTokens.refresh(ID).catch(() => undefined);
  const before = asked.length;
  await clock.advance(12);
  const thrown: unknown = await accessTokens.refresh(ID).catch((cause: unknown) => cause);
  expect(isValetKeyError(thrown, 'VK_RATE_LIMITED') && thrown.fields).toEqual({
    retryAfterSeconds: 18,
    sent: false,
  });
  expect(asked).toHaveLength(before);
  mend();
  await clock.advance(18);
  await expect(accessTokens.refresh(ID)).resolves.toBeDefined();
});
