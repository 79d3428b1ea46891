import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TO_RUN } from '../setup/debian-packages.mjs';
import { run, SetUpError } from '../setup/progress.mjs';
import { ABOUT, DIST, EXECUTABLE, INSTALLED, MARK, packageName, ROOT, SCHEME } from './layout.mjs';
import { LICENSES } from './licenses.mjs';

const DESKTOP_ENTRY = `[Desktop Entry]
Type=Application
Name=${ABOUT.productName}
Comment=${ABOUT.description}
Exec=${INSTALLED}/${EXECUTABLE} %u
Icon=${EXECUTABLE}
Terminal=false
StartupNotify=true
StartupWMClass=${ABOUT.productName}
Categories=Utility;Security;
Keywords=OAuth;token;sign-in;
MimeType=x-scheme-handler/${SCHEME};
`;

/** Ubuntu lets only named programs make the user namespaces that Chromium's sandbox is built from. */
const APPARMOR_PROFILE = `abi <abi/4.0>,
include <tunables/global>

profile ${EXECUTABLE} ${INSTALLED}/${EXECUTABLE} flags=(unconfined) {
  userns,
  include if exists <local/${EXECUTABLE}>
}
`;

const PROFILE = `/etc/apparmor.d/${EXECUTABLE}`;

const AFTER_INSTALL = `#!/bin/sh
set -e
if [ "$1" = configure ]; then
  # Where no user may make a namespace, the sandbox needs its set-user-id helper.
  if ! unshare --user true 2>/dev/null; then
    chmod 4755 ${INSTALLED}/chrome-sandbox
  fi
  if apparmor_parser --skip-kernel-load --debug ${INSTALLED}/resources/apparmor-profile >/dev/null 2>&1; then
    cp ${INSTALLED}/resources/apparmor-profile ${PROFILE}
    apparmor_parser --replace --write-cache --skip-read-cache ${PROFILE} || true
  fi
  if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q /usr/share/applications || true
  fi
  if command -v gtk-update-icon-cache >/dev/null; then
    gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true
  fi
fi
`;

const AFTER_REMOVAL = `#!/bin/sh
set -e
if [ "$1" = remove ] || [ "$1" = purge ]; then
  rm -f ${PROFILE}
  if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q /usr/share/applications || true
  fi
fi
`;

function write(file, content, mode = 0o644) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
}

function link(file, target) {
  mkdirSync(dirname(file), { recursive: true });
  symlinkSync(target, file);
}

/** Where each shell looks for what completes `vk`, by the word that `vk completion` takes. */
const COMPLETIONS = {
  bash: 'usr/share/bash-completion/completions/vk',
  zsh: 'usr/share/zsh/vendor-completions/_vk',
  fish: 'usr/share/fish/vendor_completions.d/vk.fish',
};

/** The commands of package.json, their manual page and what completes them. */
function layOutCommands(tree) {
  const program = join(tree, INSTALLED, 'resources', 'cli', 'vk.mjs');
  const compiled = join(dirname(program), 'vk');
  const started = existsSync(compiled) ? 'vk' : 'vk.mjs';
  for (const name of Object.keys(ABOUT.bin)) {
    link(join(tree, 'usr/bin', name), `${INSTALLED}/resources/cli/${started}`);
  }
  const manual = readFileSync(join(dirname(program), 'vk.1'));
  write(join(tree, 'usr/share/man/man1/vk.1.gz'), gzipSync(manual, { level: 9 }));
  link(join(tree, 'usr/share/man/man1/valet-key.1.gz'), 'vk.1.gz');
  for (const [shell, place] of Object.entries(COMPLETIONS)) {
    const script = execFileSync(process.execPath, [program, 'completion', shell]);
    write(join(tree, place), script);
  }
}

const kilobytes = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .reduce(
      (sum, file) => sum + Math.ceil(statSync(join(file.parentPath, file.name)).size / 1024),
      0,
    );

const control = (tree, isMarked) => `Package: ${EXECUTABLE}
Version: ${ABOUT.version}${isMarked ? '~not-for-release' : ''}
Section: utils
Priority: optional
Architecture: amd64
Maintainer: ${ABOUT.author} <security@valetkey.invalid>
Installed-Size: ${kilobytes(tree)}
Depends: ${TO_RUN.map((spellings) => spellings.join(' | ')).join(', ')}
Recommends: gnome-keyring | kwalletmanager, desktop-file-utils
Suggests: nodejs (>= 20.19)
Description: ${ABOUT.description.split(':')[0]}
 Signs in at OAuth 2.0 servers in the system browser, keeps refresh tokens in the
 keychain, and hands out scoped, short-lived, revocable access tokens.
${isMarked ? ` .\n ${MARK}: holds a runtime whose bytes nobody vouches for.\n` : ''}`;

function layOut(tree, unpacked, isMarked) {
  cpSync(unpacked, join(tree, INSTALLED), { recursive: true });
  chmodSync(join(tree, INSTALLED, 'chrome-sandbox'), 0o755);
  write(join(tree, INSTALLED, 'resources', 'apparmor-profile'), APPARMOR_PROFILE);
  write(join(tree, 'usr/share/applications', ABOUT.desktopName), DESKTOP_ENTRY);
  for (const file of readdirSync(join(ROOT, 'build', 'icons'))) {
    const [size] = file.split('.');
    const folder = join(tree, 'usr/share/icons/hicolor', size, 'apps');
    mkdirSync(folder, { recursive: true });
    cpSync(join(ROOT, 'build', 'icons', file), join(folder, `${EXECUTABLE}.png`));
  }
  layOutCommands(tree);
  const ours = readFileSync(join(ROOT, 'LICENSE'), 'utf8');
  const others = readFileSync(join(tree, INSTALLED, 'resources', LICENSES), 'utf8');
  write(join(tree, 'usr/share/doc', EXECUTABLE, 'copyright'), `${ours}\n${others}`);
  write(join(tree, 'DEBIAN/control'), control(tree, isMarked));
  write(join(tree, 'DEBIAN/postinst'), AFTER_INSTALL, 0o755);
  write(join(tree, 'DEBIAN/postrm'), AFTER_REMOVAL, 0o755);
}

/** Nobody downloads what is not for release, so it need not be small. */
const compression = (origin) => (origin === 'stand-in' ? ['-Zgzip', '-z1'] : ['-Zxz', '-z6']);

/** Makes a .deb of an unpacked app with dpkg-deb alone; answers its file. */
export async function makeDeb(unpacked, origin) {
  const tree = join(DIST, 'deb');
  rmSync(tree, { recursive: true, force: true });
  layOut(tree, unpacked, origin === 'stand-in');
  const file = join(DIST, `${packageName(origin)}.deb`);
  const args = [...['--build', '--root-owner-group', ...compression(origin), tree, file]];
  const status = await run('dpkg-deb', args, { log: join(DIST, 'dpkg-deb.log') });
  rmSync(tree, { recursive: true });
  if (status !== 0) throw new SetUpError(`dpkg-deb failed with status ${status}.`);
  return file;
}
