import { describe, expect, it } from 'vitest';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import { parseIssuer, PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import { AT_ONCE, AT_ONE_HOST } from '../../../src/core/revocation/revoke-all.ts';
import { createRevokeAll, isSettled } from '../../../src/core/revocation/revoke-all.ts';
import type { Revocation } from '../../../src/core/revocation/revoke-connection.ts';
import { idOf, login, loginAt } from './revocation-facts.ts';

const at = (seed: number, host: string): Connection =>
  login(seed, { issuer: parseIssuer(`https://${host}`, PUBLIC_HOSTS) });

/** Revocations that end when they are told to; `order` is the order in which they began. */
const rig = (connections: readonly Connection[]) => {
  const order: string[] = [];
  const open = new Map<string, (failure?: Error) => void>();
  let most = 0;
  let changes = 0;
  const everything = createRevokeAll({
    connections: { list: () => connections },
    revoke: (id) =>
      new Promise<Revocation>((resolve, reject) => {
        order.push(id);
        most = Math.max(most, open.size + 1);
        const connection = connections.find((one) => one.id === id) ?? login(0);
        open.set(id, (failure) => {
          open.delete(id);
          if (failure !== undefined) return reject(failure);
          resolve({ connection, what: 'grant', proof: { method: 'refresh', outcome: 'inactive' } });
        });
      }),
    onChange: () => (changes += 1),
  });
  /** Lets one end, and what follows begin. */
  const end = async (id: string, failure?: Error): Promise<void> => {
    open.get(id)?.(failure);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const endAll = async (): Promise<void> => {
    while (open.size > 0) for (const id of [...open.keys()]) await end(id);
  };
  const kinds = () => everything.rows().map(({ state }) => state.kind);
  return { everything, order, open, end, endAll, kinds, most: () => most, changes: () => changes };
};

describe('revoking everything', () => {
  it('leaves out logins that have ended at their server and of which nothing is held', () => {
    const ended = {
      kind: 'sign-in-required',
      since: epochMs(1),
      because: 'VK_GRANT_REVOKED',
    } as const;
    const { everything, order } = rig([
      login(1, { standing: ended, hasRefreshToken: false }),
      login(2, { standing: ended, hasRefreshToken: true }),
      login(3, { hasRefreshToken: false }),
    ]);
    everything.start();
    expect(order).not.toContain(idOf(1));
    expect(everything.rows()).toHaveLength(2);
  });

  it('has few under way at a time, and fewer at one host', async () => {
    const hosts = Array.from({ length: 30 }, (_, seed) => at(seed, `h${seed % 6}.example.com`));
    const { everything, open, endAll, kinds, most } = rig(hosts);
    everything.start();
    expect(open.size).toBe(AT_ONCE);
    await endAll();
    expect(most()).toBe(AT_ONCE);
    expect(new Set(kinds())).toEqual(new Set(['revoked']));

    const one = rig(Array.from({ length: 5 }, (_, seed) => at(seed, 'one.example.com')));
    one.everything.start();
    expect(one.open.size).toBe(AT_ONE_HOST);
    await one.endAll();
    expect(one.most()).toBe(AT_ONE_HOST);
  });

  it('tells of each row as it comes in, whatever came of it', async () => {
    const { everything, end, kinds, changes } = rig([
      at(1, 'a.example.com'),
      at(2, 'b.example.com'),
      at(3, 'c.example.com'),
      loginAt('spotify', false, { id: idOf(4) }),
    ]);
    expect(everything.rows()).toEqual([]);
    everything.start();
    expect(kinds()).toEqual(['running', 'running', 'running', 'blocked']);
    const before = changes();
    await end(idOf(2), new ValetKeyError('VK_OFFLINE'));
    await end(idOf(3), new Error('a fault of ours'));
    expect(kinds()).toEqual(['running', 'failed', 'failed', 'blocked']);
    expect(changes()).toBeGreaterThan(before);
    const codes = everything
      .rows()
      .map(({ state }) => (state.kind === 'failed' ? state.error.code : undefined));
    expect(codes).toEqual([undefined, 'VK_OFFLINE', 'VK_INTERNAL', undefined]);
  });

  it('sends nothing more once it is cancelled, and finishes what was sent', async () => {
    const { everything, order, endAll, kinds } = rig(
      Array.from({ length: 4 }, (_, seed) => at(seed, 'one.example.com')),
    );
    everything.start();
    everything.cancel();
    expect(kinds()).toEqual(['running', 'running', 'cancelled', 'cancelled']);
    await endAll();
    expect(kinds()).toEqual(['revoked', 'revoked', 'cancelled', 'cancelled']);
    expect(order).toHaveLength(2);
  });

  it('joins what is under way, and begins anew only after that', async () => {
    const { everything, order, endAll, kinds } = rig([at(1, 'a.example.com')]);
    everything.start();
    everything.start();
    expect(order).toHaveLength(1);
    await endAll();
    expect(everything.rows().every(isSettled)).toBe(true);
    everything.start();
    expect(order).toHaveLength(2);
    expect(kinds()).toEqual(['running']);
    await endAll();
  });
});
