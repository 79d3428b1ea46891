import { Secret } from '../../../src/core/secret/secret.ts';
import type { Rotation } from '../../fake/rotating-server.ts';
import { startKeyringSession } from '../session.ts';
import { GRANT, newProfile, openWorld, type TestProfile } from '../world.ts';
import { setTimeout as wait } from 'node:timers/promises';
import type { ToParent } from './messages.ts';
import { startRun, type Run } from './run.ts';

/** Whom a kill hits. */
export type Target = 'program' | 'keychain host' | 'keyring daemon';

/** What is counted over all logins. */
export interface Tally {
  readonly kills: Record<Target, number>;
  served: number;
  /** Tokens were sent that the server never issued: a torn or mixed one. */
  unissued: number;
  /** Sends of one token without an answer that counts, beyond the first and one recovery. */
  excessSends: number;
  /** Runs that stopped and asked for a person, and went on at their word. */
  interrupted: number;
  lost: number;
  /** Of those, where the token in force was in the keychain or the journal. */
  avoidable: number;
}

const LATEST_KILL_MS = 80;

/** Judges each message against the invariants of docs/refresh.md. */
const judge = (tally: Tally, profile: TestProfile) => {
  let sends = new Map<string, number>();
  let isInsisting = false;
  return (message: ToParent): void => {
    if (message.kind === 'send') {
      const { refreshToken } = message;
      if (!profile.server.issued(refreshToken)) tally.unissued += 1;
      const times = (sends.get(refreshToken) ?? 0) + 1;
      sends.set(refreshToken, times);
      if (times > 2 && !isInsisting) tally.excessSends += 1;
    }
    if (message.kind === 'served') {
      tally.served += 1;
      sends = new Map();
      isInsisting = false;
    }
    if (message.kind === 'failed' && message.code === 'VK_REFRESH_INTERRUPTED') {
      if (profile.server.isAlive) tally.interrupted += 1;
      isInsisting = true;
    }
  };
};

/** Whether the token the server would take was within reach of the program. */
const hadTokenInForce = async (env: NodeJS.ProcessEnv, profile: TestProfile): Promise<boolean> => {
  const world = openWorld({ env }, profile);
  try {
    await world.keychain.probe();
    const stored = await world.secrets.readRefreshToken(GRANT);
    const { records } = await world.journal.read(GRANT);
    const inForce = Secret.of('refresh-token', profile.server.current);
    const held = records.flatMap((one) => (one.kind === 'sealed' ? [one.refreshToken] : []));
    return [...held, ...(stored === undefined ? [] : [stored.refreshToken])].some((one) =>
      one.equals(inForce),
    );
  } finally {
    world.keychain.close();
  }
};

/** One login in a keyring of its own, shot at until it is lost or the targets are used up. */
export const shootAtLogin = async (
  rotation: Rotation,
  tokenLength: number,
  targets: Iterator<Target>,
  tally: Tally,
): Promise<void> => {
  const session = await startKeyringSession({ withoutActivation: true });
  const profile = await newProfile(rotation, tokenLength);
  const hear = judge(tally, profile);
  const start = async (signInWith?: string): Promise<Run> => {
    const options = { folder: profile.folder, ...(signInWith === undefined ? {} : { signInWith }) };
    const run = startRun(session.env, options, profile.server, hear);
    await run.next('running');
    return run;
  };
  let run = await start(profile.server.first.expose());
  await run.next('served');
  const hit: Readonly<Record<Target, () => Promise<void>>> = {
    async program() {
      await run.kill();
      run = await start();
    },
    async 'keychain host'() {
      const pid = run.hostPid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    async 'keyring daemon'() {
      await session.killDaemon();
      await session.unlock();
    },
  };
  try {
    for (let shot = targets.next(); shot.done !== true; shot = targets.next()) {
      await wait(Math.random() * LATEST_KILL_MS);
      await hit[shot.value]();
      tally.kills[shot.value] += 1;
      await nextOutcome(run, profile);
      if (!profile.server.isAlive) {
        tally.lost += 1;
        await run.kill();
        if (await hadTokenInForce(session.env, profile)) tally.avoidable += 1;
        return;
      }
    }
  } finally {
    await run.kill();
    await session.stop();
    await profile.remove();
  }
};

/** Waits until a refresh is complete, or the login is gone. */
const nextOutcome = async (run: Run, profile: TestProfile): Promise<void> => {
  for (;;) {
    const message = await run.next('served', 'failed');
    if (message.kind === 'served' || !profile.server.isAlive) return;
  }
};
