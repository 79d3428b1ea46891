import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, type Environment, type RunningProcess } from './process.ts';
import { run, runLeniently } from './run.ts';
import { eventually } from './waiting.ts';

/** The programs that serve secrets on desktops that exist. */
export type KeychainName = 'gnome-keyring' | 'kwallet' | 'keepassxc';

/** A keychain that runs. `stop` lets it write what it has taken before it ends. */
export interface RunningKeychain extends RunningProcess {
  /** Ends the daemon at once, with what it has not written yet. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts a keychain on the bus of `env`, unlocked: empty, or with what it kept in the home of `env`. */
export async function startKeychain(
  name: KeychainName,
  env: Environment,
  logs: string,
): Promise<RunningKeychain> {
  const keychain = await STARTS[name](env, join(logs, 'keychain.log'));
  await eventually('the secret service', async () => {
    const reply = await runLeniently('dbus-send', [...ASK_THE_BUS, SECRET_SERVICE], env);
    return reply?.includes('boolean true') === true ? true : undefined;
  });
  return {
    ...keychain,
    async end(signal) {
      process.kill(keychain.pid, signal);
      await keychain.exited;
    },
  };
}

const SECRET_SERVICE = 'string:org.freedesktop.secrets';
const ASK_THE_BUS = [
  ...['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
  'org.freedesktop.DBus.NameHasOwner',
];

type Start = (env: Environment, log: string) => RunningProcess | Promise<RunningProcess>;

/** The login keyring is made and unlocked by the password. */
const startGnomeKeyring: Start = (env, log) =>
  startProcess('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env,
    log,
    input: 'password of the rig',
  });

/** With this, Debian's Qt programs need no display. */
const WITHOUT_WINDOWS = { QT_QPA_PLATFORM: 'offscreen' };

/**
 * An empty wallet (Blowfish, empty password) and its salt: kwalletd5 makes one only in a dialog, and
 * opens this one without asking. Made by kwalletd5 5.103 of Debian 12.
 */
const WALLET = 'S1dBTExFVAoNAA0KAAEDAgAAAAATEffUgMKw3stUjSXzI/oiyvct18Br90GAi23vw3jkABFMsSQSNFmJ';
const WALLET_SALT = '7tKBKUl697jIu65oesCVrX53N1uzZq2kYwt7Mk3WxrrQv70Pkq/vjdFevkt+YcjU8REweLmEysM=';
const WALLET_NAME = 'Default keyring';
const WALLET_SETTINGS = `[Wallet]
Enabled=true
First Use=false
Use One Wallet=true
Default Wallet=${WALLET_NAME}

[org.freedesktop.secrets]
apiEnabled=true
`;

const startKWallet: Start = (env, log) => {
  const folder = join(env['XDG_DATA_HOME'] ?? '', 'kwalletd');
  const wallet = join(folder, `${WALLET_NAME}.kwl`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(wallet)) {
    writeFileSync(wallet, Buffer.from(WALLET, 'base64'));
    writeFileSync(join(folder, `${WALLET_NAME}.salt`), Buffer.from(WALLET_SALT, 'base64'));
  }
  writeFileSync(join(env['XDG_CONFIG_HOME'] ?? '', 'kwalletrc'), WALLET_SETTINGS);
  const kwallet = startProcess('kwalletd5', [], { env: { ...env, ...WITHOUT_WINDOWS }, log });
  return {
    ...kwallet,
    // It writes its file seconds after a change, or when it closes a wallet, but not on SIGTERM.
    stop: async () => {
      await runLeniently('dbus-send', CLOSE_WALLET, env);
      await kwallet.stop();
    },
  };
};
const CLOSE_WALLET = [
  ...['--session', '--print-reply', '--dest=org.kde.kwalletd5', '/modules/kwalletd5'],
  ...['org.kde.KWallet.close', `string:${WALLET_NAME}`, 'boolean:true'],
];

/** Its root group is what it offers to other programs. */
const DATABASE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<KeePassFile>
  <Meta>
    <CustomData>
      <Item>
        <Key>FDO_SECRETS_EXPOSED_GROUP</Key>
        <Value>{01020304-0506-0708-090a-0b0c0d0e0f10}</Value>
      </Item>
    </CustomData>
  </Meta>
  <Root><Group><UUID>AQIDBAUGBwgJCgsMDQ4PEA==</UUID><Name>Root</Name></Group></Root>
</KeePassFile>
`;
const KEEPASSXC_SETTINGS = `[General]
ConfigVersion=2
UpdateCheckMessageShown=true

[GUI]
CheckForUpdates=false

[FdoSecrets]
Enabled=true
ShowNotification=false
ConfirmDeleteItem=false
ConfirmAccessItem=false
UnlockBeforeSearch=false
`;
const DATABASE_PASSWORD = 'password-of-the-rig';

async function makeDatabase(
  env: Environment,
  { xml, database }: Readonly<Record<'xml' | 'database', string>>,
): Promise<void> {
  writeFileSync(xml, DATABASE);
  const script = 'printf "%s\\n%s\\n" "$1" "$1" | keepassxc-cli import -t 100 -p "$2" "$3"';
  const args = ['-c', script, 'sh', DATABASE_PASSWORD, xml, database];
  await run('sh', args, { ...env, ...WITHOUT_WINDOWS });
}

const startKeePassXC: Start = async (env, log) => {
  const folder = env['XDG_DATA_HOME'] ?? '';
  const paths = {
    xml: join(folder, 'empty.xml'),
    database: join(folder, 'secrets.kdbx'),
    settings: join(folder, 'keepassxc.ini'),
  };
  writeFileSync(paths.settings, KEEPASSXC_SETTINGS);
  if (!existsSync(paths.database)) await makeDatabase(env, paths);
  const answering = startProcess('sh', ['-c', ALLOW_ACCESS], { env, log });
  const keepassxc = startProcess(
    'keepassxc',
    ['--pw-stdin', '--config', paths.settings, paths.database],
    { env, log, input: `${DATABASE_PASSWORD}\n` },
  );
  // It is on the bus before it has opened its database.
  await eventually('an open database', async () => {
    const reply = await runLeniently('dbus-send', ASK_WHETHER_LOCKED, env);
    return reply?.includes('boolean false') === true ? true : undefined;
  });
  return {
    ...keepassxc,
    stop: async () => {
      await answering.stop();
      await keepassxc.stop();
    },
  };
};

const ASK_WHETHER_LOCKED = [
  ...['--session', '--print-reply', '--dest=org.freedesktop.secrets'],
  ...['/org/freedesktop/secrets/aliases/default', 'org.freedesktop.DBus.Properties.Get'],
  ...['string:org.freedesktop.Secret.Collection', 'string:Locked'],
];

/**
 * Answers KeePassXC's question with its default button, "Allow Selected". Up to 2.7.4 of Debian 12,
 * it asks when a program replaces an item of an earlier run, even where ConfirmAccessItem is off.
 */
const ALLOW_ACCESS = `
while :; do
  xdotool search --sync --onlyvisible --name 'Access Request' key --window %1 Return
done`;

const STARTS: Readonly<Record<KeychainName, Start>> = {
  'gnome-keyring': startGnomeKeyring,
  kwallet: startKWallet,
  keepassxc: startKeePassXC,
};
