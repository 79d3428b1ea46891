import { setTimeout as wait } from 'node:timers/promises';
import type { Contender } from './contender.ts';
import type { BenchIssuer } from './issuer.ts';

/** What one contender needed, in milliseconds, and what it asked of the server. */
export interface Result {
  readonly milliseconds: number;
  readonly requests: number;
}

/** One thing that is measured, on a contender of its own. */
export interface Race {
  readonly name: string;
  run(contender: Contender, issuers: readonly [BenchIssuer, BenchIssuer]): Promise<Result>;
}

const ISSUER_DELAY = 50;
/** In seconds: longer than two refreshes of one login are kept apart. */
const SHORT_LIFE = 8;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const measured = async (issuer: BenchIssuer, work: () => Promise<unknown>): Promise<Result> => {
  const before = issuer.requests();
  const milliseconds = await timed(work);
  return { milliseconds, requests: issuer.requests() - before };
};

const times = <Value>(count: number, make: () => Promise<Value>): Promise<readonly Value[]> =>
  Promise.all(Array.from({ length: count }, make));

/** Everything is measured for all contenders in the same run; nothing here is a limit. */
export const RACES: readonly Race[] = [
  {
    name: 'One refresh with rotation, saved, at a server that takes 50 ms',
    async run(contender, [issuer]) {
      await contender.token(0);
      issuer.delay = ISSUER_DELAY;
      const before = issuer.requests();
      const taken: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        await wait(5100);
        taken.push(await timed(() => contender.token(0, { isForced: true })));
      }
      return { milliseconds: median(taken), requests: (issuer.requests() - before) / 5 };
    },
  },
  {
    name: '32 callers at expiry',
    async run(contender, [issuer]) {
      issuer.lifetime = SHORT_LIFE;
      await contender.token(0, { isForced: true });
      issuer.delay = ISSUER_DELAY;
      await wait((SHORT_LIFE + 1) * 1000);
      return measured(issuer, () => times(32, () => contender.token(0)));
    },
  },
  {
    name: 'A token for fewer scopes, asked for 20 times in a row',
    async run(contender, [issuer]) {
      await contender.token(0);
      issuer.delay = ISSUER_DELAY;
      return measured(issuer, async () => {
        for (let round = 0; round < 20; round += 1) await contender.token(0, { scope: 'read' });
      });
    },
  },
  {
    name: "A token that is held, while another login's server takes 3 s",
    async run(contender, issuers) {
      const [held, slow] = issuers;
      await contender.token(0);
      slow.delay = 3000;
      const waiting = contender.token(1, { isForced: true });
      await wait(300);
      const result = await measured(held, () => contender.token(0));
      await waiting;
      return result;
    },
  },
];
