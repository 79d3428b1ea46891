import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, type Environment, type RunningProcess } from './process.ts';
import { run, runLeniently } from './run.ts';
import { eventually } from './waiting.ts';

/** The programs that serve secrets on desktops that exist. */
export type KeychainName = 'gnome-keyring' | 'kwallet' | 'keepassxc';

/** Starts a keychain on the bus of `env`, empty and unlocked. */
export async function startKeychain(
  name: KeychainName,
  env: Environment,
  logs: string,
): Promise<RunningProcess> {
  const keychain = await STARTS[name](env, join(logs, 'keychain.log'));
  await eventually('the secret service', async () => {
    const reply = await runLeniently('dbus-send', [...ASK_THE_BUS, SECRET_SERVICE], env);
    return reply?.includes('boolean true') === true ? true : undefined;
  });
  return keychain;
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

/** Debian's Qt programs need no display so. */
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
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${WALLET_NAME}.kwl`), Buffer.from(WALLET, 'base64'));
  writeFileSync(join(folder, `${WALLET_NAME}.salt`), Buffer.from(WALLET_SALT, 'base64'));
  writeFileSync(join(env['XDG_CONFIG_HOME'] ?? '', 'kwalletrc'), WALLET_SETTINGS);
  return startProcess('kwalletd5', [], { env: { ...env, ...WITHOUT_WINDOWS }, log });
};

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
AutoSaveAfterEveryChange=false

[GUI]
CheckForUpdates=false

[FdoSecrets]
Enabled=true
ShowNotification=false
ConfirmDeleteItem=false
ConfirmAccessItem=false
`;
const DATABASE_PASSWORD = 'password-of-the-rig';

const startKeePassXC: Start = async (env, log) => {
  const folder = env['XDG_DATA_HOME'] ?? '';
  const paths = {
    xml: join(folder, 'empty.xml'),
    database: join(folder, 'secrets.kdbx'),
    settings: join(folder, 'keepassxc.ini'),
  };
  const quiet = { ...env, ...WITHOUT_WINDOWS };
  writeFileSync(paths.xml, DATABASE);
  writeFileSync(paths.settings, KEEPASSXC_SETTINGS);
  const script = 'printf "%s\\n%s\\n" "$1" "$1" | keepassxc-cli import -t 100 -p "$2" "$3"';
  await run('sh', ['-c', script, 'sh', DATABASE_PASSWORD, paths.xml, paths.database], quiet);
  return startProcess('keepassxc', ['--pw-stdin', '--config', paths.settings, paths.database], {
    env: quiet,
    log,
    input: `${DATABASE_PASSWORD}\n`,
  });
};

const STARTS: Readonly<Record<KeychainName, Start>> = {
  'gnome-keyring': startGnomeKeyring,
  kwallet: startKWallet,
  keepassxc: startKeePassXC,
};
