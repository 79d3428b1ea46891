import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import { app, session } from 'electron';
import { trustAlso } from '../../../src/main/adapter/network/certificate-verifier.ts';
import { systemClock } from '../../../src/main/adapter/system/system-ports.ts';
import { selfSigned } from '../../fixtures/self-signed.ts';
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
  outcome['an authority of our own'] = await askWithAuthority().then(
    () => undefined,
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
  );
  return outcome;
};

/** A server whose certificate the system does not know, with that certificate named as an authority. */
const askWithAuthority = async (): Promise<void> => {
  const server = createServer(selfSigned(), (_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const authorities = [new X509Certificate(selfSigned().cert)];
  const trusting = createElectronNetHttp({
    clock: systemClock,
    openSession: () =>
      trustAlso(
        session.fromPartition('trusting', { cache: false }),
        () => authorities,
        systemClock,
      ),
  });
  const response = await trusting(`https://127.0.0.1:${port}/`, { method: 'GET', headers: {} });
  const text = await response.text();
  server.close();
  if (response.status !== 200 || text !== '{}') throw new Error(`answered ${response.status}`);
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
