import type { Connection } from '../../src/core/model/connection.ts';
import { createElectronConnectionStore } from '../../src/main/adapter/store/electron-connection-store.ts';
import { epochMs } from '../../src/vocabulary/instant.ts';
import { openConf } from '../../test/main/adapter/store/store-rig.ts';

/** Puts connections into a profile before the app opens it, in the app's own files. */
export const seedConnections = async (
  profile: string,
  connections: readonly Connection[],
): Promise<void> => {
  const now = () => epochMs(Date.now());
  const store = createElectronConnectionStore({ folder: profile, openStore: openConf, now });
  await Promise.all(connections.map((one) => store.put(one)));
};
