import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { AGENT_HOST } from '../../src/vocabulary/agent.ts';
import type { ConnectionView } from '../../src/contract/connection.ts';
import { command } from '../rig/bridge.ts';
import { clipboardHolding } from '../rig/clipboard.ts';
import { allow } from '../rig/consent.ts';
import { ourItems, storedRefreshToken } from '../rig/keychain.ts';
import { callApi, isActive } from '../rig/playground.ts';
import { connectionById, signIn, toPlayground } from '../rig/sign-in.ts';
import { eventually } from '../rig/waiting.ts';
import { expectThat, shapeOf, type Job } from './job.ts';

const connectionOf = async (job: Job, account: string): Promise<ConnectionView> => {
  const { connections } = await command(job.app().page, 'connection.list', {});
  const found = connections.find(({ subject }) => subject?.sub === account);
  expectThat(found !== undefined, `There is no connection of ${account}.`);
  return connectionById(job.app().page, found.id);
};

const refreshTokenOf = async (job: Job, account: string): Promise<string> => {
  const { id } = await connectionOf(job, account);
  const token = await storedRefreshToken(job.desktop.env, id);
  expectThat(token !== undefined, `The keychain holds no refresh token of ${account}.`);
  return token;
};

async function startApp(job: Job): Promise<string> {
  await job.start();
  await job.window().tryPlayground.waitFor();
  await job.transcript.picture(job.app().page, 'first-run');
  const { version, electron, runtime, storage } = await command(job.app().page, 'app.status', {});
  expectThat(storage.kind === 'keychain', `Secrets are kept in ${storage.kind}.`);
  return (
    `Valet Key ${version} on Electron ${electron} (${runtime} runtime)\n` +
    `secrets: ${storage.kind}, ${storage.state}\n` +
    `scripts are answered: ${await askAsScript(job)}`
  );
}

/** What a program of the person's is told over the agent's socket. */
async function askAsScript(job: Job): Promise<string> {
  const { state, path: socketPath } = await command(job.app().page, 'agent.status', {});
  expectThat(state === 'listening' && socketPath !== undefined, `The agent is ${state}.`);
  const reply = await new Promise<unknown>((resolve, reject) => {
    const headers = { host: AGENT_HOST };
    request({ socketPath, path: '/v1/status', headers }, (response) => {
      json(response).then(resolve, reject);
    })
      .on('error', reject)
      .end();
  });
  return JSON.stringify(reply);
}

async function signInAlice(job: Job): Promise<string> {
  const tab = await job.desktop.browser.tabOpenedBy(() => job.window().tryPlayground.click());
  await tab.locator('#account-alice').waitFor();
  await job.transcript.picture(job.app().page, 'waiting-for-browser');
  await allow(tab, 'alice');
  await job.window().connection('alice@playground.example').waitFor();
  const { redirectMethod, grantedScope } = await connectionOf(job, 'alice');
  return `redirected by ${redirectMethod}; granted: ${grantedScope.join(' ')}`;
}

async function showConnection(job: Job): Promise<string> {
  const window = job.window();
  await dismissEnded(job);
  await window.connection('alice@playground.example').click();
  await window.tokenCard.waitFor();
  await window.claims.getByRole('table').waitFor();
  await job.transcript.picture(window.page, 'connection');
  const claims = await window.claims.getByRole('rowheader').allTextContents();
  return `claims on the screen: ${claims.join(', ')}`;
}

/** An ended sign-in stays in the list until a person has seen it. */
async function dismissEnded(job: Job): Promise<void> {
  const { page } = job.app();
  for (const { id, state } of await command(page, 'sign-in.list', {})) {
    if (state.kind === 'done') await command(page, 'sign-in.dismiss', { signInId: id });
  }
}

async function lookIntoKeychain(job: Job): Promise<string> {
  const items = await ourItems(job.desktop.env);
  const token = await refreshTokenOf(job, 'alice');
  const issuer = await job.issuer();
  expectThat(await isActive(issuer, token), 'The server does not know the stored refresh token.');
  const accounts = items.map(({ account }) => account).toSorted();
  return `items: ${accounts.join(', ')}\nrefresh token ${shapeOf(token)}: active at the server`;
}

async function copyBearer(job: Job): Promise<string> {
  await job.window().copyAs('Authorization header');
  const header = await clipboardHolding(job.desktop.env, /^(Authorization: )?Bearer \S+$/);
  const credentials = header.replace(/^Authorization: /, '');
  const { status, body } = await callApi(await job.issuer(), 'me', credentials);
  expectThat(status === 200, `The API answers ${String(status)}.`);
  return `xclip reads "${header.slice(0, 24)}…"\nGET /api/me with it: 200 ${JSON.stringify(body)}`;
}

async function refresh(job: Job): Promise<string> {
  const before = await refreshTokenOf(job, 'alice');
  await job.window().button('Refresh').click();
  const after = await eventually('another refresh token in the keychain', async () => {
    const token = await refreshTokenOf(job, 'alice');
    return token === before ? undefined : token;
  });
  const issuer = await job.issuer();
  expectThat(await isActive(issuer, after), 'The new refresh token is not active.');
  expectThat(!(await isActive(issuer, before)), 'The old refresh token is still active.');
  return `refresh token rotated: ${shapeOf(before)} → ${shapeOf(after)}; the old one is inactive`;
}

async function reveal(job: Job): Promise<string> {
  const window = job.window();
  await window.button('Reveal').click();
  const token = await eventually('the revealed token', () => window.revealed());
  await job.transcript.picture(window.page, 'revealed');
  await window.button('Hide').click();
  expectThat((await window.revealed()) === undefined, 'The token is still shown.');
  return `shown ${shapeOf(token)}, and hidden again`;
}

async function signInBob(job: Job): Promise<string> {
  const request = toPlayground('private-use-scheme');
  const { redirectMethod } = await signIn(job.desktop, job.app().page, 'bob', request);
  await job.window().connection('bob@playground.example').click();
  await job.transcript.picture(job.app().page, 'two-connections');
  return `redirected by ${redirectMethod}: Chromium, xdg-open, a second instance, the first one`;
}

async function restart(job: Job): Promise<string> {
  await job.quit();
  await job.start();
  const window = job.window();
  for (const account of ['alice', 'bob']) {
    await window.connection(`${account}@playground.example`).waitFor();
  }
  await window.connection('alice@playground.example').click();
  await window.claims.getByRole('table').waitFor();
  await job.transcript.picture(window.page, 'restarted');
  return 'both logins are there, and alice has a fresh access token without signing in';
}

async function revoke(job: Job): Promise<string> {
  const token = await refreshTokenOf(job, 'alice');
  const { id } = await connectionOf(job, 'alice');
  const issuer = await job.issuer();
  const proof = await job.window().revoke();
  expectThat(!(await isActive(issuer, token)), 'The server still honours the refresh token.');
  const { standing } = await connectionById(job.app().page, id);
  await job.app().page.getByRole('dialog').waitFor({ state: 'detached' });
  await job.transcript.picture(job.app().page, 'revoked');
  return `the window says: ${proof}\nintrospection agrees; the connection stays, as ${standing.kind}`;
}

async function forget(job: Job): Promise<string> {
  const window = job.window();
  for (const account of ['alice', 'bob']) {
    await window.connection(`${account}@playground.example`).click();
    await window.forget();
  }
  await window.tryPlayground.waitFor();
  const left = (await ourItems(job.desktop.env)).map(({ account }) => account);
  expectThat(!left.some((name) => name.startsWith('g.')), `The keychain still has ${left.join()}`);
  return `no grant is left in the keychain (only: ${left.join(', ')})`;
}

/** The main job, in order: what a person would do on the first day. */
export const STEPS: readonly (readonly [string, (job: Job) => Promise<string>])[] = [
  ['Start Valet Key', startApp],
  ['"Try it with the playground": consent as alice in Chromium', signInAlice],
  ['Look at the connection: scopes, countdown, decoded claims', showConnection],
  ['Find the refresh token in the keychain, as another program', lookIntoKeychain],
  ['Copy the Authorization header, paste it elsewhere, call the API', copyBearer],
  ['Refresh, with rotation', refresh],
  ['Reveal the access token', reveal],
  ['Sign in bob by the private-use scheme', signInBob],
  ['Quit, start again', restart],
  ['Revoke at the server', revoke],
  ['Forget', forget],
];
