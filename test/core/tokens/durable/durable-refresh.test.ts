import { describe, expect, it } from 'vitest';
import { RETRY_WAITS } from '../../../../src/core/tokens/durable/unsaved.ts';
import { isValetKeyError, ValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import type { RefreshRound } from '../../../../src/core/tokens/durable/durable-refresh.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import type { ErrorCode } from '../../../../src/vocabulary/error-code.ts';
import { ID, keepingRig } from './keeping-rig.ts';

/** Which keychain call of a refresh writes the header of a small token: after two reads of it. */
const HEADER_WRITE = 2;

const code = (expected: string) => ({ code: expected });

describe('a refresh that goes well', () => {
  it('is written down before the request, before the keychain, and after it', async () => {
    const rig = await keepingRig('strict');
    const seenAtSend: string[][] = [];
    await rig.refresh({
      send(token) {
        seenAtSend.push(rig.kinds());
        return rig.server.refresh(token);
      },
    });
    expect(seenAtSend).toEqual([['sealed', 'commit', 'intent']]);
    expect(rig.kinds()).toEqual(['sealed', 'commit', 'intent', 'sealed', 'commit']);
    expect(await rig.kept()).toBe(rig.server.current);
  });

  it('keeps the old refresh token where the reply has none (RFC 6749 §6)', async () => {
    const rig = await keepingRig('non-rotating');
    for (let turn = 0; turn < 5; turn += 1) await rig.refresh();
    expect(await rig.kept()).toBe(rig.server.first.expose());
    expect((await rig.journal.read(ID)).records).toEqual([]);
  });

  it('resets the count of sends where the same refresh token comes back', async () => {
    const rig = await keepingRig('non-rotating');
    const same = async (token: Secret<'refresh-token'>) => ({
      ...(await rig.server.refresh(token)),
      refreshToken: rig.server.first,
    });
    for (let turn = 0; turn < 5; turn += 1) await rig.refresh({ send: same });
    expect(rig.journal.written.filter((one) => one.kind === 'intent' && one.attempt > 1)).toEqual(
      [],
    );
  });

  it('is asked of nobody where no refresh token is held', async () => {
    const rig = await keepingRig('strict');
    await rig.durable.forget(ID);
    expect(await rig.refresh()).toBeUndefined();
    expect(rig.server.seen).toEqual([]);
  });
});

describe('a refresh whose answer is lost', () => {
  it('is repeated once, at once, and saved by the grace period (RFC 9700 §4.14.2)', async () => {
    const rig = await keepingRig('grace');
    rig.server.meet('lost-reply');
    await rig.refresh();
    expect(rig.server.seen).toHaveLength(2);
    expect(await rig.kept()).toBe(rig.server.current);
  });

  it('is called interrupted where a strict server refuses the repeat', async () => {
    const rig = await keepingRig('strict');
    rig.server.meet('lost-reply');
    await expect(rig.refresh()).rejects.toMatchObject(code('VK_REFRESH_INTERRUPTED'));
    expect(await rig.kept()).toBe(rig.server.first.expose());
  });

  it('is not repeated a second time, and leaves the login as it was', async () => {
    const rig = await keepingRig('non-rotating');
    rig.server.meet(new ValetKeyError('VK_SERVER_UNAVAILABLE'), new ValetKeyError('VK_TIMEOUT'));
    await expect(rig.refresh()).rejects.toMatchObject(code('VK_TIMEOUT'));
    expect(rig.server.seen).toHaveLength(2);
    await rig.refresh();
    expect(rig.server.isAlive).toBe(true);
  });

  it('is not repeated at all where the server answered or never heard of it', async () => {
    for (const failure of ['VK_RATE_LIMITED', 'VK_CLIENT_REJECTED', 'VK_GRANT_REVOKED'] as const) {
      const rig = await keepingRig('non-rotating');
      rig.server.meet(new ValetKeyError(failure));
      await expect(rig.refresh()).rejects.toMatchObject(code(failure));
      expect(rig.server.seen).toHaveLength(1);
    }
    const rig = await keepingRig('strict');
    rig.server.meet('offline');
    await expect(rig.refresh()).rejects.toMatchObject(code('VK_OFFLINE'));
    expect(rig.server.seen).toHaveLength(0);
  });
});

describe('a complete answer that is refused', () => {
  const refusing =
    (rig: Awaited<ReturnType<typeof keepingRig>>, failure: ErrorCode): RefreshRound['send'] =>
    async (token, onReceived) => {
      await onReceived(await rig.server.refresh(token));
      throw new ValetKeyError(failure, { fields: { cutOff: true } });
    };

  it.each(['VK_RESPONSE_MALFORMED', 'VK_INTERNAL'] as const)(
    'with %s has its new refresh token kept, and the old one is not sent again',
    async (failure) => {
      const rig = await keepingRig('strict');
      await expect(rig.refresh({ send: refusing(rig, failure) })).rejects.toMatchObject(
        code(failure),
      );
      expect(rig.server.seen).toHaveLength(1);
      expect(await rig.kept()).toBe(rig.server.current);
      await rig.refresh();
      expect(rig.server.isAlive).toBe(true);
    },
  );

  it('is on disk before the refusal, so that no crash after it loses the login', async () => {
    const rig = await keepingRig('strict');
    const kinds: string[][] = [];
    const send: RefreshRound['send'] = async (token, onReceived) => {
      const reply = await rig.server.refresh(token);
      await onReceived(reply);
      kinds.push(rig.kinds());
      return reply;
    };
    await rig.refresh({ send });
    expect(kinds).toEqual([['sealed', 'commit', 'intent', 'sealed', 'commit']]);
    expect(rig.kinds()).toEqual(kinds[0]);
  });

  it('keeps nothing where it is somebody else’s', async () => {
    const rig = await keepingRig('strict');
    const judge = () => {
      throw new ValetKeyError('VK_SUBJECT_CHANGED');
    };
    const send: RefreshRound['send'] = async (token, onReceived) => {
      const reply = await rig.server.refresh(token);
      await onReceived(reply);
      return reply;
    };
    await expect(rig.refresh({ judge, send })).rejects.toMatchObject(code('VK_SUBJECT_CHANGED'));
    expect(await rig.kept()).toBe(rig.server.first.expose());
    expect(rig.server.seen).toHaveLength(1);
  });

  it('says that a refresh was interrupted where the send before it went unanswered', async () => {
    const rig = await keepingRig('strict');
    rig.server.meet('lost-reply');
    const send: RefreshRound['send'] = async (token, onReceived) => {
      try {
        return await rig.server.refresh(token);
      } catch (cause) {
        // As a server that refuses with status 200.
        if (isValetKeyError(cause, 'VK_GRANT_REVOKED')) await onReceived({});
        throw cause;
      }
    };
    await expect(rig.refresh({ send })).rejects.toMatchObject(code('VK_REFRESH_INTERRUPTED'));
  });
});

describe('a process that ends in between', () => {
  it('finishes the keychain write from the journal, asking nobody', async () => {
    const rig = await keepingRig('strict');
    rig.keychain.failCall(HEADER_WRITE, 'VK_KEYCHAIN_UNAVAILABLE');
    await rig.refresh();
    rig.restart();
    expect(await rig.durable.wasCutOff(ID)).toBe(true);
    await rig.refresh();
    expect(rig.server.isAlive).toBe(true);
    expect(await rig.kept()).toBe(rig.server.current);
  });

  it('sends the old token once more, and stops after that until a person insists', async () => {
    const rig = await keepingRig('non-rotating');
    const never = { send: () => Promise.reject(new Error('killed')) };
    for (const attempt of [1, 2]) {
      await rig.journal.append(ID, { kind: 'intent', generation: 1, attempt, at: rig.clock.now() });
    }
    await expect(rig.refresh(never)).rejects.toMatchObject(code('VK_REFRESH_INTERRUPTED'));
    expect(rig.server.seen).toEqual([]);
    await rig.refresh({ insist: true });
    await rig.refresh();
    expect(rig.server.seen).toHaveLength(2);
  });
});

describe('a keychain that refuses the new token', () => {
  const refused = async () => {
    const rig = await keepingRig('strict');
    rig.keychain.failCall(HEADER_WRITE, 'VK_KEYCHAIN_DENIED');
    await rig.refresh();
    return rig;
  };

  it('does not hold the access token back, since the journal has it', async () => {
    const rig = await refused();
    expect(await rig.kept()).toBe(rig.server.first.expose());
    expect(rig.durable.unsaved).toEqual([ID]);
    expect(rig.unsavedEvents).toEqual([true]);
  });

  it('is tried again after 1 s, and the window learns when it is over', async () => {
    const rig = await refused();
    await rig.wait(1);
    expect(rig.clock.slept).toEqual([1]);
    expect(await rig.kept()).toBe(rig.server.current);
    expect(rig.unsavedEvents).toEqual([true, false]);
    expect((await rig.journal.read(ID)).records).toEqual([]);
  });

  it('is tried again after 1, 5, 30, 60, 300 and 900 s, then on the next occasion', async () => {
    const rig = await refused();
    rig.keychain.become('locked');
    for (const wait of RETRY_WAITS) await rig.wait(wait);
    expect(rig.clock.slept).toEqual([1, 5, 30, 60, 300, 900]);
    await rig.wait(10_000);
    expect(rig.clock.sleeping).toBe(0);
    rig.keychain.become('ready');
    await rig.durable.saveUnsaved();
    expect(await rig.kept()).toBe(rig.server.current);
  });

  it('lets the next refresh use the newest token, never the one the server has taken', async () => {
    const rig = await refused();
    await rig.refresh();
    expect(rig.server.isAlive).toBe(true);
    expect(await rig.kept()).toBe(rig.server.current);
  });

  it('refreshes nothing while it is locked', async () => {
    const rig = await keepingRig('strict');
    rig.keychain.become('locked');
    await expect(rig.refresh()).rejects.toMatchObject(code('VK_KEYCHAIN_LOCKED'));
    expect(rig.server.seen).toEqual([]);
    expect(rig.kinds()).toEqual(['sealed', 'commit']);
  });
});

describe('a disk that refuses the journal', () => {
  it('sends nothing without a written intent', async () => {
    const rig = await keepingRig('strict');
    rig.journal.fill(true);
    await expect(rig.refresh()).rejects.toMatchObject(code('VK_RECORD_NOT_WRITTEN'));
    expect(rig.server.seen).toEqual([]);
  });

  it('does no harm between request and reply where the keychain takes the token', async () => {
    const rig = await keepingRig('strict');
    rig.journal.failAppend(1);
    rig.journal.failAppend(2);
    await rig.refresh();
    rig.restart();
    await rig.refresh();
    expect(rig.server.isAlive).toBe(true);
  });

  it('holds the access token back where the keychain refuses too, and forgets nothing', async () => {
    const rig = await keepingRig('strict');
    rig.journal.failAppend(1);
    rig.keychain.failCall(HEADER_WRITE, 'VK_KEYCHAIN_DENIED');
    await expect(rig.refresh()).rejects.toMatchObject(code('VK_RECORD_NOT_WRITTEN'));
    expect(rig.durable.unsaved).toEqual([ID]);
    await rig.refresh();
    expect(rig.server.isAlive).toBe(true);
    expect(await rig.kept()).toBe(rig.server.current);
  });
});

describe('whose token it is', () => {
  it('keeps nothing of a reply that is refused', async () => {
    const rig = await keepingRig('strict');
    const judge = () => {
      throw new ValetKeyError('VK_SUBJECT_CHANGED');
    };
    await expect(rig.refresh({ judge })).rejects.toMatchObject(code('VK_SUBJECT_CHANGED'));
    expect(await rig.kept()).toBe(rig.server.first.expose());
    expect(rig.kinds().at(-1)).toBe('fail');
    expect(rig.server.seen).toHaveLength(1);
  });

  it('uses another token that was stored meanwhile, before it gives the login up', async () => {
    const rig = await keepingRig('strict');
    const other = await keepingRig('strict', 60);
    const send = (token: Secret<'refresh-token'>) =>
      token.equals(other.server.first) ? other.server.refresh(token) : rig.server.refresh(token);
    const replace = async (token: Secret<'refresh-token'>) => {
      if (!token.equals(other.server.first)) {
        await rig.secrets.writeRefreshToken(ID, 2, other.server.first);
        rig.server.revoke();
      }
      return send(token);
    };
    await rig.refresh({ send: replace });
    expect(await rig.kept()).toBe(other.server.current);
  });

  it('lets a new sign-in win over a refresh that was under way', async () => {
    const rig = await keepingRig('strict');
    const signedIn = Secret.of('refresh-token', 'from-a-new-sign-in');
    await rig.refresh({
      async send(token) {
        await rig.secrets.writeRefreshToken(ID, 2, signedIn);
        return rig.server.refresh(token);
      },
    });
    expect(await rig.kept()).toBe('from-a-new-sign-in');
    expect(rig.durable.unsaved).toEqual([]);
  });
});

describe('damaged records', () => {
  it('falls back to the token before, and goes on from there', async () => {
    const rig = await keepingRig('non-rotating', 3000);
    await rig.secrets.writeRefreshToken(ID, 2, Secret.of('refresh-token', 'y'.repeat(3000)));
    rig.keychain.tamper(`g.${ID}.2.0`, undefined);
    await rig.refresh();
    expect(rig.server.seen).toEqual([rig.server.first.expose()]);
    expect(rig.log.of('keeping.fell-back')).toHaveLength(1);
  });

  it('mends an unreadable record from the journal', async () => {
    const rig = await keepingRig('strict');
    rig.journal.failAppend(2);
    await rig.refresh();
    rig.keychain.tamper(`g.${ID}`, 'torn');
    rig.restart();
    await rig.refresh();
    expect(rig.server.isAlive).toBe(true);
    expect(await rig.kept()).toBe(rig.server.current);
  });

  it('leaves an unreadable record alone where the journal cannot mend it', async () => {
    const rig = await keepingRig('strict');
    rig.keychain.tamper(`g.${ID}`, 'torn');
    await expect(rig.refresh()).rejects.toMatchObject(code('VK_RECORD_UNREADABLE'));
    expect(rig.keychain.items.get(`g.${ID}`)).toBe('torn');
    expect(rig.server.seen).toEqual([]);
  });

  it('takes a new sign-in in place of an unreadable record', async () => {
    const rig = await keepingRig('strict');
    rig.keychain.tamper(`g.${ID}`, '{"v":99}');
    await rig.durable.keep(ID, Secret.of('refresh-token', 'signed-in-again'));
    expect(await rig.kept()).toBe('signed-in-again');
  });

  it('takes a new sign-in in place of an unreadable journal, and can refresh after it', async () => {
    const rig = await keepingRig('strict');
    rig.journal.spoil();
    await expect(rig.refresh()).rejects.toMatchObject(code('VK_RECORD_UNREADABLE'));
    await rig.durable.keep(ID, rig.server.first);
    await rig.refresh();
    expect(await rig.kept()).toBe(rig.server.current);
  });
});

describe('forgetting', () => {
  it('leaves nothing behind, not even what waits for the keychain', async () => {
    const rig = await keepingRig('strict');
    rig.keychain.failCall(HEADER_WRITE, 'VK_KEYCHAIN_DENIED');
    await rig.refresh();
    await rig.durable.forget(ID);
    await rig.wait(2000);
    expect(rig.keychain.items.size).toBe(0);
    expect((await rig.journal.read(ID)).records).toEqual([]);
    expect(rig.unsavedEvents).toEqual([true, false]);
  });
});
