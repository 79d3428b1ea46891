import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { AuthorizationTransaction } from '../../../src/core/oauth/authorization-request.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { pendingSignIns } from '../../../src/core/sign-in/pending-sign-ins.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { badInputs } from '../../fixtures/bad-inputs.ts';
import { fakeClock } from '../../fake/clock.ts';
import { fakeLog } from '../../fake/log.ts';
import { fakeRandom } from '../../fake/random.ts';

/** Random inputs take long on a busy machine. */
const PROPERTY_TIME = 60_000;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
const TEN_MINUTES = seconds(600);

const process = () => {
  const clock = fakeClock({ skip: false });
  const log = fakeLog();
  return { clock, log, pending: pendingSignIns({ clock, log, digest }) };
};

const random = fakeRandom();
const transaction = (): AuthorizationTransaction => ({
  state: random.base64url(32),
  codeVerifier: Secret.of('code-verifier', random.base64url(32)),
  nonce: random.base64url(32),
  issuer: 'https://as.example',
  issRequired: true,
  redirectUri: 'dev.valetkey.app:/oauth/p1/cb',
  scope: scopeOf(['openid']),
});

const answerTo = ({ state, redirectUri }: AuthorizationTransaction, code = 'abc123'): string =>
  `${redirectUri}?code=${code}&state=${state}&iss=https%3A%2F%2Fas.example`;

const stories: Readonly<Record<string, () => Promise<void>>> = {
  'CB-035': async () => {
    const sent = transaction();
    void process().pending.wait(sent, TEN_MINUTES);
    const restarted = process();
    expect(restarted.pending.deliver(answerTo(sent))).toBe('stale');
    expect(restarted.pending.deliver(answerTo(transaction()))).toBe('ignore');
    await Promise.resolve();
  },
  'CB-036': async () => {
    const { pending } = process();
    const sent = transaction();
    let exchanges = 0;
    const answer = pending.wait(sent, TEN_MINUTES).then(() => (exchanges += 1));
    expect([answerTo(sent), answerTo(sent)].map((url) => pending.deliver(url))).toEqual([
      'proceed',
      'stale',
    ]);
    await answer;
    expect(exchanges).toBe(1);
  },
  'CB-037': async () => {
    const { pending } = process();
    const [first, second] = [transaction(), transaction()];
    const answers = [pending.wait(first, TEN_MINUTES), pending.wait(second, TEN_MINUTES)];
    expect(pending.deliver(answerTo(second, 'two'))).toBe('proceed');
    expect(pending.deliver(answerTo(first, 'one'))).toBe('proceed');
    const settled = await Promise.all(answers);
    expect(settled.map((one) => one.code.expose())).toEqual(['one', 'two']);
    expect(settled.map((one) => one.transaction.codeVerifier)).toEqual([
      first.codeVerifier,
      second.codeVerifier,
    ]);
    expect(settled.map((one) => one.transaction.nonce)).toEqual([first.nonce, second.nonce]);
  },
  'CB-038': async () => {
    const { pending, log, clock } = process();
    const sent = transaction();
    const answer = pending.wait(sent, TEN_MINUTES);
    for (let sentSoFar = 0; sentSoFar < 1000; sentSoFar += 1) {
      expect(pending.deliver(answerTo(transaction()))).toBe('ignore');
      await clock.advance(0.01);
    }
    expect(log.entries).toEqual([
      { level: 'warn', event: 'redirect.strangers', fields: { count: 20 } },
    ]);
    expect(pending.deliver(answerTo(sent))).toBe('proceed');
    await answer;
  },
};

describe('bad inputs: callback.scheme, the stories', () => {
  const told = badInputs('callback.scheme').filter(
    ({ input }) => !input.startsWith('dev.valetkey'),
  );

  it('tells every case that is not one URL', () => {
    const generated = ['CB-031'];
    expect(Object.keys(stories)).toEqual(
      told.map(({ id }) => id).filter((id) => !generated.includes(id)),
    );
  });

  it.each(Object.entries(stories))('%s', (_id, story) => story());
});

describe('pending sign-ins (RFC 6749 §10.12)', () => {
  it('end after ten minutes of monotonic time, though the wall clock jumps', async () => {
    const { pending, clock } = process();
    const sent = transaction();
    const answer = pending.wait(sent, TEN_MINUTES);
    const refused = expect(answer).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_TIMEOUT' });
    clock.jump(86_400);
    await clock.advance(599);
    expect(clock.sleeping).toBe(1);
    await clock.advance(1);
    await refused;
    expect(pending.deliver(answerTo(sent))).toBe('stale');
  });

  it('do not outlive their time where the timer slept with the computer', async () => {
    const late = fakeClock({ skip: false });
    const clock = { ...late, sleep: () => new Promise<void>(() => undefined) };
    const pending = pendingSignIns({ clock, log: fakeLog(), digest });
    const sent = transaction();
    const refused = expect(pending.wait(sent, TEN_MINUTES)).rejects.toMatchObject({
      code: 'VK_AUTHORIZATION_TIMEOUT',
    });
    await late.advance(600);
    expect(pending.deliver(answerTo(sent))).toBe('stale');
    await refused;
  });

  it('end when cancelled, and leave no timer behind', async () => {
    const { pending, clock } = process();
    const [aborted, abandoned] = [transaction(), transaction()];
    const controller = new AbortController();
    const answers = [
      pending.wait(aborted, TEN_MINUTES, controller.signal),
      pending.wait(abandoned, TEN_MINUTES),
    ];
    const refused = answers.map((answer) =>
      expect(answer).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' }),
    );
    controller.abort();
    pending.abandon(abandoned);
    await Promise.all(refused);
    expect(clock.sleeping).toBe(0);
    expect(pending.deliver(answerTo(aborted))).toBe('stale');
  });

  it('are refused at once by a signal that was aborted before', async () => {
    const { pending } = process();
    await expect(
      pending.wait(transaction(), TEN_MINUTES, AbortSignal.abort()),
    ).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
  });

  it('reject with what the response says, and only the one it answers', async () => {
    const { pending } = process();
    const [denied, other] = [transaction(), transaction()];
    const refused = expect(pending.wait(denied, TEN_MINUTES)).rejects.toMatchObject({
      code: 'VK_AUTHORIZATION_DENIED',
    });
    const answer = pending.wait(other, TEN_MINUTES);
    const url = answerTo(denied).replace('code=abc123', 'error=access_denied');
    expect(pending.deliver(url)).toBe('fail');
    await refused;
    expect(pending.deliver(answerTo(other))).toBe('proceed');
    await answer;
  });

  it('are bounded: the oldest gives way to the thirty-third', async () => {
    const { pending } = process();
    const oldest = pending.wait(transaction(), TEN_MINUTES);
    const refused = expect(oldest).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
    for (let index = 0; index < 32; index += 1) void pending.wait(transaction(), TEN_MINUTES);
    await refused;
  });

  it('forget in the end that a state was theirs', async () => {
    const { pending, clock } = process();
    const sent = transaction();
    const answer = pending.wait(sent, TEN_MINUTES);
    pending.deliver(answerTo(sent));
    await answer;
    await clock.advance(3600);
    expect(pending.deliver(answerTo(sent))).toBe('ignore');
  });

  it('report a burst of strangers once, and the next burst again', async () => {
    const { pending, clock, log } = process();
    void pending.wait(transaction(), TEN_MINUTES);
    const burst = (): void => {
      for (let index = 0; index < 50; index += 1) pending.deliver('dev.valetkey.app:');
    };
    burst();
    await clock.advance(11);
    burst();
    expect(log.of('redirect.strangers')).toHaveLength(2);
  });

  it(
    'are disturbed by none of 10 000 random URLs',
    async () => {
      const { pending, log } = process();
      const sent = transaction();
      const answer = pending.wait(sent, TEN_MINUTES);
      const prefix = fc.constantFrom(
        '',
        `${sent.redirectUri}?`,
        'dev.valetkey.app:/',
        'http://127.0.0.1/?state=',
      );
      fc.assert(
        fc.property(prefix, fc.oneof(fc.string(), fc.webQueryParameters()), (start, rest) => {
          expect(pending.deliver(start + rest)).toBe('ignore');
        }),
        { numRuns: 10_000 },
      );
      expect(log.entries).toHaveLength(1);
      expect(pending.deliver(answerTo(sent))).toBe('proceed');
      await expect(answer).resolves.toMatchObject({ transaction: { nonce: sent.nonce } });
    },
    PROPERTY_TIME,
  );
});
