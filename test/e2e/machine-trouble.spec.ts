import type { Page } from '@playwright/test';
import type { SignInRequest } from '../../src/contract/sign-in.ts';
import { command } from '../../tools/rig/bridge.ts';
import type { Desktop } from '../../tools/rig/desktop.ts';
import { dismissErrorBox } from '../../tools/rig/error-box.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { builtApp } from '../../tools/rig/runtime.ts';
import { connectionById, connectionMadeBy, startSignIn } from '../../tools/rig/sign-in.ts';
import { startOther } from '../../tools/rig/start-again.ts';
import { appWindow } from '../../tools/rig/window.ts';
import { mountSmallDisk, type SmallDisk } from '../keychain/small-disk.ts';
import { startTroubledServer, type TroubledServer } from './harness/troubled-server.ts';

/** Three days and some hours, so that a slow answer leaves three days. */
const APART = 3 * 86_400 + 7200;
/** Chromium keeps some MB in its profile. */
const DISK_KIB = 48 * 1024;

const request = ({ issuer }: TroubledServer): SignInRequest => ({
  kind: 'issuer',
  issuer,
  clientId: 'app',
  redirectMethod: 'loopback',
  scope: 'openid email',
  allowLoopback: true,
});

/** Signs in and shows the login; the server asks nobody anything. */
const signIn = async (desktop: Desktop, page: Page, server: TroubledServer) => {
  const { id } = await startSignIn(desktop, page, request(server));
  const connection = await connectionMadeBy(page, id);
  await command(page, 'sign-in.dismiss', { signInId: id });
  await appWindow(page).connection(new URL(server.issuer).host).click();
  return connection;
};

const isActive = async (page: Page, id: string): Promise<boolean> =>
  (await connectionById(page, id)).standing.kind === 'active';

test.describe('on a disk that cannot be written', () => {
  let disk: SmallDisk | undefined;
  test.beforeEach(async ({ desktop }) => {
    disk = await mountSmallDisk(DISK_KIB, desktop.profile).catch(() => undefined);
    test.skip(disk === undefined, 'mounting takes root');
  });
  test.afterEach(async () => disk?.stop());

  test('a start says so in a box and ends with status 5', async ({ desktop }) => {
    await disk?.makeReadOnly();
    const app = startOther(await builtApp(), desktop.env);
    await dismissErrorBox(desktop.env, app.pid);
    expect(await app.exited).toBe(5);
    expect(app.said()).toContain(`Its folder cannot be written: ${desktop.profile}.`);
  });

  test('a new login is refused by the name of what is full, and an old one goes on', async ({
    desktop,
    launch,
  }) => {
    const [server, other] = [await startTroubledServer(), await startTroubledServer()];
    try {
      const first = await launch();
      const { id } = await signIn(desktop, first.page, server);
      await disk?.fill();
      await startSignIn(desktop, first.page, request(other));
      await first.page.getByText(new URL(other.issuer).host).click();
      await expect(first.page.getByText('The disk is full, so nothing could')).toBeVisible();
      await command(first.page, 'token.refresh', { connectionId: id });
      await first.quit();

      const { page } = await launch();
      await command(page, 'token.refresh', { connectionId: id });
      expect(await isActive(page, id)).toBe(true);
    } finally {
      await server.stop();
      await other.stop();
    }
  });
});

test('a second start beside a stopped one says so in a box, and the first goes on', async ({
  desktop,
  launch,
}) => {
  const { page, pid } = await launch();
  process.kill(pid, 'SIGSTOP');
  try {
    const second = startOther(await builtApp(), desktop.env);
    await dismissErrorBox(desktop.env, second.pid);
    expect(await second.exited).toBe(3);
    expect(second.said()).toContain('already running, but was stopped');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect(appWindow(page).tryPlayground).toBeVisible();
});

test('a wrong clock, a captive portal and ::1 alone are told as that, and cost no login', async ({
  desktop,
  launch,
}) => {
  const servers: TroubledServer[] = [];
  const start = async (host?: string): Promise<TroubledServer> => {
    const server = await startTroubledServer(host);
    servers.push(server);
    return server;
  };
  try {
    const { page } = await launch();
    for (const [ahead, words] of [
      [APART, /This computer’s clock is 3 days.* behind that of/],
      [-APART, /This computer’s clock is 3 days.* ahead of that of/],
    ] as const) {
      await test.step(`a server’s clock is ${String(ahead)} s ahead`, async () => {
        const server = await start();
        server.ahead = ahead;
        const { id } = await signIn(desktop, page, server);
        await expect(page.getByText(words)).toBeVisible();
        await command(page, 'token.refresh', { connectionId: id });
        expect(await isActive(page, id)).toBe(true);
      });
    }
    await test.step('a server on ::1 alone is found by the name localhost', async () => {
      const { subject } = await signIn(desktop, page, await start('::1'));
      expect(subject?.sub).toBe('jo');
    });
    await test.step('a captive portal', async () => {
      const server = await start();
      const { id } = await signIn(desktop, page, server);
      const { tokenCard } = appWindow(page);
      for (const network of ['portal-page', 'portal-redirect'] as const) {
        server.network = network;
        await appWindow(page).button('Refresh').click();
        await expect(tokenCard).toContainText('A web page came back instead');
        expect(await isActive(page, id)).toBe(true);
      }
      server.network = 'open';
      await command(page, 'token.refresh', { connectionId: id });
      expect(await isActive(page, id)).toBe(true);
    });
  } finally {
    for (const server of servers) await server.stop();
  }
});
