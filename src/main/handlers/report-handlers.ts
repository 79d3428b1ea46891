import type { App } from '../../core/app.ts';
import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Handlers } from '../../contract/contract.ts';
import { writeReport } from './report.ts';
import type { Host } from './handlers.ts';
import { networkView } from './network-handlers.ts';

/** A report is shown before it is saved, and what is saved is what was shown. */
export const reportHandlers = (
  { tracer, connections }: App,
  host: Host,
): Pick<Handlers, 'report.make' | 'report.save'> => {
  let made: string | undefined;
  return {
    'report.make': async ({ withMessages }) => {
      const text = writeReport({
        at: host.machine.now(),
        app: host.appStatus(),
        doctor: await host.runDoctor(),
        agent: host.programs.status(),
        network: networkView(host.network),
        connections: connections.list().length,
        log: host.machine.logTail(),
        messages: withMessages ? tracer.list() : undefined,
        home: host.machine.home,
      });
      made = text;
      return { text };
    },
    'report.save': async () => {
      if (made === undefined) throw new ValetKeyError('VK_INVALID_INPUT');
      return { saved: await host.saveFile('valet-key-report.txt', made) };
    },
  };
};
