import { describe, expect, it } from 'vitest';
import {
  createRefreshSchedule,
  LONGEST_SLEEP,
  MOST_RUNNING,
  MOST_RUNNING_AT_A_HOST,
} from '../../../src/core/expiry/refresh-schedule.ts';
import { after, seconds, type EpochMs } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { connectionId } from '../../fixtures/connection.ts';

const at = (second: number): EpochMs => after(FAKE_EPOCH, seconds(second));
const filled = (count: number, hosts = 1, due = 0) => {
  const schedule = createRefreshSchedule();
  for (let serial = 0; serial < count; serial += 1) {
    const host = `host-${serial % hosts}`;
    schedule.set({ id: connectionId(serial), host, due: at(due) });
  }
  return schedule;
};

describe('what is started', () => {
  it('is what is due, soonest first, and nothing twice', () => {
    const schedule = createRefreshSchedule();
    const dues = [30, 10, 20, 99];
    for (const due of dues) schedule.set({ id: connectionId(due), host: 'a', due: at(due) });
    expect(schedule.start(at(9))).toEqual([]);
    expect(schedule.sleepFor(at(9))).toBe(1);
    expect(schedule.start(at(30))).toEqual([10, 20, 30].map(connectionId));
    expect(schedule.start(at(30))).toEqual([]);
    expect(schedule.sleepFor(at(30))).toBe(69);
  });

  it('keeps to the limits, at each host and altogether', () => {
    expect(filled(100).start(at(0))).toHaveLength(MOST_RUNNING_AT_A_HOST);
    expect(filled(100, 50).start(at(0))).toHaveLength(MOST_RUNNING);
  });

  it('is not held up by a host that is full', () => {
    const schedule = filled(100);
    schedule.set({ id: connectionId(999), host: 'other', due: at(5) });
    expect(schedule.start(at(10))).toContain(connectionId(999));
  });

  it('follows a refresh that is moved or removed', () => {
    const schedule = filled(3);
    schedule.set({ id: connectionId(0), host: 'host-0', due: at(50) });
    schedule.remove(connectionId(1));
    expect(schedule.start(at(0))).toEqual([connectionId(2)]);
    expect(schedule.sleepFor(at(0))).toBe(50);
  });

  it('sleeps for an hour at most, and without end where nothing waits', () => {
    expect(filled(1, 1, 10 * 365 * 86_400).sleepFor(at(0))).toBe(LONGEST_SLEEP);
    expect(createRefreshSchedule().sleepFor(at(0))).toBeUndefined();
  });
});

describe('10 000 connections due at once', () => {
  it.each([1, 10, 10_000])('at %i hosts: bounded, each once, none forgotten', (hosts) => {
    const schedule = filled(10_000, hosts);
    const started: string[] = [];
    const under = [...schedule.start(at(0))];
    let most = 0;
    while (under.length > 0) {
      most = Math.max(most, under.length);
      expect(schedule.running).toBe(under.length);
      const id = under.shift();
      if (id === undefined) break;
      started.push(id);
      schedule.ended(id, { kind: 'done' }, at(0));
      under.push(...schedule.start(at(0)));
    }
    expect(new Set(started).size).toBe(10_000);
    expect(started).toHaveLength(10_000);
    expect(most).toBe(hosts === 1 ? MOST_RUNNING_AT_A_HOST : MOST_RUNNING);
  });

  it('after a long sleep come no faster than the limits, and in the order they were due', () => {
    const schedule = createRefreshSchedule();
    for (let serial = 0; serial < 1000; serial += 1) {
      schedule.set({ id: connectionId(serial), host: 'a', due: at(1000 - serial) });
    }
    expect(schedule.start(at(8 * 3600))).toEqual([999, 998, 997, 996].map(connectionId));
  });
});

describe('a refresh that fails', () => {
  const failures = (count: number): readonly number[] => {
    const schedule = filled(1);
    const id = connectionId(0);
    let now = at(0);
    return Array.from({ length: count }, () => {
      schedule.start(now);
      schedule.ended(id, { kind: 'failed' }, now);
      const wait = schedule.sleepFor(now) ?? 0;
      now = after(now, seconds(wait));
      return wait;
    });
  };

  it('comes back after 30 s, then twice as long each time, an hour at most, less a share', () => {
    for (const [index, wait] of failures(12).entries()) {
      const whole = Math.min(3600, 30 * 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(whole / 2);
      expect(wait).toBeLessThanOrEqual(whole);
    }
  });

  it('spreads those that failed together', () => {
    const schedule = filled(MOST_RUNNING_AT_A_HOST);
    const started = schedule.start(at(0));
    for (const id of started) schedule.ended(id, { kind: 'failed' }, at(0));
    const returns = [15, 18, 21, 24, 27, 30].map((second) => schedule.start(at(second)).length);
    expect(Math.max(...returns)).toBeLessThan(MOST_RUNNING_AT_A_HOST);
  });

  it('is not brought forward by being set again', () => {
    const schedule = filled(1);
    schedule.start(at(0));
    schedule.ended(connectionId(0), { kind: 'failed' }, at(0));
    schedule.set({ id: connectionId(0), host: 'host-0', due: at(0) });
    expect(schedule.start(at(10))).toEqual([]);
  });

  it('with Retry-After pauses its host and no other', () => {
    const schedule = filled(20, 2);
    const [first] = schedule.start(at(0));
    if (first === undefined) throw new Error('nothing started');
    schedule.ended(first, { kind: 'failed', retryAfter: seconds(120) }, at(0));
    for (const id of [2, 4, 6, 1, 3, 5, 7])
      schedule.ended(connectionId(id), { kind: 'done' }, at(0));
    const odd = [9, 11, 13, 15].map(connectionId);
    expect(schedule.start(at(119))).toEqual(odd);
    for (const id of odd) schedule.ended(id, { kind: 'done' }, at(119));
    expect(schedule.start(at(120))).toContain(connectionId(8));
  });

  it('is forgotten where it was removed meanwhile', () => {
    const schedule = filled(1);
    schedule.start(at(0));
    schedule.remove(connectionId(0));
    schedule.ended(connectionId(0), { kind: 'failed' }, at(0));
    expect(schedule.sleepFor(at(0))).toBeUndefined();
  });
});
