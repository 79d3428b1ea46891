import { describe, expect, it } from 'vitest';
import type { ConnectionListView } from '../../../src/contract/connection.ts';
import type { Reply } from '../../../src/contract/command.ts';
import type { EventName, EventPayload } from '../../../src/contract/contract.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { withMeanings } from '../../../src/renderer/bridge/use-connections.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { handlersRig } from './handlers-rig.ts';

type Rig = Awaited<ReturnType<typeof rigWith>>;

const valueOf = async (reply: Promise<Reply<unknown>>): Promise<unknown> => {
  const answered = await reply;
  if (!answered.ok) throw new Error(answered.failure.code);
  return answered.value;
};

/** The program with a login that works and `count` others, and what it says has changed. */
const rigWith = async (count: number) => {
  const events: [EventName, unknown][] = [];
  const rig = await handlersRig();
  const own = await rig.signedIn();
  const scope = scopeOf(['openid', 'email', 'work:everything']);
  for (let index = 1; index <= count; index += 1) {
    await rig.ports.connections.put(
      connectionOf({ id: connectionId(index), requestedScope: scope, grantedScope: scope }),
    );
  }
  rig.onEmit(<Name extends EventName>(name: Name, payload: EventPayload<Name>) => {
    events.push([name, payload]);
  });
  return { ...rig, own, events };
};

/** Characters that cross to the window when a token is copied: what is said, asked and answered. */
const copy = async (rig: Rig): Promise<number> => {
  const { own, events, send } = rig;
  const said: unknown[] = [await send('token.copy', { connectionId: own, format: 'raw' })];
  const named = new Set(events.map(([, payload]) => JSON.stringify(payload)));
  said.push(events);
  expect([...named]).toEqual([JSON.stringify({ connectionId: own })]);
  expect(events.map(([name]) => name)).toContain('connections.changed');
  said.push(await valueOf(send('connection.get', { connectionIds: [own] })));
  said.push(await valueOf(send('advice.about', { connectionIds: [own] })));
  return JSON.stringify(said).length;
};

describe('what crosses to the window', () => {
  it('is as much for a copy among a thousand connections as among three', async () => {
    const few = await copy(await rigWith(2));
    const many = await copy(await rigWith(999));
    // Texts such as instants may differ by a digit.
    expect(Math.abs(many - few)).toBeLessThan(32);
    expect(many).toBeLessThan(8 * 1024);
  });

  it('has each meaning of a scope token once, however many connections it is of', async () => {
    const rig = await rigWith(500);
    const list = (await valueOf(rig.send('connection.list', {}))) as ConnectionListView;
    const tokens = list.meanings.map(({ token }) => token);
    expect(tokens.toSorted()).toEqual(['email', 'openid', 'read', 'work:everything']);
    const whole = withMeanings(list);
    expect(whole).toHaveLength(501);
    const [one] = (await valueOf(
      rig.send('connection.get', { connectionIds: [connectionId(7)] }),
    )) as ReturnType<typeof withMeanings>;
    expect(whole.find(({ id }) => id === connectionId(7))).toEqual(one);
  });

  it('leaves out a connection that has gone', async () => {
    const rig = await rigWith(2);
    const connectionIds = [connectionId(2), rig.own, connectionId(9)];
    expect(await valueOf(rig.send('connection.get', { connectionIds }))).toMatchObject([
      { id: connectionId(2) },
      { id: rig.own },
    ]);
  });
});
