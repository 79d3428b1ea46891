import { Secret } from '../../core/secret/secret.ts';
import type { ResetOutcome } from '../../core/port/keychain.ts';
import type { Ledger } from '../../core/port/ledger.ts';
import type { CallbackVerdict } from '../../core/port/redirect-receiver.ts';
import { frontChannelIn } from '../../core/oauth/token/find-token.ts';
import type { Tracer } from '../../core/insight/trace/tracer.ts';
import type { AccessTokens } from '../../core/tokens/get-access-token.ts';
import type { Lock } from '../../core/connection/lock.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { ExportKind } from '../../contract/observation-commands.ts';
import type { AppView, SettingsView, StorageView } from '../../contract/view.ts';
import type { DoctorView } from '../../contract/view-trace.ts';
import { adviceHandlers, type AdvicePorts } from './advice-handlers.ts';
import { connectionHandlers, type ConnectionPorts, viewOf } from './connection-handlers.ts';
import { copyHandlers, type CopyPorts } from './copy-handlers.ts';
import { inspectionHandlers, type InspectionPorts } from './inspection-handlers.ts';
import { presetViews } from './preset-views.ts';
import { providerHandlers, type ProviderPorts } from './provider-handlers.ts';
import { registrationHandlers, type RegistrationPorts } from './registration-handlers.ts';
import { revocationHandlers, type RevocationPorts } from './revocation-handlers.ts';
import { scopeHandlers, type ScopePorts } from './scope-handlers.ts';
import {
  startSignIn,
  type PlaygroundPort,
  type SignInTargetPorts,
} from '../../core/sign-in/start-sign-in.ts';
import { tokenHandlers, type TokenPorts } from './token-handlers.ts';
import { windowHandlers, type WindowPorts } from './window-handlers.ts';
import { ledgerEntryView, signInView, traceEntryView } from './views.ts';

/** What the handlers need from the composition: use cases and a few facts about this run. */
export interface HandlerPorts
  extends
    SignInTargetPorts,
    InspectionPorts,
    ProviderPorts,
    ConnectionPorts,
    RevocationPorts,
    TokenPorts,
    CopyPorts,
    AdvicePorts,
    RegistrationPorts,
    ScopePorts,
    WindowPorts {
  readonly accessTokens: AccessTokens;
  readonly playground: PlaygroundPort;
  readonly appStatus: () => Promise<AppView>;
  readonly lock: Lock;
  readonly vault: {
    create(passphrase: Secret<'passphrase'>): Promise<void>;
    unlock(passphrase: Secret<'passphrase'>): Promise<void>;
  };
  readonly probeStorage: () => Promise<StorageView>;
  /** Fails as the keychain's reset does. */
  readonly resetKeychain: () => Promise<ResetOutcome>;
  readonly settings: {
    readonly read: () => SettingsView;
    readonly write: (settings: SettingsView) => Promise<void>;
  };
  readonly tracer: Tracer;
  readonly ledger: Ledger;
  readonly exportFile: (what: ExportKind) => Promise<boolean>;
  readonly runDoctor: () => Promise<DoctorView>;
}

/** One short function for each command: use case in, view out. */
export const createHandlers = (ports: HandlerPorts): Handlers => ({
  'app.status': () => ports.appStatus(),
  'app.lock': () => {
    ports.lock.lock();
    return {};
  },
  'app.unlock': () => {
    ports.lock.unlock();
    return ports.appStatus();
  },
  'storage.create-vault': async ({ passphrase }) => {
    await ports.vault.create(Secret.of('passphrase', passphrase));
    return ports.probeStorage();
  },
  'storage.unlock': async ({ passphrase }) => {
    await ports.vault.unlock(Secret.of('passphrase', passphrase));
    return ports.probeStorage();
  },
  'storage.probe': () => ports.probeStorage(),
  'storage.reset-keychain': async () => {
    const ended = await ports.resetKeychain();
    return { ended, storage: await ports.probeStorage() };
  },
  'preset.list': presetViews,
  'playground.status': () => ports.playground.status(),
  'playground.configure': (settings) => ports.playground.configure(settings),
  ...connectionHandlers(ports),
  ...revocationHandlers(ports),
  ...signInHandlers(ports),
  ...tokenHandlers(ports),
  ...copyHandlers(ports),
  ...inspectionHandlers(ports),
  ...providerHandlers(ports),
  ...registrationHandlers(ports, viewOf(ports)),
  ...scopeHandlers(ports),
  ...windowHandlers(ports),
  ...observing(ports),
  ...adviceHandlers(ports),
});

const signInHandlers = (ports: HandlerPorts) => {
  const { signIns } = ports;
  return {
    'sign-in.start': (request) => ({ signInId: startSignIn(ports, request) }),
    'sign-in.list': () => signIns.list().map(signInView),
    'sign-in.cancel': ({ signInId }) => {
      signIns.cancel(signInId);
      return {};
    },
    'sign-in.confirm': ({ signInId }) => {
      signIns.confirm(signInId);
      return {};
    },
    'sign-in.open-browser-again': async ({ signInId }) => {
      await signIns.openBrowserAgain(signInId);
      return {};
    },
    'sign-in.paste-redirect': ({ signInId, url }) => ({
      verdict: verdictOf(signIns.pasteRedirect(signInId, url), url),
    }),
    'sign-in.dismiss': ({ signInId }) => {
      signIns.dismiss(signInId);
      return {};
    },
  } satisfies Partial<Handlers>;
};

/** Commands that look at what happened, or at this machine. */
const observing = (ports: HandlerPorts) =>
  ({
    'trace.list': () => ports.tracer.list().map(traceEntryView),
    'trace.clear': () => {
      ports.tracer.clear();
      return {};
    },
    'ledger.list': () => ports.ledger.list().map(ledgerEntryView),
    'file.export': async ({ what }) => ({ saved: await ports.exportFile(what) }),
    'settings.read': () => ports.settings.read(),
    'settings.write': async (settings) => {
      await ports.settings.write(settings);
      return ports.settings.read();
    },
    'doctor.run': () => ports.runDoctor(),
  }) satisfies Partial<Handlers>;

/** What does not answer the sign-in may still be worth a word: the implicit grant. RFC 9700 §2.1.2 */
const verdictOf = (verdict: CallbackVerdict, url: string) =>
  verdict === 'ignore' && frontChannelIn(url)?.part === 'fragment' ? 'token-in-fragment' : verdict;
