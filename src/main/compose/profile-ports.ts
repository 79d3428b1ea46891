import { join } from 'node:path';
import { PRIVATE_USE_SCHEME } from '../../core/model/client-registration.ts';
import type { Log } from '../../core/port/log.ts';
import {
  createFileRefreshJournal,
  type FileRefreshJournalOptions,
} from '../adapter/journal/file-refresh-journal.ts';
import {
  createLoopbackReceiver,
  createSchemeReceiver,
} from '../adapter/network/redirect-receivers.ts';
import { createElectronApprovalStore } from '../adapter/store/electron-approval-store.ts';
import { createElectronConnectionStore } from '../adapter/store/electron-connection-store.ts';
import { createElectronKeyStore } from '../adapter/store/electron-key-store.ts';
import { createElectronProviderStore } from '../adapter/store/electron-provider-store.ts';
import type { DocumentPlace } from '../adapter/store/electron-store-document.ts';
import { openFileLedger } from '../adapter/system/file-ledger.ts';
import { sha256Digest, systemClock, systemRandom } from '../adapter/system/system-ports.ts';

/** Where the vault lies in a profile's folder. */
export const vaultPath = (profileFolder: string): string => join(profileFolder, 'vault');

/** Opens the ledger of a profile. Fails as `openFileLedger`. */
export const openLedger = (
  profileFolder: string,
  log: Log,
  onChange: Parameters<typeof openFileLedger>[3],
): ReturnType<typeof openFileLedger> =>
  openFileLedger(join(profileFolder, 'ledger.jsonl'), systemClock, log, onChange);

/** The ports that are the same in both programs that can own a profile: the one with a window and the agent alone. */
export const profilePorts = (place: DocumentPlace, log: Log) => ({
  clock: systemClock,
  random: systemRandom,
  digest: sha256Digest,
  log,
  connections: createElectronConnectionStore(place),
  providers: createElectronProviderStore(place),
  keptKeys: createElectronKeyStore(place),
  approvalStore: createElectronApprovalStore(place),
  openJournal: (walKey: FileRefreshJournalOptions['walKey']) =>
    createFileRefreshJournal({ folder: join(place.folder, 'journal'), walKey }),
  receivers: {
    loopback: createLoopbackReceiver(),
    'private-use-scheme': createSchemeReceiver(PRIVATE_USE_SCHEME),
  },
});
