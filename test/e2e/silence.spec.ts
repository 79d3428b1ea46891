import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { builtApp } from '../../tools/rig/runtime.ts';
import { signIn, toPlayground } from '../../tools/rig/sign-in.ts';

/** The first line of Chromium's own record of its network, of every session, as far as it is read here. */
const constantsSchema = z.object({ logEventTypes: z.record(z.string(), z.number()) });

/** Each line after it. */
const eventSchema = z.object({
  type: z.number(),
  source: z.object({ id: z.number() }),
  params: z
    .object({
      url: z.string().optional(),
      host: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
});

/** The value of one line of the record; a program that ends at once leaves the last line open. */
const lineValue = (line: string): unknown => {
  try {
    return JSON.parse(line.replace(/,$/, ''));
  } catch {
    return undefined;
  }
};

/** Every address that was asked for, looked up or connected to; the page's own are left out. */
const attemptsIn = (path: string): readonly string[] => {
  const [first = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const constants = constantsSchema.parse(lineValue(first.replace(/^\{"constants":\s*/, '')));
  const events = lines
    .map((line) => eventSchema.safeParse(lineValue(line)))
    .flatMap(({ data }) => (data === undefined ? [] : [data]));
  const typesNamed = (pattern: RegExp): ReadonlySet<number> =>
    new Set(
      Object.entries(constants.logEventTypes)
        .filter(([name]) => pattern.test(name))
        .map(([, type]) => type),
    );
  const watched = typesNamed(/^(URL_REQUEST|HOST_RESOLVER|TCP_CONNECT|UDP_CONNECT)/);
  const [connect, sent] = [typesNamed(/^UDP_CONNECT$/), typesNamed(/^UDP_BYTES_SENT$/)];
  const senders = new Set(
    events.filter(({ type }) => sent.has(type)).map(({ source }) => source.id),
  );
  const named = events
    .filter(({ type }) => watched.has(type))
    // Chromium connects a UDP socket that it sends nothing through, to learn whether IPv6 has a route.
    .filter(({ type, source }) => !connect.has(type) || senders.has(source.id))
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
