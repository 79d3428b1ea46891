import { createMemoryKeychain } from '../../../../src/main/adapter/keychain/memory-keychain.ts';
import { keychainSuite } from '../../../port/keychain.suite.ts';

keychainSuite('memory', async () => ({ keychain: createMemoryKeychain() }));
