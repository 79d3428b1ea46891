import { keychainSuite } from '../port/keychain.suite.ts';
import { realKeychain } from './keyring.ts';
import { startKeyringSession } from './session.ts';

keychainSuite('gnome-keyring', async () => {
  const session = await startKeyringSession();
  const { keychain } = realKeychain(session);
  return {
    keychain,
    async stop() {
      keychain.close();
      await session.stop();
    },
  };
});
