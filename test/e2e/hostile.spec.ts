import type { Page } from '@playwright/test';
import { scopeOf } from '../../src/core/model/scope.ts';
import type { Connection } from '../../src/core/model/connection.ts';
import type { SignInRequest } from '../../src/contract/sign-in.ts';
import { LONG_NAME, POLYGLOTS } from '../fixtures/polyglots.ts';
import { connectionNumber } from '../main/adapter/store/store-rig.ts';
import {
  HOSTILE_CLIENTS,
  startHostileProvider,
  type HostileProvider,
} from '../server/hostile-provider.ts';
import { command } from '../../tools/rig/bridge.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { seedConnections } from '../../tools/rig/seed.ts';
import { ended } from '../../tools/rig/sign-in.ts';
import { appWindow } from '../../tools/rig/window.ts';
import { watchViolations } from '../../tools/rig/violations.ts';

/** One connection for each text, in every member that foreign text can reach. */
const hostileConnection = (polyglot: string, index: number): Connection => ({
  ...connectionNumber(index + 1),
  label: index % 2 === 0 ? polyglot.slice(0, 100) : '',
  requestedScope: scopeOf([polyglot, 'openid']),
  grantedScope: scopeOf(['openid', `${polyglot}:granted`]),
  subject: { sub: polyglot, name: index % 20 === 0 ? LONG_NAME : polyglot, email: polyglot },
});

const requestTo = (provider: HostileProvider, clientId: string): SignInRequest => ({
  kind: 'issuer',
  issuer: provider.issuer,
  clientId,
  redirectMethod: 'loopback',
  scope: 'openid',
  allowLoopback: true,
});

/** What a text that became more than text would have left, and what it would have pushed aside. */
const damage = (page: Page) =>
  page.evaluate(() => {
    const pane = document.querySelector('.window-pane');
    return {
      ran: '__pwned' in globalThis,
      elements: document.querySelectorAll('[data-pwn], iframe, object, base, form[action]').length,
      isPaneTooWide: pane !== null && pane.scrollWidth > pane.clientWidth,
      isPageTooWide: document.documentElement.scrollWidth > innerWidth,
      hasNavigation: document.querySelector('.nav-row')?.checkVisibility() === true,
    };
  });

const NONE = {
  ran: false,
  elements: 0,
  isPaneTooWide: false,
  isPageTooWide: false,
  hasNavigation: true,
};

test('a provider whose every text is an attack changes nothing but text', async ({
  desktop,
  launch,
}) => {
  const provider = await startHostileProvider();
  await seedConnections(desktop.profile, POLYGLOTS.map(hostileConnection));
  const { page } = await launch();
  const violations = await watchViolations(page);

  const ends: string[] = [];
  for (const clientId of Object.values(HOSTILE_CLIENTS)) {
    const { signInId } = await command(page, 'sign-in.start', requestTo(provider, clientId));
    const { state } = await ended(page, signInId);
    ends.push(state.kind === 'failed' ? state.failure.code : state.kind);
    expect(await damage(page)).toEqual(NONE);
  }
  expect(ends).toEqual(['done', 'VK_AUTHORIZATION_DENIED', 'VK_REQUEST_REJECTED']);

  const pages = page.locator('.nav-row');
  for (const row of await pages.all()) {
    const name = await row.textContent();
    await row.click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect({ name, ...(await damage(page)) }).toEqual({ name, ...NONE });
  }
  const connections = page.getByRole('listbox', { name: 'Connections' }).getByRole('option');
  for (let index = 0; index < 12; index += 1) {
    await connections.nth(index).click();
    expect({ index, ...(await damage(page)) }).toEqual({ index, ...NONE });
  }

  const { connections: all } = await command(page, 'connection.list', {});
  const made = all.filter(({ issuer }) => issuer === provider.issuer);
  for (const { id } of made) await command(page, 'connection.userinfo', { connectionId: id });
  const window = appWindow(page);
  await page.getByRole('searchbox').first().fill(provider.issuer.slice('http://'.length));
  await connections.first().click();
  await expect(window.claims.getByRole('table')).toBeVisible();
  expect(await damage(page)).toEqual(NONE);
  expect(await violations()).toEqual([]);
  await provider.close();
});
