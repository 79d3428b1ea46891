import { describe, expect, it, vi } from 'vitest';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { SignInProgress, SignInTarget } from '../../../src/core/sign-in/sign-in.ts';
import { createSignIns } from '../../../src/core/sign-in/sign-ins.ts';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import { parseSignInId } from '../../../src/vocabulary/id.ts';
import { fakeClock } from '../../fake/clock.ts';
import { collectGarbageUntil } from '../../fake/garbage.ts';
import { fakeLog } from '../../fake/log.ts';
import { fakeRandom } from '../../fake/random.ts';
import { connectionOf } from '../../fixtures/connection.ts';

const TITLE = { issuer: 'https://as.example', isPlayground: false };
const settled = () => new Promise((resolve) => setImmediate(resolve));
/** The registry hands the target on and looks at nothing in it. */
const target = () => Promise.resolve({} as SignInTarget);

/** A sign-in that the test takes through its steps, one at a time. */
const rig = () => {
  const runs: {
    report: (progress: SignInProgress) => void;
    signal: AbortSignal;
    resolve: (connection: Connection) => void;
    reject: (reason: unknown) => void;
  }[] = [];
  const log = fakeLog();
  const onChange = vi.fn();
  const signIns = createSignIns({
    run: (_target, report, signal) =>
      new Promise((resolve, reject) => {
        runs.push({ report, signal, resolve, reject });
      }),
    clock: fakeClock(),
    random: fakeRandom(),
    log,
    onChange,
  });
  const begin = async () => {
    const id = signIns.start(TITLE, target);
    await settled();
    const run = runs.at(-1);
    if (run === undefined) throw new Error('did not run');
    return { id, run };
  };
  const stateOf = (id: string) => signIns.list().find((one) => one.id === id)?.state;
  return { signIns, begin, stateOf, onChange, log };
};

const WAITING = {
  kind: 'waiting-for-browser',
  expiresAt: epochMs(0),
  redirectUri: 'http://127.0.0.1:1/callback',
  isBrowserMissing: false,
  reopen: () => Promise.resolve(),
  address: () => Promise.resolve('https://as.example/authorize'),
  paste: () => 'proceed',
} as const satisfies SignInProgress;

describe('the list of sign-ins', () => {
  it.each(['done', 'failed', 'cancelled'] as const)(
    'holds nothing that a sign-in was made of once it is %s: a client secret is among it',
    async (end) => {
      const { signIns, begin, stateOf } = rig();
      const { id, run } = await begin();
      const listen = (): WeakRef<object> => {
        const request = { clientSecret: 'of the request' };
        run.signal.addEventListener('abort', () => request.clientSecret);
        return new WeakRef(request);
      };
      const held = listen();
      if (end === 'done') run.resolve(connectionOf());
      if (end === 'failed') run.reject(new ValetKeyError('VK_TIMEOUT'));
      if (end === 'cancelled') signIns.cancel(id);
      run.reject(new ValetKeyError('VK_AUTHORIZATION_CANCELLED'));
      await settled();
      // The test's own hold on the signal.
      Reflect.deleteProperty(run, 'signal');
      await collectGarbageUntil(() => held.deref() === undefined);
      expect(held.deref()).toBeUndefined();
      expect(stateOf(id)?.kind).toBe(end === 'done' ? 'done' : 'failed');
    },
  );

  it('shows each at once, with its own id and what it has reported last', async () => {
    const { signIns, begin, stateOf, onChange } = rig();
    const one = await begin();
    const two = await begin();
    expect(one.id).not.toBe(two.id);
    expect(parseSignInId(one.id)).toBe(one.id);
    expect(signIns.list().map(({ title, state }) => [title, state.kind])).toEqual([
      [TITLE, 'discovering'],
      [TITLE, 'discovering'],
    ]);
    onChange.mockClear();
    one.run.report({ kind: 'opening-browser' });
    expect(stateOf(one.id)?.kind).toBe('opening-browser');
    expect(stateOf(two.id)?.kind).toBe('discovering');
    expect(onChange).toHaveBeenCalledOnce();
  });

  it('ends with the connection, or with the code of what went wrong', async () => {
    const { begin, stateOf } = rig();
    const connection = connectionOf();
    const good = await begin();
    const bad = await begin();
    good.run.resolve(connection);
    bad.run.reject(new ValetKeyError('VK_OFFLINE'));
    await settled();
    expect(stateOf(good.id)).toEqual({ kind: 'done', connection });
    expect(stateOf(bad.id)).toMatchObject({ kind: 'failed', error: { code: 'VK_OFFLINE' } });
  });

  it('calls what is no error of ours VK_INTERNAL', async () => {
    const { begin, stateOf, log } = rig();
    const { id, run } = await begin();
    run.reject(new TypeError('something with a secret in it'));
    await settled();
    expect(stateOf(id)).toMatchObject({ kind: 'failed', error: { code: 'VK_INTERNAL' } });
    expect(log.text()).not.toContain('secret');
  });

  it('shows a failure to find the target, such as a playground that does not start', async () => {
    const { signIns, stateOf } = rig();
    const id = signIns.start(TITLE, () =>
      Promise.reject(new ValetKeyError('VK_PLAYGROUND_UNAVAILABLE')),
    );
    await settled();
    expect(stateOf(id)).toMatchObject({ error: { code: 'VK_PLAYGROUND_UNAVAILABLE' } });
  });

  it('changes no more once one has ended', async () => {
    const { begin, stateOf, onChange } = rig();
    const { id, run } = await begin();
    run.reject(new ValetKeyError('VK_OFFLINE'));
    await settled();
    onChange.mockClear();
    run.report({ kind: 'storing' });
    expect(stateOf(id)?.kind).toBe('failed');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('lets go of an ended one when it is dismissed, of a running one never', async () => {
    const { signIns, begin } = rig();
    const ended = await begin();
    const running = await begin();
    ended.run.resolve(connectionOf());
    await settled();
    signIns.dismiss(ended.id);
    signIns.dismiss(running.id);
    expect(signIns.list().map(({ id }) => id)).toEqual([running.id]);
  });
});

describe('cancelling a sign-in', () => {
  it('shows it at once and stops what runs', async () => {
    const { signIns, begin, stateOf } = rig();
    const { id, run } = await begin();
    run.report(WAITING);
    signIns.cancel(id);
    expect(run.signal.aborted).toBe(true);
    expect(run.signal.reason).toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
    expect(stateOf(id)).toMatchObject({ error: { code: 'VK_AUTHORIZATION_CANCELLED' } });
  });

  it('comes too late once it is being stored', async () => {
    const { signIns, begin, stateOf } = rig();
    const { id, run } = await begin();
    run.report({ kind: 'storing' });
    signIns.cancel(id);
    expect(run.signal.aborted).toBe(false);
    run.resolve(connectionOf());
    await settled();
    expect(stateOf(id)?.kind).toBe('done');
  });

  it('of all leaves none running', async () => {
    const { signIns, begin } = rig();
    const runs = [await begin(), await begin()];
    signIns.cancelAll();
    expect(runs.map(({ run }) => run.signal.aborted)).toEqual([true, true]);
  });

  it('of one that is not there does nothing', () => {
    const { signIns, onChange } = rig();
    const unknown = parseSignInId('A'.repeat(22));
    if (unknown !== undefined) signIns.cancel(unknown);
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('helping a browser that is out', () => {
  it('shows the page again and takes a pasted redirect while it is waited for', async () => {
    const { signIns, begin } = rig();
    const { id, run } = await begin();
    const reopen = vi.fn(() => Promise.resolve());
    const paste = vi.fn(() => 'fail' as const);
    run.report({ ...WAITING, reopen, paste });
    await signIns.openBrowserAgain(id);
    expect(reopen).toHaveBeenCalledOnce();
    expect(signIns.pasteRedirect(id, 'http://127.0.0.1:1/callback?x')).toBe('fail');
    expect(paste).toHaveBeenCalledWith('http://127.0.0.1:1/callback?x');
  });

  it('does neither before nor after', async () => {
    const { signIns, begin } = rig();
    const { id, run } = await begin();
    await expect(signIns.openBrowserAgain(id)).resolves.toBeUndefined();
    expect(signIns.pasteRedirect(id, 'http://x/')).toBe('stale');
    run.resolve(connectionOf());
    await settled();
    expect(signIns.pasteRedirect(id, 'http://x/')).toBe('stale');
  });
});
