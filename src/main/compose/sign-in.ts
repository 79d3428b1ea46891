import { createHash } from 'node:crypto';
import type { Connection } from '../../core/model/connection.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { Http } from '../../core/port/http.ts';
import type { Log } from '../../core/port/log.ts';
import type { CallbackVerdict } from '../../core/port/redirect-receiver.ts';
import type { SecretStore } from '../../core/port/secret-store.ts';
import type { UserAgent } from '../../core/port/user-agent.ts';
import type { Tracer } from '../../core/insight/trace/tracer.ts';
import type { FetchKeys } from '../../core/connection/keep-keys.ts';
import type { Note } from '../../core/connection/ledger-note.ts';
import { createKeepSignIn } from '../../core/sign-in/keep-sign-in.ts';
import { pendingSignIns, type PendingSignIns } from '../../core/sign-in/pending-sign-ins.ts';
import { signIn, type SignInPorts } from '../../core/sign-in/sign-in.ts';
import { createSignIns, type SignIns } from '../../core/sign-in/sign-ins.ts';
import { createLoopbackReceiver } from '../adapter/network/loopback-receiver.ts';
import { createSchemeReceiver } from '../adapter/network/scheme-receiver.ts';
import { systemClock } from '../adapter/system/system-clock.ts';
import { systemRandom } from '../adapter/system/system-random.ts';
import { PRIVATE_USE_SCHEME } from '../../core/model/client-registration.ts';
import type { Grants } from './grants.ts';

export interface SignInOptions {
  readonly connections: ConnectionStore;
  readonly secrets: SecretStore;
  readonly grants: Grants;
  readonly userAgent: UserAgent;
  readonly http: Http;
  readonly fetchKeys: FetchKeys;
  readonly tracer: Tracer;
  readonly note: Note;
  readonly log: Log;
  readonly onChange: () => void;
  readonly onSignedIn: (connection: Connection) => void;
}

/** Sign-ins, and where what arrives on the private-use scheme is taken. */
export interface ComposedSignIns {
  readonly signIns: SignIns;
  readonly deliver: (rawUrl: string) => CallbackVerdict;
}

/** Composes signing in: browser, receivers, pending transactions, keeping. */
export const composeSignIns = (options: SignInOptions): ComposedSignIns => {
  const { tracer, log, grants, connections, secrets } = options;
  const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
  const pending = traced(pendingSignIns({ clock: systemClock, log, digest }), tracer);
  const ports: SignInPorts = {
    http: options.http,
    fetchKeys: options.fetchKeys,
    userAgent: options.userAgent,
    receivers: {
      loopback: createLoopbackReceiver(),
      'private-use-scheme': createSchemeReceiver(PRIVATE_USE_SCHEME),
    },
    pending,
    secrets,
    keep: createKeepSignIn({
      connections,
      secrets,
      grants: grants.refreshes,
      adopt: (connection, response) => grants.accessTokens.adopt(connection, response),
      clock: systemClock,
      random: systemRandom,
    }),
    clock: systemClock,
    random: systemRandom,
  };
  let flows = 0;
  const signIns = createSignIns({
    clock: systemClock,
    random: systemRandom,
    log,
    onChange: options.onChange,
    async run(target, report, signal) {
      const flow = `sign-in-${++flows}`;
      const http = tracer.http(flow, options.http);
      const userAgent = tracer.userAgent(flow, options.userAgent);
      const connection = await signIn({ ...ports, http, userAgent })(target, report, signal);
      const token = grants.accessTokens.peek(connection.id);
      await options.note('signed-in', connection, token === undefined ? {} : { token });
      options.onSignedIn(connection);
      return connection;
    },
  });
  return { signIns, deliver: (rawUrl) => pending.deliver(rawUrl) };
};

/** The same registry; the tracer hears of each redirect and its verdict. */
const traced = (pending: PendingSignIns, tracer: Tracer): PendingSignIns => ({
  ...pending,
  deliver(rawUrl, only) {
    const verdict = pending.deliver(rawUrl, only);
    tracer.redirected(rawUrl, verdict);
    return verdict;
  },
});
