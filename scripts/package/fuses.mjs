import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** As in electron-builder.yml: '0' is off, '1' is on. */
export const FUSES = {
  RunAsNode: '0',
  EnableCookieEncryption: '0',
  EnableNodeOptionsEnvironmentVariable: '0',
  EnableNodeCliInspectArguments: '0',
  EnableEmbeddedAsarIntegrityValidation: '1',
  OnlyLoadAppFromAsar: '1',
  LoadBrowserProcessSpecificV8Snapshot: '0',
  GrantFileProtocolExtraPrivileges: '0',
};

/** Reads the fuses back from an executable; one sentence for each that is not as it should be. */
export async function faultsOfFuses(executable) {
  const wire = await getCurrentFuseWire(executable);
  return Object.entries(FUSES)
    .filter(([name, wanted]) => String.fromCharCode(wire[FuseV1Options[name]]) !== wanted)
    .map(([name, wanted]) => `fuse ${name} is not ${wanted === '1' ? 'on' : 'off'}`);
}
