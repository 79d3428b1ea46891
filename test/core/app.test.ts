import { describe, expect, it, vi } from 'vitest';
import { fakeClipboard } from '../fake/app-ports.ts';
import type { SignInRequest } from '../../src/contract/sign-in.ts';
import type { EventName } from '../../src/contract/contract.ts';
import type { SignInRecord } from '../../src/core/sign-in/sign-ins.ts';
import type { SignInId } from '../../src/vocabulary/id.ts';
import { seconds } from '../../src/vocabulary/instant.ts';
import type { Http } from '../../src/core/port/http.ts';
import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import { signInRig } from './sign-in/sign-in-rig.ts';

const REQUEST: SignInRequest = {
  kind: 'issuer',
  issuer: 'https://as.example',
  clientId: 'valet-key',
  redirectMethod: 'loopback',
  scope: 'openid read',
  allowLoopback: false,
};
/** The client as the server has it registered, with the path that is its issuer's own. */
const CLIENT = { clientId: 'valet-key', redirectUris: ['http://127.0.0.1/redirect/as.example'] };

/** The program over fakes, with what a host hears of it. */
const appRig = async (http?: (server: Http) => Http) => {
  const events: EventName[] = [];
  const locks: boolean[] = [];
  const clipboard = fakeClipboard();
  let heard = (): void => undefined;
  const rig = await signInRig({
    server: { clients: [CLIENT] },
    ...(http === undefined ? {} : { http }),
    clipboard,
    emit(name) {
      events.push(name);
      heard();
    },
    onLock: (isLocked) => locks.push(isLocked),
  });
  const stateOf = (id: SignInId): SignInRecord['state'] | undefined =>
    rig.app.signIns.list().find((one) => one.id === id)?.state;
  /** Signs in as a host asks for it, and waits until the record says that it is done. */
  const signedIn = async (request: Partial<SignInRequest> = {}) => {
    const id = rig.app.startSignIn({ ...REQUEST, ...request } as SignInRequest);
    for (;;) {
      const state = stateOf(id);
      if (state?.kind === 'done') return state.connection;
      if (state?.kind === 'failed') throw state.error;
      await new Promise<void>((resolve) => (heard = resolve));
    }
  };
  return { ...rig, clipboard, events, locks, signedIn };
};

const kindsIn = ({ app }: Awaited<ReturnType<typeof appRig>>) =>
  app.ledger.list().map(({ kind }) => kind);

describe('the program without a host', () => {
  it('signs in: the login is kept, recorded and announced by an event', async () => {
    const rig = await appRig();
    const connection = await rig.signedIn();
    expect(rig.app.connections.list()).toEqual([connection]);
    expect(await rig.tokenOf(connection.id)).toBe(rig.server.liveTokens('refresh_token')[0]);
    expect(kindsIn(rig)).toEqual(['signed-in']);
    expect(rig.events).toContain('connections.changed');
    expect(rig.events).toContain('connection.signed-in');
    expect(rig.app.factsOf(connection)).toMatchObject({ isPlayground: false, isUnsaved: false });
    expect(rig.app.mostUsed()).toEqual([connection]);
  });

  it('copies an access token to the clipboard, and the ledger says so', async () => {
    const rig = await appRig();
    const { id: connectionId } = await rig.signedIn();
    await rig.app.handOut.copy({ connectionId }, 'raw');
    expect(rig.clipboard.copied).toEqual(rig.server.liveTokens('access_token'));
    expect(kindsIn(rig)).toEqual(['copied', 'signed-in']);
    expect(rig.connections.get(connectionId)?.lastUsedAt).toBe(rig.clock.now());
  });

  it('revokes a login at its server, marks it, and the ledger says so', async () => {
    const rig = await appRig();
    const { id } = await rig.signedIn();
    await rig.app.revoke(id);
    expect(rig.server.liveTokens('refresh_token')).toEqual([]);
    expect(rig.app.connections.get(id)?.standing.kind).toBe('sign-in-required');
    expect(kindsIn(rig)).toEqual(['revoked', 'signed-in']);
  });

  it('locks: access tokens leave memory, the clipboard is cleared, nothing is handed out', async () => {
    const rig = await appRig();
    const { id: connectionId } = await rig.signedIn();
    rig.app.lock.lock();
    expect(rig.app.accessTokens.held(connectionId)).toEqual([]);
    expect(rig.clipboard.clears()).toBe(1);
    expect(rig.locks).toEqual([true]);
    await expect(rig.app.handOut.copy({ connectionId }, 'raw')).rejects.toMatchObject({
      code: 'VK_LOCKED',
    });
    expect(rig.clipboard.copied).toEqual([]);
  });

  it.each([
    [false, 'refreshes a login that would end by lying idle', 2, 'done'],
    [true, 'refreshes nothing by itself while it is locked', 1, 'failed'],
  ])('locked: %s: %s', async (isLocked, _, requests, outcome) => {
    const rig = await appRig();
    const { issuer } = await rig.signedIn();
    if (isLocked) rig.app.lock.lock();
    // A login was once unused for ten hours and lived, and ended after twelve.
    const [longestIdle, greatestAge] = [seconds(36_000), seconds(36_000)];
    const lifetime = { longestIdle, endedAfterIdle: seconds(43_200), greatestAge };
    await rig.ports.settings.update({ observedLifetimes: { [issuer]: lifetime } });
    rig.app.start();
    for (let hour = 0; hour < 9; hour += 1) await rig.clock.advance(3600);
    await vi.waitFor(() => {
      expect(rig.kept.of('keep-alive.refreshed')[0]?.fields).toMatchObject({ outcome });
    }, 15_000);
    expect(rig.server.requestsTo('token')).toHaveLength(requests);
    await rig.app.close();
  });

  it('closes: what is under way is ended, and the clipboard is cleared', async () => {
    const rig = await appRig();
    rig.browser.does(() => undefined);
    const id = rig.app.startSignIn(REQUEST);
    await rig.clock.advance(0);
    await rig.app.close();
    expect(rig.app.signIns.list().find((one) => one.id === id)?.state).toMatchObject({
      kind: 'failed',
      error: { code: 'VK_AUTHORIZATION_CANCELLED' },
    });
    expect(rig.clipboard.clears()).toBe(1);
  });
});

describe('an access token that is exchanged at another server (RFC 8693)', () => {
  const exchanging = async (answer: () => Promise<Response>) => {
    const rig = await appRig(
      (server) => (url, request) =>
        url === 'https://other.example/token' ? answer() : server(url, request),
    );
    const { id: subject } = await rig.signedIn();
    const exchanged = await rig
      .signedIn({
        kind: 'issuer',
        issuer: 'https://other.example',
        endpoints: {
          authorization_endpoint: 'https://other.example/authorize',
          token_endpoint: 'https://other.example/token',
        },
        scope: '',
        grant: { kind: 'urn:ietf:params:oauth:grant-type:token-exchange', subject },
      })
      .catch((cause: unknown) => cause);
    const lines = rig.app.ledger.list().filter(({ kind }) => kind === 'exchanged');
    return { rig, subject, exchanged, lines };
  };
  const given = () =>
    Promise.resolve(
      Response.json({
        access_token: 'another-token',
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        token_type: 'Bearer',
      }),
    );

  it('is in the ledger as handed out, with the server that was given it', async () => {
    const { rig, subject, exchanged, lines } = await exchanging(given);
    expect(exchanged).toMatchObject({ issuer: 'https://other.example' });
    expect(lines).toMatchObject([{ connectionId: subject, detail: 'other.example' }]);
    expect(rig.connections.get(subject)?.lastUsedAt).toBe(rig.clock.now());
  });

  it('is in the ledger also where the server refuses the exchange: it has seen the token', async () => {
    const refused = () =>
      Promise.resolve(Response.json({ error: 'invalid_target' }, { status: 400 }));
    expect((await exchanging(refused)).lines).toHaveLength(1);
  });

  it('is not in the ledger where the request never left', async () => {
    const offline = () =>
      Promise.reject(new ValetKeyError('VK_OFFLINE', { fields: { sent: false } }));
    expect((await exchanging(offline)).lines).toEqual([]);
  });
});
