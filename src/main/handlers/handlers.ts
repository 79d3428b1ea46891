import type { App } from '../../core/app.ts';
import { traceAsHar } from '../../core/insight/trace/har.ts';
import { frontChannelIn } from '../../core/oauth/token/find-token.ts';
import type { Clipboard } from '../../core/port/clipboard.ts';
import type { CallbackVerdict } from '../../core/port/redirect-receiver.ts';
import type { UserAgent } from '../../core/port/user-agent.ts';
import { Secret } from '../../core/secret/secret.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { ExportKind } from '../../contract/observation.ts';
import type {
  DoctorView,
  AppView,
  PlaygroundView,
  SettingsView,
  StorageView,
} from '../../contract/app.ts';
import type { NavigationRequests } from '../window/navigation-requests.ts';
import { adviceHandlers } from './advice-handlers.ts';
import { connectionHandlers } from './connection-handlers.ts';
import { inspectionHandlers } from './inspection-handlers.ts';
import { presetViews } from './preset-views.ts';
import { providerHandlers } from './provider-handlers.ts';
import { registrationHandlers } from './registration-handlers.ts';
import { revocationHandlers } from './revocation-handlers.ts';
import { scopeHandlers } from './scope-handlers.ts';
import { tokenHandlers } from './token-handlers.ts';
import { ledgerEntryView, signInView, traceEntryView } from './views.ts';
import { windowHandlers } from './window-handlers.ts';

/** What commands need of this machine, this run and the window rather than of the core. */
export interface Host {
  readonly page: Pick<NavigationRequests, 'pageOpened' | 'remember'>;
  readonly clipboard: Pick<Clipboard, 'copyText'>;
  readonly userAgent: UserAgent;
  readonly playground: {
    status(): PlaygroundView;
    configure(settings: {
      readonly accessTokenLifetime: number;
      readonly accessTokenFormat: 'jwt' | 'opaque';
    }): PlaygroundView;
  };
  /** The program's version. */
  readonly version: () => string;
  readonly appStatus: () => AppView;
  readonly storageView: () => StorageView;
  /** Shows a file that was put aside no more. Fails with VK_RECORD_NOT_WRITTEN. */
  readonly dismissFile: (name: string) => void;
  readonly settings: {
    readonly read: () => SettingsView;
    readonly write: (settings: SettingsView) => Promise<void>;
  };
  /** Fails with VK_RATE_LIMITED where tokens are shown faster than a person could look at them. */
  readonly allowReveal: () => void;
  /** Asks a person where to; false where they decline. */
  readonly saveFile: (name: string, text: string) => Promise<boolean>;
  /** Asks for a file of providers and gives its bytes; undefined where the person declines. */
  readonly openProviderFile: () => Promise<Uint8Array | undefined>;
  readonly showFolder: () => Promise<void>;
  readonly runDoctor: () => Promise<DoctorView>;
}

/** One short function for each command: use case in, view out. */
export const createHandlers = (app: App, host: Host): Handlers => ({
  ...lockHandlers(app, host),
  ...storageHandlers(app, host),
  ...observationHandlers(app, host),
  ...signInHandlers(app),
  'preset.list': presetViews,
  'playground.status': () => host.playground.status(),
  'playground.configure': (settings) => host.playground.configure(settings),
  ...connectionHandlers(app),
  ...revocationHandlers(app, host),
  ...tokenHandlers(app, host),
  ...inspectionHandlers(app),
  ...providerHandlers(app, host),
  ...registrationHandlers(app),
  ...scopeHandlers(app),
  ...windowHandlers(app, host),
  ...adviceHandlers(app),
});

const lockHandlers = ({ lock }: App, host: Host) =>
  ({
    'app.status': () => host.appStatus(),
    'app.lock': () => {
      lock.lock();
      return {};
    },
    'app.unlock': () => {
      lock.unlock();
      return host.appStatus();
    },
  }) satisfies Partial<Handlers>;

const storageHandlers = ({ storage }: App, { storageView, dismissFile }: Host) => {
  const probed = async (): Promise<StorageView> => {
    await storage.probe();
    return storageView();
  };
  return {
    'storage.create-vault': async ({ passphrase }) => {
      await storage.createVault(Secret.of('passphrase', passphrase));
      return probed();
    },
    'storage.unlock': async ({ passphrase }) => {
      await storage.unlockVault(Secret.of('passphrase', passphrase));
      return probed();
    },
    'storage.probe': probed,
    'storage.dismiss-file': ({ name }) => {
      dismissFile(name);
      return storageView();
    },
    'storage.reset-keychain': async () => {
      const ended = await storage.reset();
      return { ended, storage: await probed() };
    },
  } satisfies Partial<Handlers>;
};

const signInHandlers = ({ signIns, startSignIn }: App) =>
  ({
    'sign-in.start': (request) => ({ signInId: startSignIn(request) }),
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
  }) satisfies Partial<Handlers>;

/** Commands that look at what happened, or at this machine. */
const observationHandlers = (app: App, host: Host) =>
  ({
    'trace.list': () => app.tracer.list().map(traceEntryView),
    'trace.clear': () => {
      app.tracer.clear();
      return {};
    },
    'ledger.list': () => app.ledger.list().map(ledgerEntryView),
    'file.export': async ({ what }) => {
      const [name, content] = EXPORTS[what](app, host.version());
      return { saved: await host.saveFile(name, JSON.stringify(content, null, 2)) };
    },
    'settings.read': () => host.settings.read(),
    'settings.write': async (settings) => {
      await host.settings.write(settings);
      return host.settings.read();
    },
    'doctor.run': () => host.runDoctor(),
  }) satisfies Partial<Handlers>;

type Exported = Pick<App, 'tracer' | 'ledger'>;

/** What each export is called, and what is in it; all of it was redacted when it was recorded. */
const EXPORTS: Readonly<
  Record<ExportKind, (from: Exported, version: string) => readonly [string, unknown]>
> = {
  trace: ({ tracer }) => ['valet-key-trace.json', tracer.list()],
  'trace-har': ({ tracer }, version) => [
    'valet-key-trace.har',
    traceAsHar(tracer.list(), { name: 'Valet Key', version }),
  ],
  ledger: ({ ledger }) => ['valet-key-ledger.json', ledger.list()],
};

/** What does not answer the sign-in may still be worth a word: the implicit grant. RFC 9700 §2.1.2 */
const verdictOf = (verdict: CallbackVerdict, url: string) =>
  verdict === 'ignore' && frontChannelIn(url)?.part === 'fragment' ? 'token-in-fragment' : verdict;
