import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { builtApp } from '../../tools/rig/runtime.ts';
import { signIn, toPlayground } from '../../tools/rig/sign-in.ts';

/** Chromium's own record of its network, of every session, as far as it is read here. */
const netLogSchema = z.object({
  constants: z.object({ logEventTypes: z.record(z.string(), z.number()) }),
  events: z.array(
    z.object({
      type: z.number(),
      params: z
        .object({
          url: z.string().optional(),
          host: z.string().optional(),
          address: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

/** Every address that was asked for, looked up or connected to; the page's own are left out. */
const attemptsIn = (path: string): readonly string[] => {
  // A program that ends at once leaves the list of events open.
  const text = readFileSync(path, 'utf8').trimEnd().replace(/,$/, '');
  const whole = text.endsWith('}]}') || /\],[^\n]*\}$/.test(text) ? text : `${text}]}`;
  const { constants, events } = netLogSchema.parse(JSON.parse(whole));
  const watched = new Set(
    Object.entries(constants.logEventTypes)
      .filter(([name]) => /^(URL_REQUEST|HOST_RESOLVER|TCP_CONNECT|UDP_CONNECT|SOCKET)/.test(name))
      .map(([, type]) => type),
  );
  const named = events
    .filter(({ type }) => watched.has(type))
    .flatMap(({ params }) => [params?.url, params?.host, params?.address])
    .filter((one) => one !== undefined)
    .filter((one) => !/^(app:\/\/vk\/|devtools:|data:|blob:)/.test(one));
  return [...new Set(named)];
};

const isOfThisMachine = (attempt: string): boolean =>
  /^((https?|wss?):\/\/)?(127\.0\.0\.1|localhost|\[::1\])([:/]|$)/.test(attempt);

test('a start and a main job contact nobody but the server that is signed in to', async ({
  desktop,
}) => {
  const record = join(desktop.logs, 'net-log.json');
  const program = await builtApp();
  const args = [...program.args, `--log-net-log=${record}`];
  const app = await desktop.launch({ ...program, args });
  await signIn(desktop, app.page, 'alice', toPlayground('loopback'));
  await app.quit();
  const attempts = attemptsIn(record);
  expect(attempts.some(isOfThisMachine), 'the sign-in itself is in the record').toBe(true);
  expect(attempts.filter((one) => !isOfThisMachine(one))).toEqual([]);
});
