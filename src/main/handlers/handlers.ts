import type { EpochMs } from '../../vocabulary/instant.ts';
import type { PlaygroundTokenFormat } from '../../vocabulary/oauth.ts';
import type { App } from '../../core/app.ts';
import { clearLedger, requireConnection } from '../../core/connection/manage-connections.ts';
import type { TokenAnswer } from '../../core/insight/ask-about-token.ts';
import { traceAsHar } from '../../core/insight/trace/har.ts';
import { connectionLink } from '../../core/model/connection.ts';
import { describeMembers } from '../../core/oauth/token/claims.ts';
import { explain } from '../../core/oauth/token/inspection.ts';
import { frontChannelIn } from '../../core/oauth/token/find-token.ts';
import type { Clipboard } from '../../core/port/clipboard.ts';
import type { RedirectVerdict, UserAgent } from '../../core/port/redirect-receiver.ts';
import { Secret } from '../../core/secret/secret.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { ClaimView, IntrospectionView } from '../../contract/inspection.ts';
import type { ExportKind, SchemeHandler } from '../../vocabulary/program.ts';
import type {
  AppView,
  DoctorView,
  PlaygroundView,
  SettingsView,
  StorageView,
} from '../../contract/app.ts';
import type { NavigationRequests } from '../window/navigation-requests.ts';
import { approvalHandlers, type AgentControl } from './approval-handlers.ts';
import { networkHandlers, type NetworkControl } from './network-handlers.ts';
import { providerHandlers } from './provider-handlers.ts';
import { registrationHandlers } from './registration-handlers.ts';
import { reportHandlers } from './report-handlers.ts';
import { resourceHandlers } from './resource-handlers.ts';
import { revocationHandlers } from './revocation-handlers.ts';
import { scopeHandlers } from './scope-handlers.ts';
import { connectionList, presetViews, signInView, tokenView, viewWith } from './views.ts';

/** What commands need of this machine, this run and the window rather than of the core. */
export interface Host {
  readonly page: Pick<NavigationRequests, 'pageOpened' | 'remember'>;
  readonly clipboard: Pick<Clipboard, 'copyText'>;
  readonly userAgent: UserAgent;
  readonly playground: {
    status(): PlaygroundView;
    configure(settings: {
      readonly accessTokenLifetime: number;
      readonly accessTokenFormat: PlaygroundTokenFormat;
    }): PlaygroundView;
  };
  /** The program's version. */
  readonly version: () => string;
  readonly appStatus: () => AppView;
  readonly schemeHandler: () => SchemeHandler;
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
  /** Asks for a file of certificate authorities and gives its bytes, as `openProviderFile`. */
  readonly openAuthorityFile: () => Promise<Uint8Array | undefined>;
  readonly network: NetworkControl;
  readonly showFolder: () => Promise<void>;
  readonly runDoctor: () => Promise<DoctorView>;
  /** What a report says beside that. */
  readonly machine: {
    readonly now: () => EpochMs;
    /** The person's own folder. */
    readonly home: string;
    /** The last lines of the log, oldest first. */
    readonly logTail: () => readonly string[];
  };
  readonly programs: AgentControl;
}

/** One short function for each command: use case in, view out. */
export const createHandlers = (app: App, host: Host): Handlers => ({
  ...lockHandlers(app, host),
  ...storageHandlers(app, host),
  ...observationHandlers(app, host),
  ...reportHandlers(app, host),
  ...signInHandlers(app, host),
  'preset.list': presetViews,
  'playground.status': () => host.playground.status(),
  'playground.configure': (settings) => host.playground.configure(settings),
  ...connectionHandlers(app),
  ...revocationHandlers(app, host),
  ...tokenHandlers(app, host),
  ...questionHandlers(app),
  ...providerHandlers(app, host),
  ...registrationHandlers(app),
  ...resourceHandlers(app),
  ...scopeHandlers(app),
  ...windowHandlers(app, host),
  ...adviceHandlers(app),
  ...approvalHandlers(host.programs),
  ...networkHandlers(host),
});

const lockHandlers = ({ lock }: App, host: Host) =>
  ({
    'app.status': () => host.appStatus(),
    'app.scheme-handler': () => ({ schemeHandler: host.schemeHandler() }),
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

const signInHandlers = ({ signIns, startSignIn }: App, { clipboard }: Pick<Host, 'clipboard'>) =>
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
    'sign-in.copy-address': async ({ signInId }) => {
      const url = await signIns.browserAddress(signInId);
      if (url === undefined) return { isCopied: false };
      const isCopied = await clipboard.copyText(url).then(
        () => true,
        () => false,
      );
      return { url, isCopied };
    },
    'sign-in.paste-redirect': ({ signInId, url }) => ({
      verdict: verdictView(signIns.pasteRedirect(signInId, url), url),
    }),
    'sign-in.dismiss': ({ signInId }) => {
      signIns.dismiss(signInId);
      return {};
    },
  }) satisfies Partial<Handlers>;

/** Commands about connections: what there is, and how it ends. */
const connectionHandlers = (app: App) => {
  const view = viewWith(app);
  return {
    'connection.list': () => connectionList(app.connections.list().map(view)),
    'connection.get': ({ connectionIds }) =>
      connectionIds.flatMap((id) => {
        const connection = app.connections.get(id);
        return connection === undefined ? [] : [view(connection)];
      }),
    'connection.rename': async ({ connectionId, label }) =>
      view(await app.rename(connectionId, label)),
    'connection.forget': async ({ connectionId }) => {
      await app.forget(connectionId);
      return {};
    },
  } satisfies Partial<Handlers>;
};

/** Commands that make, show and copy access tokens, and proofs for them. */
const tokenHandlers = ({ handOut }: App, { allowReveal }: Pick<Host, 'allowReveal'>) =>
  ({
    'token.inspect': async (wanted) => {
      const { connection, token } = await handOut.fresh(wanted);
      return tokenView(connection, token);
    },
    'token.refresh': async (wanted) => {
      const { connection, token } = await handOut.refreshed(wanted);
      return tokenView(connection, token);
    },
    'token.reveal': async (wanted) => {
      allowReveal();
      const { text, token } = await handOut.reveal(wanted);
      return { accessToken: text, expiresAt: token.expiresAt };
    },
    'token.copy': ({ format, ...wanted }) => handOut.copy(wanted, format),
    'token.prove': (wanted) => handOut.prove(wanted),
  }) satisfies Partial<Handlers>;

/** Commands that find out about tokens. */
const questionHandlers = ({ examineToken, tokenQuestions }: App) =>
  ({
    'token.examine': examineToken,
    'token.introspect': async ({ text, connectionId }) =>
      introspectionView(await tokenQuestions.ofPasted(text, connectionId)),
    'connection.introspect': async ({ connectionId }) =>
      introspectionView(await tokenQuestions.ofConnection(connectionId)),
    'connection.userinfo': async ({ connectionId }) =>
      explainedMembers(await tokenQuestions.userInfo(connectionId)),
  }) satisfies Partial<Handlers>;

const explainedMembers = (members: Readonly<Record<string, unknown>>): readonly ClaimView[] =>
  explain({ header: [], claims: describeMembers(members) }).claims;

const introspectionView = ({ members, ...answer }: TokenAnswer): IntrospectionView => ({
  ...answer,
  members: explainedMembers(members),
});

/** Commands about the window itself and the desktop around it. */
const windowHandlers = (
  { connections }: App,
  host: Pick<Host, 'page' | 'clipboard' | 'showFolder'>,
) =>
  ({
    'window.opened': () => host.page.pageOpened(),
    'window.remember': (shown) => {
      host.page.remember(shown);
      return {};
    },
    'app.show-folder': async () => {
      await host.showFolder();
      return {};
    },
    'connection.copy-link': async ({ connectionId }) => {
      const { id } = requireConnection(connections, connectionId);
      await host.clipboard.copyText(connectionLink(id));
      return {};
    },
  }) satisfies Partial<Handlers>;

/** Commands about advice: what there is to say, and what a person knows of already. */
const adviceHandlers = ({ advice }: App) =>
  ({
    'advice.list': () => advice.list(),
    'advice.about': ({ connectionIds }) => advice.about(connectionIds),
    'advice.dismiss': async ({ rule, connectionId, isDismissed }) => {
      await advice.dismiss(rule, connectionId, isDismissed);
      return {};
    },
  }) satisfies Partial<Handlers>;

/** Commands that look at what happened, or at this machine. */
const observationHandlers = (app: App, host: Host) =>
  ({
    'trace.list': () => app.tracer.list(),
    'trace.clear': () => {
      app.tracer.clear();
      return {};
    },
    'ledger.list': () => app.ledger.list(),
    'ledger.clear': async ({ connectionId }) => {
      await clearLedger(app, connectionId);
      return {};
    },
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
const verdictView = (verdict: RedirectVerdict, url: string) =>
  verdict === 'ignore' && frontChannelIn(url)?.part === 'fragment' ? 'token-in-fragment' : verdict;
