import type { ResetOutcome } from '../../../src/core/port/keychain.ts';
import { createHandlers, type Host } from '../../../src/main/handlers/handlers.ts';
import { createNavigationRequests } from '../../../src/main/window/navigation-requests.ts';
import { createRevealLimit, type Emit, whileUnlocked } from '../../../src/main/ipc/gates.ts';
import { createRouter } from '../../../src/main/ipc/router.ts';
import { commands, type CommandInput, type CommandName } from '../../../src/contract/contract.ts';
import type { RevokeAllView } from '../../../src/contract/revocation.ts';
import type { Reply } from '../../../src/contract/command.ts';
import type { AppView, PlaygroundView, SettingsView } from '../../../src/contract/app.ts';
import { signInRig } from '../../core/sign-in/sign-in-rig.ts';
import { createAgent } from '../../../src/core/agent/agent.ts';
import { createNote } from '../../../src/core/connection/ledger-note.ts';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { createHostAuthorities } from '../../../src/main/adapter/network/host-authorities.ts';
import { createBrowserChoice } from '../../../src/main/adapter/network/installed-browsers.ts';
import { createProxyLogins } from '../../../src/main/adapter/network/proxy-login.ts';
import { networkSettings } from '../../fake/network-settings.ts';
import { fakeApprovalStore } from '../../fake/approval-store.ts';
import { fakeClipboard, storageOn } from '../../fake/app-ports.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { fakeSettings } from '../../fake/settings.ts';

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

/** The client as the server has it registered, with the path that is its issuer's own. */
const CLIENT = { clientId: 'valet-key', redirectUris: ['http://127.0.0.1/redirect/as.example'] };

type RigOptions = NonNullable<Parameters<typeof signInRig>[0]> & {
  /** How a reset of the keychain ends; refused where absent. */
  readonly resetOutcome?: () => Promise<ResetOutcome>;
  /** Runs before the clipboard takes a secret; where it fails, the clipboard refuses. */
  readonly beforeCopy?: () => Promise<void>;
};

/**
 * Every command over the whole of the core: router, handlers, use cases, keychain, a strict server.
 * What Electron would do (clipboard, dialogs, playground) is written down or left out.
 */
export const handlersRig = async ({ resetOutcome, beforeCopy, ...options }: RigOptions = {}) => {
  let tellChange = (): void => undefined;
  let heard: Emit = () => undefined;
  const clipboard = fakeClipboard(beforeCopy);
  const keychain = fakeKeychain();
  const coreSettings = fakeSettings();
  const rig = await signInRig({
    keychain,
    storage: storageOn(keychain, resetOutcome === undefined ? {} : { reset: resetOutcome }),
    clipboard,
    emit(name, payload) {
      heard(name, payload);
      tellChange();
    },
    settings: coreSettings,
    ...options,
    server: { clients: [CLIENT], ...options.server },
  });
  const { app, clock } = rig;
  const agent = createAgent({
    ...rig.ports,
    ...app,
    note: createNote(app.ledger),
    approvalStore: fakeApprovalStore(),
    readApprovalKey: app.approvalSecrets.key.read,
    endedList: app.approvalSecrets.ended,
    keepsSecrets: () => true,
    onChange: () => tellChange(),
  });
  let isOn = true;
  const shownFolders: string[] = [];
  const dismissedFiles: string[] = [];
  const emitted: unknown[] = [];
  const files = { chosen: undefined as Uint8Array | undefined, saved: [] as string[] };
  const page = createNavigationRequests((name, payload) => emitted.push([name, payload]));
  let settings = SETTINGS;
  const host: Host = {
    page,
    clipboard,
    userAgent: rig.browser.userAgent,
    playground: { status: () => PLAYGROUND, configure: () => PLAYGROUND },
    version: () => '0.0.0',
    storageView: () => app.storage.state(),
    schemeHandler: () => 'ours',
    appStatus: () => appView(app.storage.state(), app.lock.isLocked),
    settings: {
      read: () => settings,
      write(change) {
        settings = change;
        return coreSettings.update(change);
      },
    },
    allowReveal: createRevealLimit(clock),
    machine: {
      now: () => clock.now(),
      home: '/home/alice',
      logTail: () => ['{"event":"started","folder":"/home/alice/.config"}'],
    },
    saveFile: (_name, text) => Promise.resolve(files.saved.push(text) > 0),
    openProviderFile: () => Promise.resolve(files.chosen),
    dismissFile: (name) => void dismissedFiles.push(name),
    showFolder: () => Promise.resolve(void shownFolders.push('/profile')),
    programs: {
      agent,
      status: () => ({ state: isOn ? 'listening' : 'off' }),
      turn: (next) => Promise.resolve(void (isOn = next)),
    },
    openAuthorityFile: () => Promise.resolve(files.chosen),
    network: {
      authorities: createHostAuthorities({
        settings: networkSettings(),
        clock,
        random: rig.ports.random,
        onChange: () => tellChange(),
      }),
      proxyLogins: createProxyLogins({
        env: {},
        settings: networkSettings(),
        secrets: createSecretStore(keychain),
        onChange: () => tellChange(),
        onLogin: () => undefined,
      }),
      browsers: createBrowserChoice({
        settings: networkSettings(),
        env: {},
        home: '/nowhere',
        platform: 'darwin',
      }),
    },
    runDoctor: () => Promise.resolve({ checks: [], redirectBases: [] }),
  };
  const router = createRouter({
    contract: commands,
    handlers: createHandlers(app, host),
    log: rig.log,
  });
  const dispatch = whileUnlocked(router, () => app.lock.isLocked);
  const send = <Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<Reply<unknown>> => dispatch('renderer', name, input);
  return {
    ...rig,
    tracer: app.tracer,
    ledger: app.ledger,
    lock: app.lock,
    signIns: app.signIns,
    copied: clipboard.copied,
    files,
    shownFolders,
    dismissedFiles,
    emitted,
    page,
    send,
    agent,
    /** Calls `listener` with every event from now on. */
    onEmit: (listener: Emit): void => void (heard = listener),
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
        const state = app.signIns.list().at(-1)?.state;
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
  clipboardClearAfter: SETTINGS.clipboardClearAfter,
  folder: '/profile',
  hasTray: false,
});
