import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { isValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { Rotation } from '../fake/rotating-server.ts';
import type { TokenEndpoint, TokenServer } from './token-server.ts';
import { LOGIN, openProgram } from './program-on-disk.ts';

/** What came of the kills in one setting. */
export interface Tally {
  kills: number;
  /** Refreshes the server granted. */
  refreshes: number;
  lost: number;
  /** Lost although the server's newest token was on disk: must be 0. */
  avoidable: number;
  /** With what code the lost ones ended. */
  readonly endedWith: Record<string, number>;
  /** I1, I3: tokens sent that the server never issued. */
  unissued: number;
  /** I2: sends of an already sent token beyond the one recovery, before a person insists. */
  excessSends: number;
  /** I6: journals in which a refresh token could be read. */
  readable: number;
  /** How far the refresh had come when the kill struck: the last journal record. */
  readonly struck: Record<string, number>;
  /** From the server's rotation to the seal on disk, in milliseconds. */
  readonly windows: number[];
}

export const emptyTally = (): Tally => ({
  kills: 0,
  refreshes: 0,
  lost: 0,
  avoidable: 0,
  endedWith: {},
  unissued: 0,
  excessSends: 0,
  readable: 0,
  struck: {},
  windows: [],
});

/** Or later, where a refresh takes longer: every moment of it is to be as likely. */
const LATEST_KILL_MS = 80;
/** A login is given up for a new one now and then, so that what it leaves behind stays small. */
const KILLS_OF_A_LOGIN = 25;

const fromChild = z.union([
  z.object({ firstRefreshMs: z.number() }),
  z.object({ generation: z.number(), at: z.string() }),
]);

/** Programs under fire, one of them always started ahead and waiting for orders. */
export interface Programs {
  next(): ChildProcess;
  close(): void;
}

export const startPrograms = (bundled: string): Programs => {
  const start = (): ChildProcess =>
    fork(bundled, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let spare = start();
  return {
    next() {
      const ready = spare;
      spare = start();
      return ready;
    },
    close: () => void spare.kill('SIGKILL'),
  };
};

/** Runs a program until a random moment, and kills it there. */
const runAndKill = async (
  programs: Programs,
  folder: string,
  endpoint: TokenEndpoint,
  tally: Tally,
): Promise<void> => {
  const child = programs.next();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const running = new Promise<number>((resolve) => {
    child.on('message', (raw) => {
      const message = fromChild.parse(raw);
      if ('firstRefreshMs' in message) return resolve(message.firstRefreshMs);
      const issued = endpoint.issuedAt.get(message.generation);
      if (issued !== undefined) tally.windows.push(Number(BigInt(message.at) - issued) / 1e6);
    });
  });
  child.send({ folder, tokenEndpoint: endpoint.url });
  const refreshMs = await Promise.race([running, gone.then(() => 0)]);
  await wait(Math.random() * Math.max(LATEST_KILL_MS, refreshMs));
  child.kill('SIGKILL');
  await gone;
};

const journalsWithTokens = async (folder: string): Promise<number> => {
  const journals = join(folder, 'journal');
  const files = await readdir(journals).catch(() => []);
  const texts = await Promise.all(files.map((file) => readFile(join(journals, file), 'latin1')));
  return texts.filter((text) => text.includes('refresh-')).length;
};

/** How often a person asks again where the server's answer was whole and no token response. */
const MOST_ASKED = 10;

/** Longer than the pause after a failed refresh, for a clock that is a thousand times as fast. */
const PAUSE_MS = 20;

/** An answer that is refused for its form ends no login: the next one is tried. */
const untilTaken = async <Value>(ask: () => Promise<Value>, left = MOST_ASKED): Promise<Value> => {
  try {
    return await ask();
  } catch (thrown) {
    if (left === 0 || !isValetKeyError(thrown, 'VK_RESPONSE_MALFORMED')) throw thrown;
    await wait(PAUSE_MS);
    return untilTaken(ask, left - 1);
  }
};

/**
 * Opens the login as the next start does; a person may have to insist once. Gives the code it ended
 * with, or undefined where it lives.
 */
const reopen = async (
  folder: string,
  endpoint: TokenEndpoint,
  onInsist: () => void,
): Promise<string | undefined> => {
  const { accessTokens } = await openProgram({ folder, tokenEndpoint: endpoint.url });
  try {
    await accessTokens.resume();
    const get = () => untilTaken(() => accessTokens.get(LOGIN));
    await get().catch((thrown: unknown) => {
      if (!isValetKeyError(thrown, 'VK_REFRESH_INTERRUPTED')) throw thrown;
      onInsist();
      return untilTaken(() => accessTokens.refresh(LOGIN));
    });
  } catch (thrown) {
    return isValetKeyError(thrown) ? thrown.code : String(thrown);
  }
  return endpoint.server.isAlive ? undefined : 'reuse';
};

/** One kill and what is left. Says whether the login lives. */
const shoot = async (
  programs: Programs,
  rotation: Rotation,
  folder: string,
  endpoint: TokenEndpoint,
  tally: Tally,
): Promise<boolean> => {
  const { server } = endpoint;
  await runAndKill(programs, folder, endpoint, tally);
  tally.kills += 1;
  await endpoint.idle();
  const left = await openProgram({ folder, tokenEndpoint: endpoint.url });
  const record = await left.lastRecord();
  tally.struck[record] = (tally.struck[record] ?? 0) + 1;
  tally.readable += await journalsWithTokens(folder);
  const wasOnDisk = (await left.durableTokens()).includes(server.current);
  const sent = server.seen.length;
  const before = new Set(server.seen);
  let insisted = Infinity;
  const end = await reopen(folder, endpoint, () => (insisted = server.seen.length));
  const unasked = server.seen.slice(sent, insisted);
  const repeats = unasked.filter((token) => before.has(token)).length;
  if (rotation !== 'non-rotating') tally.excessSends += Math.max(0, repeats - 1);
  if (end === undefined) return true;
  tally.lost += 1;
  tally.endedWith[end] = (tally.endedWith[end] ?? 0) + 1;
  if (wasOnDisk) tally.avoidable += 1;
  return false;
};

/** Signs in again and kills until the login is lost or old. */
export const shootAtLogin = async (
  tokens: TokenServer,
  programs: Programs,
  { rotation, tokenLength }: { readonly rotation: Rotation; readonly tokenLength: number },
  kills: number,
  tally: Tally,
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'valet-key-f2-'));
  const endpoint = tokens.open(rotation, tokenLength);
  const { server } = endpoint;
  await (
    await openProgram({ folder, tokenEndpoint: endpoint.url })
  ).refreshes.keep(LOGIN, server.first);
  const last = Math.min(kills, tally.kills + KILLS_OF_A_LOGIN);
  while (tally.kills < last && (await shoot(programs, rotation, folder, endpoint, tally)));
  tally.refreshes += server.seen.length;
  tally.unissued += [...new Set(server.seen)].filter((token) => !server.issued(token)).length;
  endpoint.close();
  // What was opened here may still be writing: that is no broken promise.
  await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
};
