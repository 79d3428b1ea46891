import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { ResetOutcome } from '../../../src/core/port/keychain.ts';
import { createTracer } from '../../../src/core/insight/trace/tracer.ts';
import type { DismissedFinding } from '../../../src/core/insight/advice/advice.ts';
import type { ProviderSettings } from '../../../src/core/model/provider-settings.ts';
import type { ConnectionStore } from '../../../src/core/port/connection-store.ts';
import type { ProviderStore } from '../../../src/core/port/provider-store.ts';
import { freezeConnection } from '../../../src/core/tokens/connection-standing.ts';
import {
  importProviders,
  providerSecretName,
  removeProvider,
} from '../../../src/core/provider-settings/import-providers.ts';
import type { ConnectionId } from '../../../src/vocabulary/id.ts';
import { readCredentials } from '../../../src/core/connection/credentials.ts';
import { createRegistrationManager } from '../../../src/core/sign-in/manage-registration.ts';
import { createNote } from '../../../src/core/connection/ledger-note.ts';
import { createLock } from '../../../src/core/connection/lock.ts';
import {
  forgetConnection,
  renameConnection,
} from '../../../src/core/connection/manage-connections.ts';
import { revokeConnection } from '../../../src/core/revocation/revoke-connection.ts';
import { createRevokeAll } from '../../../src/core/revocation/revoke-all.ts';
import { signIn } from '../../../src/core/sign-in/sign-in.ts';
import { resetKeychain } from '../../../src/core/connection/reset-keychain.ts';
import { createSignIns } from '../../../src/core/sign-in/sign-ins.ts';
import type { Http } from '../../../src/core/port/http.ts';
import type { Ledger, LedgerEntry } from '../../../src/core/port/ledger.ts';
import { recordHandOut } from '../../../src/main/handlers/hand-out.ts';
import { createHandlers, type HandlerPorts } from '../../../src/main/handlers/handlers.ts';
import { createNavigationRequests } from '../../../src/main/window/navigation-requests.ts';
import { whileUnlocked } from '../../../src/main/ipc/lock-gate.ts';
import { createRevealLimit } from '../../../src/main/ipc/reveal-limit.ts';
import { createRouter } from '../../../src/main/ipc/router.ts';
import { commands, type CommandInput, type CommandName } from '../../../src/contract/contract.ts';
import type { RevokeAllView } from '../../../src/contract/view-revocation.ts';
import type { Reply } from '../../../src/contract/reply.ts';
import type { AppView, PlaygroundView, SettingsView } from '../../../src/contract/view.ts';
import { fakeClock } from '../../fake/clock.ts';
import { revokePorts, signInRig } from '../../core/sign-in/sign-in-rig.ts';

const SETTINGS: SettingsView = {
  theme: 'system',
  clipboardClearAfter: 30,
  copiedTokenMinutes: 5,
  lockWithSystem: true,
  autoLockMinutes: 0,
  keepInTray: false,
};

const PLAYGROUND: PlaygroundView = {
  state: 'stopped',
  accessTokenLifetime: 300,
  accessTokenFormat: 'jwt',
};

/** Handler ports that these tests have no part in. */
const elsewhere = (): Pick<HandlerPorts, 'vault' | 'playground' | 'runDoctor' | 'expiryOf'> => ({
  vault: { create: () => Promise.resolve(), unlock: () => Promise.resolve() },
  playground: {
    status: () => PLAYGROUND,
    configure: () => Promise.resolve(PLAYGROUND),
    target: () => Promise.reject(new Error('there is no playground here')),
    isPlayground: () => false,
  },
  runDoctor: () => Promise.resolve({ checks: [], redirectUris: [] }),
  expiryOf: () => undefined,
});

/** The client as the server has it registered, with the path that Valet Key uses. */
const CLIENT = { clientId: 'valet-key', redirectUris: ['http://127.0.0.1/oauth2/callback'] };

type RigOptions = NonNullable<Parameters<typeof signInRig>[0]> & {
  /** How a reset of the keychain ends; refused where absent. */
  readonly resetOutcome?: () => Promise<ResetOutcome>;
  /** Where a hand-out marks its connection as used; by default the rig's own store. */
  readonly handOutStore?: Pick<ConnectionStore, 'get' | 'put'>;
  /** Runs before the clipboard takes a secret; where it fails, the clipboard refuses. */
  readonly beforeCopy?: () => Promise<void>;
};

/** Provider settings in memory; `files` are what a person chooses and saves, in turn. */
const providersRig = ({
  secrets,
  connections,
  clock,
  accessTokens,
}: Pick<
  Awaited<ReturnType<typeof signInRig>>,
  'secrets' | 'connections' | 'clock' | 'accessTokens'
>) => {
  let kept: readonly ProviderSettings[] = [];
  const files = { chosen: undefined as Uint8Array | undefined, saved: [] as string[] };
  const providers: ProviderStore = {
    list: () => kept,
    replaceAll: (next) => Promise.resolve(void (kept = next)),
  };
  const freeze = async (id: ConnectionId): Promise<void> => {
    accessTokens.drop(id);
    await freezeConnection({ connections, clock }, id);
  };
  let plans = 0;
  return {
    files,
    providers,
    openFile: () => Promise.resolve(files.chosen),
    saveProviders: (text: string) => Promise.resolve(files.saved.push(text) > 0),
    importProviders: importProviders({ providers, secrets, freeze }),
    removeProvider: removeProvider({ providers, secrets }),
    providerSecret: (id: string) => secrets.readSecret('client-secret', providerSecretName(id)),
    newPlanId: () => `plan-${(plans += 1)}`,
  };
};

const memoryLedger = (now: () => LedgerEntry['at']): Ledger => {
  const lines: LedgerEntry[] = [];
  return {
    record: (entry) => void lines.push({ ...entry, id: lines.length + 1, at: now() }),
    list: () => lines.toReversed(),
  };
};

/**
 * Every command over the whole of the core: router, handlers, use cases, keychain, a strict server.
 * What Electron would do (clipboard, dialogs, playground) is written down or left out.
 */
export const handlersRig = async (options: RigOptions = {}) => {
  const server = { clients: [CLIENT], ...options.server };
  const clock = options.clock ?? fakeClock({ skip: false });
  const tracer = createTracer(clock, () => undefined);
  const http = (own: Http) => tracer.http('rig', options.http?.(own) ?? own);
  const rig = await signInRig({ ...options, clock, server, http });
  const { connections, secrets, refreshes, accessTokens } = rig;
  const ledger = memoryLedger(() => clock.now());
  const note = createNote(ledger);
  const copied: string[] = [];
  const shownFolders: string[] = [];
  const emitted: unknown[] = [];
  const page = createNavigationRequests((name, payload) => emitted.push([name, payload]));
  const resetOutcome = (): Promise<ResetOutcome> =>
    options.resetOutcome?.() ?? Promise.reject(new ValetKeyError('VK_KEYCHAIN_LOCKED'));
  let settings = SETTINGS;
  let dismissed: readonly DismissedFinding[] = [];
  let tellChange = (): void => undefined;
  const lock = createLock({ drop: () => accessTokens.dropAll(), onChange: () => undefined });
  const drop = (id: Parameters<typeof accessTokens.drop>[0]) => accessTokens.drop(id);
  const signIns = createSignIns({
    ...rig,
    onChange: () => tellChange(),
    run: (target, report, signal) =>
      signIn({
        ...rig.ports,
        userAgent: tracer.userAgent('rig', rig.ports.userAgent),
      })(target, report, signal),
  });
  const storageView = () => ({ kind: secrets.kind, state: secrets.state });
  const own = providersRig(rig);
  const revoke = revokeConnection({ ...rig, ...revokePorts(rig) });
  const ports: HandlerPorts = {
    ...elsewhere(),
    ...rig,
    ...own,
    signIns,
    lock,
    tracer,
    ledger,
    clipboard: {
      copySecret: async (text) => {
        await options.beforeCopy?.();
        copied.push(text);
      },
      copyText: (text) => Promise.resolve(void copied.push(text)),
    },
    http: rig.ports.http,
    userAgent: rig.browser.userAgent,
    credentials: ({ id }) => readCredentials(secrets, id),
    rename: renameConnection({ connections }),
    registrations: createRegistrationManager({ ...rig, drop }),
    revoke,
    everything: createRevokeAll({ connections, revoke, onChange: () => tellChange() }),
    forget: forgetConnection({ connections, secrets, grants: refreshes, drop }),
    handedOut: recordHandOut({ ...rig, note, connections: options.handOutStore ?? connections }),
    allowReveal: createRevealLimit(clock),
    appStatus: () => Promise.resolve(appView(storageView(), lock.isLocked)),
    probeStorage: () => Promise.resolve(storageView()),
    settings: {
      read: () => settings,
      write: (change) => Promise.resolve(void (settings = change)),
    },
    exportFile: () => Promise.resolve(true),
    dismissals: {
      read: () => dismissed,
      write: (change) => Promise.resolve(void (dismissed = change)),
    },
    page,
    showFolder: () => Promise.resolve(void shownFolders.push('/profile')),
    resetKeychain: () => resetKeychain({ ...rig, resetKeychain: resetOutcome, unsaved: () => [] }),
  };
  const router = createRouter({
    contract: commands,
    handlers: createHandlers(ports),
    log: rig.log,
  });
  const dispatch = whileUnlocked(router, () => lock.isLocked);
  const send = <Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<Reply<unknown>> => dispatch('renderer', name, input);
  return {
    ...rig,
    tracer,
    ledger,
    lock,
    copied,
    files: own.files,
    shownFolders,
    emitted,
    page,
    signIns,
    send,
    /** Revokes everything by the command and gives what came of it. */
    async revokedAll(): Promise<RevokeAllView> {
      await send('connection.revoke-all', {});
      for (;;) {
        const changed = new Promise<void>((resolve) => (tellChange = resolve));
        const reply = await send('connection.revoke-all-status', {});
        if (reply.ok && !(reply.value as RevokeAllView).isRunning)
          return reply.value as RevokeAllView;
        await changed;
      }
    },
    /** Signs in by the command and gives the connection's id. */
    async signedIn(request: Partial<CommandInput<'sign-in.start'>> = {}) {
      await send('sign-in.start', { ...REQUEST, ...request } as CommandInput<'sign-in.start'>);
      for (;;) {
        const state = signIns.list().at(-1)?.state;
        if (state?.kind === 'done') return state.connection.id;
        if (state?.kind === 'failed') throw state.error;
        await new Promise<void>((resolve) => (tellChange = resolve));
      }
    },
  };
};

/** How a window asks to sign in with the fake server. */
export const REQUEST: CommandInput<'sign-in.start'> = {
  kind: 'issuer',
  issuer: 'https://as.example',
  clientId: 'valet-key',
  redirectMethod: 'loopback',
  scope: 'openid read',
  allowLoopback: false,
};

const appView = (storage: AppView['storage'], isLocked: boolean): AppView => ({
  version: '0.0.0',
  electron: '0.0.0',
  runtime: 'official',
  platform: 'linux',
  storage,
  isLocked,
  schemeHandler: 'ours',
  clipboardClearAfter: SETTINGS.clipboardClearAfter,
  folder: '/profile',
  hasTray: false,
});
