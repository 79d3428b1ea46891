/** How big a run is: `short` within `npm test`, `quick` for a change at hand, `full` for the record. */
export type Size = 'short' | 'quick' | 'full';

/** One fault test; the invariants that it holds the program to are in docs/refresh.md. */
export interface Fault {
  readonly id: string;
  readonly what: string;
  /** What must hold. */
  readonly passes: string;
  readonly run:
    | {
        readonly kind: 'vitest';
        readonly files: readonly string[];
        readonly only?: string;
        readonly env?: Readonly<Record<Size, Readonly<Record<string, string>>>>;
      }
    /** A script that prints lines of JSON, each with `kept` or `verdict`. */
    | {
        readonly kind: 'script';
        readonly file: string;
        readonly args: Readonly<Record<Size, readonly string[]>>;
      };
}

const KEEPING = 'test/core/tokens/durable';
const TOKENS = 'test/core/tokens';
const noArgs = { short: [], quick: [], full: [] };

/** In the order of the plan. A script that is not there (yet) is reported as not run. */
export const FAULTS: readonly Fault[] = [
  {
    id: 'F1',
    what: 'Model: a crash after every operation on journal, keychain and server, with and without the unsynced write, at three kinds of server, for tokens of 0 to 9 chunks; then a second crash during recovery',
    passes: 'I1 to I5 and I7; more than 1000 states',
    run: { kind: 'vitest', files: [`${KEEPING}/crash-model.test.ts`] },
  },
  {
    id: 'F2',
    what: 'kill -9 of the real core while four callers refresh, at three kinds of server, tokens of 600 B, 6 kB and 20 kB',
    passes:
      'no avoidable loss, no loss with grace or without rotation, no token in clear in a journal',
    run: {
      kind: 'script',
      file: 'tools/faults/f2-kill.ts',
      args: { short: ['6'], quick: ['30'], full: ['1000'] },
    },
  },
  {
    id: 'F3',
    what: 'kill -9 of program, keychain host and daemon against the real gnome-keyring',
    passes: 'as F2',
    run: {
      kind: 'script',
      file: 'tools/faults/f3-keyring.ts',
      args: { short: ['10'], quick: ['30'], full: ['300'] },
    },
  },
  {
    id: 'F4',
    what: '200 callers at expiry, in seeded random orders; 8 scope sets at once',
    passes: 'one request for each expiry and scope set',
    run: {
      kind: 'vitest',
      files: [`${TOKENS}/single-flight.test.ts`],
      only: 'F4',
      env: {
        short: { VALET_KEY_FAULT_SEEDS: '1000' },
        quick: { VALET_KEY_FAULT_SEEDS: '1000' },
        full: { VALET_KEY_FAULT_SEEDS: '10000' },
      },
    },
  },
  {
    id: 'F5',
    what: 'A keychain fault at each call of three refreshes: locked, denied, gone, locked from there on, never answering',
    passes: 'the login is kept, nothing is overwritten',
    run: { kind: 'vitest', files: [`${KEEPING}/storage-faults.test.ts`], only: 'F5' },
  },
  {
    id: 'F6',
    what: 'A journal fault at each write, alone and together with a keychain fault at each call',
    passes: 'nothing is sent without a written intent',
    run: { kind: 'vitest', files: [`${KEEPING}/storage-faults.test.ts`], only: 'F6' },
  },
  {
    id: 'F7',
    what: 'Network: lost replies, no connection, 5xx, redirects, HTML, a body cut off',
    passes: 'one repeat at most, the login is kept',
    run: {
      kind: 'vitest',
      files: [`${TOKENS}/rotation.test.ts`],
      only: 'F7',
      env: {
        short: { VALET_KEY_FAULT_ROUNDS: '10' },
        quick: { VALET_KEY_FAULT_ROUNDS: '10' },
        full: { VALET_KEY_FAULT_ROUNDS: '100' },
      },
    },
  },
  {
    id: 'F8',
    what: 'Clocks that jump by an hour or ten years, back and forth, during a request; a sleep of 8 h',
    passes: 'one refresh a jump at most',
    run: { kind: 'vitest', files: [`${TOKENS}/single-flight.test.ts`], only: 'F8' },
  },
  {
    id: 'F9',
    what: 'A second instance with 100 KiB of arguments during a refresh',
    passes: 'the first one lives, nothing is lost',
    run: {
      kind: 'script',
      file: 'tools/faults/f9-second-instance.ts',
      args: { short: ['1', '1'], quick: ['3', '2'], full: ['50', '20'] },
    },
  },
  {
    id: 'F10',
    what: 'The order of system calls, watched by strace',
    passes: 'intent synced, request sent, seal synced, keychain written',
    run: { kind: 'script', file: 'tools/faults/f10-order.ts', args: noArgs },
  },
  {
    id: 'F11',
    what: 'Two processes with the same user data, while another user tries to keep both out',
    passes: 'one owner',
    run: {
      kind: 'script',
      file: 'tools/faults/f11-two-owners.ts',
      args: { short: ['2'], quick: ['5'], full: ['100'] },
    },
  },
  {
    id: '6.6',
    what: 'Ten states of the keychain, real ones where they can be made, times start, refresh, sign-in, delete and hand-out',
    passes: 'no crash, no write but when ready, the event loop held for less than 200 ms',
    run: {
      kind: 'vitest',
      files: ['test/keychain/matrix.test.ts', 'test/keychain/gnome-keyring.test.ts'],
    },
  },
  {
    id: 'storm',
    what: 'Logins at one server that are all due at once, over loopback HTTP',
    passes: 'four requests at once at most, each login once, memory bounded',
    run: {
      kind: 'script',
      file: 'tools/faults/storm.ts',
      args: { short: ['300'], quick: ['1000'], full: ['10000'] },
    },
  },
];
