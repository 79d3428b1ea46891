import {
  adviseOn,
  dismissedAmong,
  withDismissal,
  type AdviceSources,
  type DismissedFinding,
} from '../../core/insight/advice/advice.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { Ledger } from '../../core/port/ledger.ts';
import type { Clock } from '../../core/port/clock.ts';
import type { Tracer } from '../../core/insight/trace/tracer.ts';
import type { AccessTokens } from '../../core/tokens/get-access-token.ts';
import type { Handlers } from '../../contract/contract.ts';

export interface AdvicePorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'peek'>;
  readonly ledger: Pick<Ledger, 'list'>;
  readonly tracer: Pick<Tracer, 'list'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly dismissals: {
    readonly read: () => readonly DismissedFinding[];
    readonly write: (dismissed: readonly DismissedFinding[]) => Promise<void>;
  };
}

type AdviceCommand = 'advice.list' | 'advice.dismiss';

/** Commands about advice: what there is to say, and what a person knows of already. */
export const adviceHandlers = (ports: AdvicePorts): Pick<Handlers, AdviceCommand> => {
  const { connections, accessTokens, ledger, tracer, clock, dismissals } = ports;
  const sources = (): AdviceSources => ({
    connections: connections.list(),
    now: clock.now(),
    tokenOf: (id) => accessTokens.peek(id),
    ledger: ledger.list(),
    trace: tracer.list(),
  });
  return {
    'advice.list': () => {
      const isDismissed = dismissedAmong(dismissals.read());
      return adviseOn(sources()).map((finding) => ({
        ...finding,
        about: [...finding.about],
        isDismissed: isDismissed(finding),
      }));
    },
    'advice.dismiss': async ({ rule, connectionId, isDismissed }) => {
      const found = adviseOn(sources()).find(
        (one) => one.rule === rule && one.connectionId === connectionId,
      );
      // It has gone since it was shown, perhaps with its connection: then there is nothing to quiet.
      if (found === undefined) return {};
      const { about } = found;
      const isKept = (id: typeof connectionId) => connections.get(id) !== undefined;
      await dismissals.write(
        withDismissal(dismissals.read(), { rule, connectionId, about }, isDismissed, isKept),
      );
      return {};
    },
  };
};
