import { describe, expect, it } from 'vitest';
import { connectionId } from '../../fixtures/connection.ts';
import { handlersRig } from './handlers-rig.ts';

const shown = (n: number) => ({ kind: 'connection', connectionId: connectionId(n) }) as const;
const value = (answer: unknown) => ({ ok: true, value: answer });
const failed = (code: string) => ({ ok: false, failure: { code } });

describe('the window by commands', () => {
  it('begins with what it showed last', async () => {
    const rig = await handlersRig();
    expect(await rig.send('window.opened', {})).toEqual(value({}));
    await rig.send('window.remember', shown(1));
    rig.page.pageGone();
    expect(await rig.send('window.opened', {})).toEqual(value({ shown: shown(1) }));
  });

  it('begins with what was asked for meanwhile', async () => {
    const rig = await handlersRig();
    rig.page.ask({ kind: 'action', action: 'access' });
    expect(await rig.send('window.opened', {})).toEqual(value({ action: 'access' }));
  });

  it('shows nothing of any connection while locked', async () => {
    const rig = await handlersRig();
    await rig.send('window.remember', shown(1));
    rig.lock.lock();
    expect(await rig.send('window.opened', {})).toMatchObject(failed('VK_LOCKED'));
  });

  it.each([
    { kind: 'page', page: '../../etc' },
    { kind: 'page', page: 'x'.repeat(33) },
    { kind: 'page' },
    { kind: 'connection', connectionId: 'short' },
    { kind: 'connection', connectionId: connectionId(1), action: 'copy' },
    {},
  ])('remembers no %j', async (input) => {
    const rig = await handlersRig();
    const reply = await rig.send('window.remember', input as never);
    expect(reply).toMatchObject(failed('VK_INVALID_INPUT'));
    expect(rig.page.shown).toBeUndefined();
  });

  it('shows the folder of this program and takes no other', async () => {
    const rig = await handlersRig();
    expect(await rig.send('app.show-folder', {})).toEqual(value({}));
    const reply = await rig.send('app.show-folder', { path: '/etc' } as never);
    expect(reply).toMatchObject(failed('VK_INVALID_INPUT'));
    expect(rig.shownFolders).toEqual(['/profile']);
  });

  it('a file that was put aside is dismissed by its name', async () => {
    const rig = await handlersRig();
    const name = 'settings.json.corrupt-20260101T000000Z';
    expect(await rig.send('storage.dismiss-file', { name })).toMatchObject({ ok: true });
    expect(rig.dismissedFiles).toEqual([name]);
  });
});

describe('a link to a connection by command', () => {
  it('is copied as it is: it holds no secret', async () => {
    const rig = await handlersRig();
    const id = await rig.signedIn();
    expect(await rig.send('connection.copy-link', { connectionId: id })).toEqual(value({}));
    expect(rig.copied).toEqual([`dev.valetkey.app:/connection/${id}`]);
  });

  it('is not made of a connection that is not there', async () => {
    const rig = await handlersRig();
    const reply = await rig.send('connection.copy-link', { connectionId: connectionId(5) });
    expect(reply).toMatchObject({ ok: false });
    expect(rig.copied).toEqual([]);
  });
});

describe('resetting the keychain by command', () => {
  it('leaves connections listed as unreadable, to sign in again', async () => {
    const rig = await handlersRig({ resetOutcome: () => Promise.resolve('reset') });
    const id = await rig.signedIn();
    expect(await rig.send('storage.reset-keychain', {})).toMatchObject(value({ ended: 'reset' }));
    expect(await rig.send('connection.list', {})).toMatchObject(
      value({
        connections: [{ id, standing: { kind: 'unreadable', because: 'VK_RECORD_UNREADABLE' } }],
      }),
    );
  });

  it('changes nothing where the keychain is only locked', async () => {
    const rig = await handlersRig();
    await rig.signedIn();
    expect(await rig.send('storage.reset-keychain', {})).toMatchObject(
      failed('VK_KEYCHAIN_LOCKED'),
    );
    expect(await rig.send('connection.list', {})).toMatchObject(
      value({ connections: [{ standing: { kind: 'active' } }] }),
    );
  });

  it('is refused while the program is locked', async () => {
    const rig = await handlersRig({ resetOutcome: () => Promise.resolve('reset') });
    rig.lock.lock();
    expect(await rig.send('storage.reset-keychain', {})).toMatchObject(failed('VK_LOCKED'));
  });
});
