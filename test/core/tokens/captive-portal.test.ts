import { expect, test } from 'vitest';
import { signInRig } from '../sign-in/sign-in-rig.ts';

/** A login whose server is now behind a network that answers every request by itself. */
const behindPortal = async (answer: () => Response) => {
  let isPortalUp = false;
  const rig = await signInRig({
    http: (server) => async (url, request) => (isPortalUp ? answer() : await server(url, request)),
  });
  const { id } = await rig.signIn();
  await rig.clock.advance(60);
  isPortalUp = true;
  return { ...rig, id, leave: () => void (isPortalUp = false) };
};

const ANSWERS: readonly (readonly [string, () => Response, Record<string, unknown>])[] = [
  [
    'a redirect to its own host',
    () =>
      new Response(null, {
        status: 302,
        headers: { location: 'http://wifi.hotel.example/login?x=1' },
      }),
    { status: 302, why: 'redirected', to: 'wifi.hotel.example' },
  ],
  [
    'its sign-in page',
    () => new Response('<html><title>Hotel</title>', { headers: { 'content-type': 'text/html' } }),
    { status: 200, title: 'Hotel' },
  ],
];

test.each(ANSWERS)(
  'A network that answers a refresh with %s is told as that',
  async (_, answer, fields) => {
    const { app, id } = await behindPortal(answer);
    const failed = app.accessTokens.refresh(id);
    await expect(failed).rejects.toMatchObject({ code: 'VK_WEB_PAGE_RECEIVED', fields });
  },
);

test.each(ANSWERS)(
  'A login outlives any number of refreshes that a network answers with %s',
  async (_, answer) => {
    const { app, id, clock, connections, leave } = await behindPortal(answer);
    for (let day = 0; day < 9; day += 1) {
      await app.accessTokens.refresh(id).catch(() => undefined);
      await clock.advance(86_400);
    }
    expect(connections.get(id)?.standing.kind).toBe('active');
    leave();
    await expect(app.accessTokens.refresh(id)).resolves.toBeDefined();
  },
);
