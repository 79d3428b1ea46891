import type { FindingView } from '../../../contract/advice.ts';
import type { AdviceRuleName } from '../../../vocabulary/advice-rule.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import type { Clock } from '../../port/clock.ts';
import type { ConnectionStore } from '../../port/connection-store.ts';
import type { Ledger } from '../../port/ledger.ts';
import type { Settings } from '../../port/settings.ts';
import type { AccessTokens } from '../../tokens/get-access-token.ts';
import type { Tracer } from '../trace/tracer.ts';
import { adviseOn, dismissedAmong, withDismissal, type AdviceSources } from './advice.ts';

export interface AdvicePorts {
  readonly connections: Pick<ConnectionStore, 'list' | 'get'>;
  readonly accessTokens: Pick<AccessTokens, 'peek'>;
  readonly ledger: Pick<Ledger, 'list'>;
  readonly tracer: Pick<Tracer, 'list'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly settings: Settings;
  /** Called when a finding was dismissed, or is no longer. */
  readonly onChange: () => void;
}

/** What there is to say of all connections, and what a person knows of already. */
export interface Advice {
  list(): readonly FindingView[];
  /** Does nothing where the finding has gone. Fails with VK_RECORD_NOT_WRITTEN. */
  dismiss(rule: AdviceRuleName, connectionId: ConnectionId, isDismissed: boolean): Promise<void>;
}

/** Creates the advice over everything that is known. */
export const createAdvice = (ports: AdvicePorts): Advice => {
  const { connections, accessTokens, ledger, tracer, clock, settings, onChange } = ports;
  const sources = (): AdviceSources => ({
    connections: connections.list(),
    now: clock.now(),
    tokenOf: (id) => accessTokens.peek(id),
    ledger: ledger.list(),
    trace: tracer.list(),
  });
  return {
    list() {
      const isDismissed = dismissedAmong(settings.get().dismissedAdvice);
      return adviseOn(sources()).map((one) => ({ ...one, isDismissed: isDismissed(one) }));
    },
    async dismiss(rule, connectionId, isDismissed) {
      const found = adviseOn(sources()).find(
        (one) => one.rule === rule && one.connectionId === connectionId,
      );
      // It has gone since it was shown, perhaps with its connection: then there is nothing to dismiss.
      if (found === undefined) return;
      const { about } = found;
      const isKept = (id: ConnectionId) => connections.get(id) !== undefined;
      const { dismissedAdvice: before } = settings.get();
      const finding = { rule, connectionId, about };
      await settings.update({
        dismissedAdvice: withDismissal(before, finding, isDismissed, isKept),
      });
      onChange();
    },
  };
};
