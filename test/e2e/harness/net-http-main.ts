import { app, session } from 'electron';
import { createElectronNetHttp } from '../../../src/main/adapter/network/electron-net-http.ts';
import { networkPartition } from '../../../src/main/window/session.ts';
import { httpScenarios, runHttpScenario } from '../../port/http.suite.ts';

const openSession = (lane: number) =>
  session.fromPartition(networkPartition(lane), { cache: false });

/** What each scenario came to: `undefined` where it behaved. */
const results = async (): Promise<Readonly<Record<string, string | undefined>>> => {
  const outcome: Record<string, string | undefined> = {};
  for (const title of httpScenarios) {
    console.error(title);
    outcome[title] = await runHttpScenario(title, ({ clock }) =>
      createElectronNetHttp({ clock, openSession }),
    ).then(
      () => undefined,
      (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
    );
  }
  return outcome;
};

/** The suite's only output: one line that the test reads. */
void app
  .whenReady()
  .then(results)
  .then((outcome) => {
    const failures = Object.entries(outcome).filter(([, problem]) => problem !== undefined);
    console.log(`HARNESS ${JSON.stringify({ run: Object.keys(outcome).length, failures })}`);
    app.exit(0);
  });
