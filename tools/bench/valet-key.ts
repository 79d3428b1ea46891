import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scopeOf } from '../../src/core/model/scope.ts';
import { tokenText } from '../../src/core/tokens/copy-format.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { systemClock } from '../../src/main/adapter/system/system-ports.ts';
import { openProgram } from '../../test/faults/program-on-disk.ts';
import { connectionId } from '../../test/fixtures/connection.ts';
import type { StartContender } from './contender.ts';
import { FIRST_REFRESH_TOKEN } from './issuer.ts';

/**
 * The program's own keeping: its journal and its use cases on the real disk, over real HTTP, with a
 * keychain of synced files as slow as gnome-keyring. Asked within the process: there is no agent yet.
 */
export const startValetKey: StartContender = async (issuers) => {
  const folder = await mkdtemp(join(tmpdir(), 'valet-key-bench-'));
  const [first = '', ...more] = issuers.map(({ url }) => `${url}/token`);
  const { accessTokens, refreshes } = await openProgram({
    folder,
    tokenEndpoint: first,
    moreEndpoints: more,
    clock: systemClock,
  });
  for (const index of issuers.keys()) {
    const token = Secret.of('refresh-token', FIRST_REFRESH_TOKEN);
    await refreshes.keep(connectionId(index + 1), token);
  }
  return {
    name: 'Valet Key',
    async token(index, { isForced = false, scope } = {}) {
      const wanted = scope === undefined ? {} : { scope: scopeOf([scope]) };
      const ask = isForced ? accessTokens.refresh : accessTokens.get;
      return tokenText((await ask(connectionId(index + 1), wanted)).accessToken);
    },
    async stop() {
      await accessTokens.settle();
      await rm(folder, { recursive: true });
    },
  };
};
