import { createMemoryKeychain } from '../../../../src/main/adapter/keychain/secret-storage.ts';
import { keychainSuite } from '../../../port/keychain.suite.ts';

keychainSuite('memory', async () => ({ keychain: createMemoryKeychain() }));
