import type { Clock } from '../../../core/port/clock.ts';
import type { Log } from '../../../core/port/log.ts';
import { seconds } from '../../../vocabulary/instant.ts';
import type { Turn } from './keychain-gate.ts';
import type { HostAct, HostClient, HostOutcome } from './keychain-host-client.ts';
import { refusalIn, type ObservableState } from './keychain-state.ts';

/** A call that takes longer is waiting for a person: an unlock prompt is up. */
const PROMPT_SUSPECTED_AFTER = seconds(3);

/** One native call's outcome. */
export interface Asked {
  readonly outcome: HostOutcome;
  /** It took so long that a prompt was up: whatever came of it was a person's doing. */
  readonly waited: boolean;
}

export type Ask = (act: HostAct) => Promise<Asked>;

interface Means {
  readonly host: HostClient;
  readonly state: ObservableState;
  readonly clock: Clock;
  readonly log: Log;
}

const report = (log: Log, act: HostAct, outcome: HostOutcome): void => {
  if (outcome.kind === 'refused') log.warn('keychain.refused', { op: act.op, why: outcome.detail });
  if (outcome.kind === 'crashed') log.warn('keychain.host-died', { op: act.op });
  if (outcome.kind === 'no-native') log.warn('keychain.no-native');
};

/** How one turn at the gate asks the host; refuses once the turn's caller has given up. */
export const askIn =
  ({ host, state, clock, log }: Means, turn: Turn): Ask =>
  async (act) => {
    if (turn.abandoned) throw refusalIn('waiting');
    const settled = new AbortController();
    let waited = false;
    const suspectPrompt = (): void => {
      waited = true;
      state.enter('waiting');
    };
    clock.sleep(PROMPT_SUSPECTED_AFTER, settled.signal).then(suspectPrompt, () => undefined);
    const outcome = await host.ask(act);
    settled.abort();
    report(log, act, outcome);
    return { outcome, waited };
  };
