import { expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret/secret.ts';
import type { TraceEntry } from '../../../src/contract/observation.ts';
import { writeReport, type ReportParts } from '../../../src/main/handlers/report.ts';

const PARTS: ReportParts = {
  at: Date.UTC(2026, 10, 28, 15, 10),
  app: {
    version: '0.1.0',
    electron: '45.4.1',
    runtime: 'official',
    platform: 'linux',
    storage: {
      kind: 'keychain',
      state: 'ready',
      unusedFiles: [
        { document: 'connections', reason: 'damaged', name: 'c-1.json', holds: ['bob'] },
      ],
    },
    isLocked: false,
    clipboardClearAfter: 45,
    folder: '/home/alice/.config/Valet Key',
    clockDifference: { host: 'login.example.com', ahead: -90 },
    hasTray: true,
  },
  doctor: {
    checks: [{ name: 'keychain', outcome: 'pass', found: 'ready' }],
    redirectBases: [],
  },
  agent: { state: 'refused', obstacle: 'in-use' },
  network: { authorities: [], asking: [], proxyLogins: [] },
  connections: 3,
  log: ['{"event":"started","folder":"/home/alice/.config/Valet Key"}'],
  messages: undefined,
  home: '/home/alice',
};

const report = (parts: Partial<ReportParts> = {}): string => writeReport({ ...PARTS, ...parts });

it('a report says version, storage, checks, socket, network and log, each under its heading', () => {
  expect(report()).toBe(`Valet Key report
2026-11-28T15:10:00.000Z

Program
version 0.1.0
Electron 45.4.1, official build
platform linux

Storage
secrets in the keychain, which is: ready
a file of connections is not used: damaged
the clock is 90 s ahead of a server's

Checks
pass keychain: ready

Programs
the socket for them is refused (in-use)

Network
hosts with an authority of their own: 0
proxies with a login: 0

Connections
3

Log
{"event":"started","folder":"~/.config/Valet Key"}
`);
});

it('a report has no secret that a line of the log let through', () => {
  const secret = Secret.of('refresh-token', 'opaque-7f3a9c41d2e8');
  const text = report({
    log: [`{"reason":"bad ${secret.expose()}"}`, 'Bearer eyJhbGciOi.eyJzdWIi.c2ln'],
  });
  expect(text).not.toContain('opaque-7f3a9c41d2e8');
  expect(text).not.toContain('eyJzdWIi');
});

it('a report has messages only where they are wanted, and the newest 200 of them', () => {
  const entries = Array.from(
    { length: 250 },
    (_, at) => ({ id: `m${at}.` }) as unknown as TraceEntry,
  );
  expect(report()).not.toContain('Messages');
  const text = report({ messages: entries });
  expect(text).toContain('Messages (the last 200 of 250)');
  expect(text).toContain('m249.');
  expect(text).not.toContain('m49.');
});
