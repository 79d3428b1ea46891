import type { ElectronApplication, Page } from '@playwright/test';
import { command } from '../../tools/rig/bridge.ts';
import type { Desktop } from '../../tools/rig/desktop.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { storedRefreshToken, storedSecret } from '../../tools/rig/keychain.ts';
import {
  found,
  foundInFiles,
  foundInProcesses,
  heapOf,
  type Marked,
} from '../../tools/rig/search.ts';
import { signIn, signInWithSecret, toPlayground } from '../../tools/rig/sign-in.ts';
import { codeVerifiers, heardIn, putWiretapIn } from '../../tools/rig/wiretap.ts';

const mark = (name: string, value: string | undefined): Marked => {
  expect(value ?? '', name).toMatch(/^.{20,}$/);
  return { name, value: value ?? '' };
};

/** Signs in, refreshes, hands out and revokes; answers every refresh token there was. */
async function useUp(desktop: Desktop, page: Page): Promise<readonly Marked[]> {
  const { id } = await signIn(desktop, page, 'alice', toPlayground('private-use-scheme'));
  const first = mark('first refresh token', await storedRefreshToken(desktop.env, id));
  await command(page, 'token.refresh', { connectionId: id });
  const second = mark('second refresh token', await storedRefreshToken(desktop.env, id));
  await command(page, 'token.inspect', { connectionId: id });
  await command(page, 'token.copy', { connectionId: id, format: 'curl' });
  await command(page, 'token.reveal', { connectionId: id });
  await command(page, 'connection.revoke', { connectionId: id });
  return [first, second];
}

/** Signs in as a confidential client, and refreshes. */
async function useClientSecret(desktop: Desktop, page: Page): Promise<readonly Marked[]> {
  const { id, clientSecret } = await signInWithSecret(desktop, page);
  await command(page, 'token.refresh', { connectionId: id });
  expect(await storedSecret(desktop.env, `s.${id}`)).toBe(clientSecret);
  return [
    mark('client secret', clientSecret),
    mark("confidential client's refresh token", await storedRefreshToken(desktop.env, id)),
  ];
}

async function searchEverywhere(
  desktop: Desktop,
  page: Page,
  main: ElectronApplication,
  marked: readonly Marked[],
): Promise<readonly string[]> {
  const { toRenderer } = await heardIn(main);
  return [
    ...foundInFiles(desktop.folder, marked),
    ...foundInProcesses(desktop.folder, marked),
    ...found('what main told the page', Buffer.from(toRenderer.join('\n')), marked),
    ...found("the page's heap", await heapOf(page), marked),
  ];
}

test('refresh tokens, code verifiers and client secrets are nowhere but in the keychain', async ({
  desktop,
  launch,
}) => {
  const app = await launch();
  const { page, main } = app;
  if (main === undefined) throw new Error('The main process cannot be looked into.');
  await putWiretapIn(main);

  const tokens = await useUp(desktop, page);
  const secrets = await useClientSecret(desktop, page);
  const verifiers = codeVerifiers(await heardIn(main)).map((value, index) =>
    mark(`code verifier ${index + 1}`, value),
  );
  expect(verifiers).toHaveLength(2);

  const marked = [...tokens, ...secrets, ...verifiers];
  expect(await searchEverywhere(desktop, page, main, marked)).toEqual([]);
  await app.quit();
  expect(foundInFiles(desktop.folder, marked)).toEqual([]);
});

test('the search finds what is there: in files, processes, replies and the heap', async ({
  desktop,
  launch,
}) => {
  const { page, main } = await launch();
  if (main === undefined) throw new Error('The main process cannot be looked into.');
  await putWiretapIn(main);
  const { issuer } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const places = await searchEverywhere(desktop, page, main, [{ name: 'issuer', value: issuer }]);
  expect(places.join('\n')).toContain(`issuer in ${desktop.profile}`);
  expect(places).toContain('issuer in what main told the page');
  expect(places).toContain("issuer in the page's heap");
  const profile = { name: 'profile', value: desktop.profile };
  expect(foundInProcesses(desktop.folder, [profile])).not.toEqual([]);
});
