import type { Page } from '@playwright/test';
import { launchApp } from '../../tools/rig/app.ts';
import { command } from '../../tools/rig/bridge.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { ourItems } from '../../tools/rig/keychain.ts';
import { builtApp } from '../../tools/rig/runtime.ts';
import { ended } from '../../tools/rig/sign-in.ts';
import { startCorporateNetwork, type CorporateNetwork } from './harness/corporate-network.ts';

/** Signs in by client credentials; what became of it, as a code where it failed. */
const signedIn = async (page: Page, host: string): Promise<string> => {
  const { signInId } = await command(page, 'sign-in.start', {
    kind: 'issuer',
    issuer: `https://${host}`,
    clientId: 'robot',
    clientSecret: 'secret-of-the-robot',
    grant: { kind: 'client_credentials' },
    redirectMethod: 'loopback',
    scope: '',
    allowLoopback: false,
  });
  const { state } = await ended(page, signInId);
  return state.kind === 'failed' ? state.failure.code : state.kind;
};

const logIn = async (page: Page, password: string): Promise<void> => {
  const dialog = page.getByRole('alertdialog', { name: 'The proxy wants a login' });
  await dialog.getByLabel('Username').fill('jo');
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Log in' }).click();
};

const settings = (page: Page) => page.keyboard.press('Control+,');

test.describe('a network with a proxy that wants a login and an authority of its own', () => {
  let network: CorporateNetwork;
  test.beforeEach(async ({ desktop }) => {
    network = await startCorporateNetwork(desktop.folder, ['sso.corp.test', 'other.corp.test']);
  });
  test.afterEach(() => network.stop());

  test('is asked for both once, and neither counts for another host', async ({ desktop }) => {
    const launch = async () =>
      launchApp(await builtApp(), {
        ...desktop,
        env: { ...desktop.env, https_proxy: network.proxy },
      });
    const first = await launch();
    const { page, main } = first;
    try {
      expect(await signedIn(page, 'sso.corp.test')).toBe('VK_PROXY_LOGIN_REQUIRED');
      await expect(page.getByRole('alertdialog')).toContainText(network.proxyPlace);
      await logIn(page, 'wrong');
      await expect(page.getByRole('alertdialog')).toBeHidden();
      expect(await signedIn(page, 'sso.corp.test')).toBe('VK_PROXY_LOGIN_REQUIRED');
      await expect(page.getByRole('alertdialog')).toContainText('did not take the last login');
      await logIn(page, network.password);
      await expect(page.getByRole('alertdialog')).toBeHidden();
      expect(await signedIn(page, 'sso.corp.test')).toBe('VK_TLS_REJECTED');

      await main?.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
      }, network.authority);
      await settings(page);
      await page.getByRole('button', { name: 'Trust an authority…' }).click();
      await page.getByRole('textbox', { name: 'Server' }).fill('https://sso.corp.test/realms/dev');
      await page.getByRole('button', { name: 'Choose a file…' }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText(network.fingerprint);
      await expect(dialog).toContainText('Corp Root CA');
      await dialog.getByRole('button', { name: 'Trust for this server' }).click();
      await expect(dialog).toBeHidden();
      expect(await signedIn(page, 'sso.corp.test')).toBe('done');
      expect(await signedIn(page, 'other.corp.test')).toBe('VK_TLS_REJECTED');
      const kept = (await ourItems(desktop.env)).map(({ account }) => account);
      expect(kept.filter((name) => name.startsWith('s.proxy-'))).toHaveLength(1);
    } finally {
      await first.quit();
    }

    const second = await launch();
    try {
      const { page } = second;
      expect(await signedIn(page, 'sso.corp.test')).toBe('done');
      await settings(page);
      const list = page.getByRole('list', { name: 'Authorities and proxies' });
      await list.getByRole('button', { name: /^Remove the authority of/ }).click();
      await expect(list.getByText('sso.corp.test')).toBeHidden();
      expect(await signedIn(page, 'sso.corp.test')).toBe('VK_TLS_REJECTED');
      await list.getByRole('button', { name: /^Forget the login of the proxy/ }).click();
      await expect(list).toBeHidden();
      expect(await signedIn(page, 'sso.corp.test')).toBe('VK_PROXY_LOGIN_REQUIRED');
    } finally {
      await second.quit();
    }
  });
});
